using System.Collections.Generic;
using System.Linq;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

/// <summary>A guest's open descriptors by number; a new one takes the lowest free number.</summary>
internal sealed class DescriptorTable
{
    private readonly List<Descriptor?> _items = [];
    private readonly List<Descriptor> _first = [];
    private readonly WasiOptions _options;
    private readonly int _maximum;

    public DescriptorTable(WasiOptions options)
    {
        _options = options;
        _maximum = options.MaximumOpenFiles;
        Open([.. options.Sockets.Select(static socket => new SocketDescriptor(socket, SocketDescriptor.RightsOf(socket)))]);
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
        Release(fd, descriptor);
        return WasiErrno.Success;
    }

    /// <summary>Gives a descriptor a second number, as POSIX <c>dup</c> does: both share position and modes, and the last one closes.</summary>
    /// <param name="fd">Its number.</param>
    /// <param name="minimum">The new number is the lowest free one from here on.</param>
    /// <param name="duplicate">The new number.</param>
    public WasiErrno Duplicate(uint fd, uint minimum, out uint duplicate)
    {
        duplicate = minimum;
        if (Find(fd) is not { } descriptor)
            return WasiErrno.Badf;
        while (Find(duplicate) is not null)
            duplicate++;
        return Put(descriptor, duplicate);
    }

    /// <summary>Gives a descriptor a second number that is chosen, as POSIX <c>dup3</c> does; what had it is closed.</summary>
    public WasiErrno DuplicateTo(uint fd, uint number)
    {
        if (Find(fd) is not { } descriptor)
            return WasiErrno.Badf;
        if (fd == number)
            return WasiErrno.Inval;
        if (Find(number) is { } replaced)
            Release(number, replaced);
        return Put(descriptor, number);
    }

    /// <summary>Moves a descriptor to the number of another one, which is closed. Both must be open.</summary>
    public WasiErrno Renumber(uint from, uint to)
    {
        if (Find(from) is not { } moved || Find(to) is not { } replaced)
            return WasiErrno.Badf;
        if (from == to)
            return WasiErrno.Success;
        Release(to, replaced);
        _items[(int)to] = moved;
        _items[(int)from] = null;
        return WasiErrno.Success;
    }

    /// <summary>What is different from the beginning, in words; null if nothing is.</summary>
    public string? FindChange()
    {
        for (int i = 0; i < _items.Count; i++)
        {
            if (_items[i] is { } added && (_first.Count <= i || !ReferenceEquals(added, _first[i])))
                return $"the guest has descriptor {i} open";
        }

        for (int i = 0; i < _first.Count; i++)
        {
            if (_items[i] is null)
                return $"the guest has closed descriptor {i}";
            if (_first[i].IsChanged)
                return $"the guest has changed rights or flags of descriptor {i}";
        }

        return null;
    }

    /// <summary>Closes everything but the granted sockets, and opens what was open at the beginning.</summary>
    public void Reset()
    {
        SocketDescriptor[] sockets = [.. _first.OfType<SocketDescriptor>()];
        foreach (Descriptor? descriptor in _items)
        {
            if (descriptor is not SocketDescriptor socket || !sockets.Contains(socket))
                descriptor?.Dispose();
        }

        Open(sockets);
    }

    public void CloseAll()
    {
        foreach (Descriptor? descriptor in _items.Distinct())
            descriptor?.Dispose();
        _items.Clear();
    }

    // A number may be taken as long as there is room below it for the most descriptors.
    private WasiErrno Put(Descriptor descriptor, uint number)
    {
        if (number >= (uint)_maximum)
            return WasiErrno.Mfile;
        while (_items.Count <= (int)number)
            _items.Add(null);
        _items[(int)number] = descriptor;
        return WasiErrno.Success;
    }

    private void Release(uint fd, Descriptor descriptor)
    {
        _items[(int)fd] = null;
        if (!_items.Contains(descriptor))
            descriptor.Dispose();
    }

    private void Open(SocketDescriptor[] sockets)
    {
        _items.Clear();
        _first.Clear();
        _first.Add(new InputStreamDescriptor(_options.Input, _options.Terminals.HasFlag(WasiTerminals.Input), _options.Signal));
        _first.Add(new OutputStreamDescriptor(_options.Output, _options.MaximumOutputBytes, _options.Terminals.HasFlag(WasiTerminals.Output)));
        _first.Add(new OutputStreamDescriptor(_options.Error, _options.MaximumErrorBytes, _options.Terminals.HasFlag(WasiTerminals.Error)));
        foreach (WasiMount mount in _options.Mounts)
            _first.Add(new DirectoryDescriptor(mount.FileSystem.OpenRoot(), mount.GuestPath, WasiRights.Directory, WasiRights.DirectoryInheriting));
        foreach (SocketDescriptor socket in sockets)
        {
            socket.RestoreRights();
            _first.Add(socket);
        }

        _items.AddRange(_first);
    }
}
