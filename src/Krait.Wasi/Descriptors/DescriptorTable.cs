using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

/// <summary>A guest's open descriptors by number; a new one takes the lowest free number.</summary>
internal sealed class DescriptorTable
{
    private readonly List<Descriptor?> _items = [];
    private readonly int _maximum;

    public DescriptorTable(WasiOptions options)
    {
        _maximum = options.MaximumOpenFiles;
        _items.Add(new InputStreamDescriptor(options.Input, options.Terminals.HasFlag(WasiTerminals.Input)));
        _items.Add(new OutputStreamDescriptor(options.Output, options.MaximumOutputBytes, options.Terminals.HasFlag(WasiTerminals.Output)));
        _items.Add(new OutputStreamDescriptor(options.Error, options.MaximumErrorBytes, options.Terminals.HasFlag(WasiTerminals.Error)));
        foreach (WasiMount mount in options.Mounts)
            _items.Add(new DirectoryDescriptor(mount.FileSystem.OpenRoot(), mount.GuestPath, WasiRights.Directory, WasiRights.DirectoryInheriting));
        foreach (Socket socket in options.Sockets)
            _items.Add(new SocketDescriptor(socket, SocketDescriptor.RightsOf(socket)));
    }

    public int Count => _items.Count(static item => item is not null);

    /// <summary>Entries that all directories but one keep.</summary>
    public int ListedEntries(DirectoryDescriptor except) =>
        _items.OfType<DirectoryDescriptor>().Sum(directory => ReferenceEquals(directory, except) ? 0 : directory.ListedEntries);

    public Descriptor? Find(uint fd) => fd < (uint)_items.Count ? _items[(int)fd] : null;

    /// <summary>Finds a descriptor that has all the given rights.</summary>
    public WasiErrno Get(uint fd, WasiRights rights, out Descriptor descriptor)
    {
        descriptor = Find(fd)!;
        if (descriptor is null)
            return WasiErrno.Badf;
        return (rights & ~descriptor.RightsBase) == 0 ? WasiErrno.Success : WasiErrno.Notcapable;
    }

    /// <summary>Finds a directory that has all the given rights.</summary>
    public WasiErrno GetDirectory(uint fd, WasiRights rights, out DirectoryDescriptor directory)
    {
        directory = (Find(fd) as DirectoryDescriptor)!;
        if (directory is null)
            return Find(fd) is null ? WasiErrno.Badf : WasiErrno.Notdir;
        return (rights & ~directory.RightsBase) == 0 ? WasiErrno.Success : WasiErrno.Notcapable;
    }

    /// <summary>Gives a descriptor its number, or closes it if there is no room.</summary>
    public WasiErrno Add(Descriptor descriptor, out uint fd)
    {
        int free = _items.IndexOf(null);
        if (free < 0 && _items.Count >= _maximum)
        {
            fd = 0;
            descriptor.Dispose();
            return WasiErrno.Mfile;
        }

        if (free < 0)
        {
            free = _items.Count;
            _items.Add(null);
        }

        _items[free] = descriptor;
        fd = (uint)free;
        return WasiErrno.Success;
    }

    public WasiErrno Close(uint fd)
    {
        if (Find(fd) is not { } descriptor)
            return WasiErrno.Badf;
        _items[(int)fd] = null;
        descriptor.Dispose();
        return WasiErrno.Success;
    }

    /// <summary>Moves a descriptor to the number of another one, which is closed. Both must be open.</summary>
    public WasiErrno Renumber(uint from, uint to)
    {
        if (Find(from) is not { } moved || Find(to) is not { } replaced)
            return WasiErrno.Badf;
        if (from == to)
            return WasiErrno.Success;
        _items[(int)to] = moved;
        _items[(int)from] = null;
        replaced.Dispose();
        return WasiErrno.Success;
    }

    public void CloseAll()
    {
        foreach (Descriptor? descriptor in _items)
            descriptor?.Dispose();
        _items.Clear();
    }
}
