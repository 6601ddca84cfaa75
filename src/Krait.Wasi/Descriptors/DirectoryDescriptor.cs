using System.Collections.Generic;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

/// <summary>An open directory: a mount, or one opened below.</summary>
internal sealed class DirectoryDescriptor : Descriptor
{
    private IReadOnlyList<DirectoryEntry>? _entries;

    public DirectoryDescriptor(IDirectoryHandle directory, string? mountPath, WasiRights rightsBase, WasiRights rightsInheriting)
        : base(rightsBase, rightsInheriting)
    {
        Directory = directory;
        MountPath = mountPath;
    }

    public override WasiFileType Type => WasiFileType.Directory;

    public IDirectoryHandle Directory { get; }

    /// <summary>Where the guest finds it; null if it is not a mount.</summary>
    public string? MountPath { get; }

    /// <summary>Entries that are kept.</summary>
    public int ListedEntries => _entries?.Count ?? 0;

    public override WasiErrno Stat(out FileStat stat) => Directory.Stat(out stat);

    public override WasiErrno SetSize(long sizeBytes) => WasiErrno.Isdir;

    public override WasiErrno SetTimes(FileTimes times) => Directory.SetTimes(times);

    public override WasiErrno SetPermissions(int permissions) => Directory.SetPermissions(permissions);

    public override WasiErrno Sync() => Directory.Sync();

    /// <summary>
    /// The entries as they were when reading began, so that cookies keep their meaning while names come and go. Reading from the
    /// start looks again.
    /// </summary>
    public WasiErrno Entries(ulong cookie, int maximum, out IReadOnlyList<DirectoryEntry> entries)
    {
        entries = _entries ?? [];
        if (_entries is not null && cookie != 0)
            return WasiErrno.Success;
        WasiErrno errno = Directory.Stat(out FileStat self);
        if (errno != WasiErrno.Success)
            return errno;
        if (Directory.List(maximum, out errno) is not { } listed)
            return errno;
        // The parent's inode is nothing the guest may always see, so ".." shows the directory's own.
        _entries = entries =
        [
            new DirectoryEntry(".", self.Inode, WasiFileType.Directory),
            new DirectoryEntry("..", self.Inode, WasiFileType.Directory),
            .. listed,
        ];
        return WasiErrno.Success;
    }

    public override void Dispose() => Directory.Dispose();
}
