using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Krait.Wasi.Files.InMemory;

/// <summary>An open directory in memory.</summary>
internal sealed class MemoryDirectoryHandle(MemoryDirectory directory) : IDirectoryHandle
{
    private const int MaximumNameBytes = 255;

    private readonly MemoryFileSystem _owner = directory.Owner;

    public IDirectoryHandle? Reopen(out WasiErrno errno)
    {
        errno = WasiErrno.Success;
        return new MemoryDirectoryHandle(directory);
    }

    public WasiErrno Stat(out FileStat stat)
    {
        lock (_owner.Gate)
            stat = directory.Stat();
        return WasiErrno.Success;
    }

    public WasiErrno StatEntry(string name, out FileStat stat)
    {
        lock (_owner.Gate)
        {
            WasiErrno errno = Find(name, out MemoryNode node);
            stat = errno == WasiErrno.Success ? node.Stat() : default;
            return errno;
        }
    }

    public IReadOnlyList<DirectoryEntry>? List(int maximumEntries, out WasiErrno errno)
    {
        lock (_owner.Gate)
        {
            errno = directory.Entries.Count > maximumEntries ? WasiErrno.Overflow : WasiErrno.Success;
            return errno == WasiErrno.Success
                ? [.. directory.Entries.Select(static entry => new DirectoryEntry(entry.Key, entry.Value.Inode, entry.Value.Type))]
                : null;
        }
    }

    public IDirectoryHandle? OpenDirectory(string name, out WasiErrno errno)
    {
        lock (_owner.Gate)
        {
            errno = Find(name, out MemoryNode node);
            if (errno == WasiErrno.Success && node is not MemoryDirectory)
                errno = WasiErrno.Notdir;
            return errno == WasiErrno.Success ? new MemoryDirectoryHandle((MemoryDirectory)node) : null;
        }
    }

    public IFileHandle? OpenFile(string name, FileOpenModes modes, out WasiErrno errno)
    {
        lock (_owner.Gate)
        {
            errno = Find(name, out MemoryNode node);
            if (errno == WasiErrno.Noent && modes.HasFlag(FileOpenModes.Create))
            {
                errno = Add(name, 0, () => new MemoryFile(_owner));
                return errno == WasiErrno.Success ? new MemoryFileHandle((MemoryFile)directory.Entries[name]) : null;
            }

            if (errno != WasiErrno.Success)
                return null;
            errno = modes.HasFlag(FileOpenModes.Create | FileOpenModes.Exclusive) ? WasiErrno.Exist : node.Type switch
            {
                WasiFileType.RegularFile => WasiErrno.Success,
                WasiFileType.SymbolicLink => WasiErrno.Loop,
                _ => WasiErrno.Isdir,
            };
            if (errno != WasiErrno.Success)
                return null;
            var file = (MemoryFile)node;
            if (modes.HasFlag(FileOpenModes.Truncate))
                file.SetSize(0);
            return new MemoryFileHandle(file);
        }
    }

    public string? ReadLink(string name, out WasiErrno errno)
    {
        lock (_owner.Gate)
        {
            errno = Find(name, out MemoryNode node);
            if (errno == WasiErrno.Success && node is not MemoryLink)
                errno = WasiErrno.Inval;
            return errno == WasiErrno.Success ? ((MemoryLink)node).Target : null;
        }
    }

    public WasiErrno CreateDirectory(string name)
    {
        lock (_owner.Gate)
            return Add(name, 0, () => new MemoryDirectory(_owner, directory));
    }

    public WasiErrno CreateSymbolicLink(string name, string target)
    {
        int targetBytes = Encoding.UTF8.GetByteCount(target);
        lock (_owner.Gate)
            return Add(name, targetBytes, () => new MemoryLink(_owner, target, targetBytes));
    }

    public WasiErrno CreateHardLink(string name, IDirectoryHandle existingDirectory, string existingName)
    {
        if (existingDirectory is not MemoryDirectoryHandle source || !ReferenceEquals(source._owner, _owner))
            return WasiErrno.Xdev;
        lock (_owner.Gate)
        {
            WasiErrno errno = source.Find(existingName, out MemoryNode node);
            if (errno != WasiErrno.Success)
                return errno;
            if (node is MemoryDirectory)
                return WasiErrno.Perm;
            errno = CheckNew(name);
            if (errno != WasiErrno.Success)
                return errno;
            if (!_owner.TryCharge(NameBytes(name)))
                return WasiErrno.Nospc;
            directory.Entries.Add(name, node);
            directory.MarkModified();
            node.LinkCount++;
            node.ChangedNs = _owner.NowNs;
            return WasiErrno.Success;
        }
    }

    public WasiErrno RemoveFile(string name)
    {
        lock (_owner.Gate)
        {
            WasiErrno errno = Find(name, out MemoryNode node);
            if (errno != WasiErrno.Success)
                return errno;
            if (node is MemoryDirectory)
                return WasiErrno.Isdir;
            Drop(name, node);
            return WasiErrno.Success;
        }
    }

    public WasiErrno RemoveDirectory(string name)
    {
        lock (_owner.Gate)
        {
            WasiErrno errno = Find(name, out MemoryNode node);
            if (errno != WasiErrno.Success)
                return errno;
            if (node is not MemoryDirectory removed)
                return WasiErrno.Notdir;
            if (removed.Entries.Count > 0)
                return WasiErrno.Notempty;
            Drop(name, node);
            return WasiErrno.Success;
        }
    }

    public WasiErrno Rename(string name, IDirectoryHandle newDirectory, string newName)
    {
        if (newDirectory is not MemoryDirectoryHandle target || !ReferenceEquals(target._owner, _owner))
            return WasiErrno.Xdev;
        lock (_owner.Gate)
        {
            WasiErrno errno = Find(name, out MemoryNode node);
            if (errno != WasiErrno.Success)
                return errno;
            errno = target.CheckReplacement(node, newName, out MemoryNode? replaced);

            // Two names of one file: POSIX leaves both.
            return errno != WasiErrno.Success || ReferenceEquals(node, replaced) ? errno : Move(name, node, target, newName, replaced);
        }
    }

    public WasiErrno SetTimes(FileTimes times)
    {
        lock (_owner.Gate)
            return directory.SetTimes(times);
    }

    public WasiErrno SetEntryTimes(string name, FileTimes times)
    {
        lock (_owner.Gate)
        {
            WasiErrno errno = Find(name, out MemoryNode node);
            return errno == WasiErrno.Success ? node.SetTimes(times) : errno;
        }
    }

    public WasiErrno SetPermissions(int permissions)
    {
        lock (_owner.Gate)
            return directory.SetPermissions(permissions);
    }

    public WasiErrno SetEntryPermissions(string name, int permissions)
    {
        lock (_owner.Gate)
        {
            WasiErrno errno = Find(name, out MemoryNode node);
            return errno == WasiErrno.Success ? node.SetPermissions(permissions) : errno;
        }
    }

    public WasiErrno Sync() => WasiErrno.Success;

    public void Dispose()
    {
    }

    private static int NameBytes(string name) => Encoding.UTF8.GetByteCount(name);

    private WasiErrno Find(string name, out MemoryNode node)
    {
        if (directory.Entries.TryGetValue(name, out node!))
            return WasiErrno.Success;
        return NameBytes(name) > MaximumNameBytes ? WasiErrno.Nametoolong : WasiErrno.Noent;
    }

    private WasiErrno CheckNew(string name)
    {
        if (directory.Entries.ContainsKey(name))
            return WasiErrno.Exist;
        if (directory.IsRemoved)
            return WasiErrno.Noent;
        return NameBytes(name) > MaximumNameBytes ? WasiErrno.Nametoolong : WasiErrno.Success;
    }

    private WasiErrno Add(string name, long contentBytes, System.Func<MemoryNode> make)
    {
        WasiErrno errno = CheckNew(name);
        if (errno != WasiErrno.Success)
            return errno;
        if (!_owner.TryCharge(MemoryFileSystem.NodeBytes + NameBytes(name) + contentBytes))
            return WasiErrno.Nospc;
        directory.Entries.Add(name, make());
        directory.MarkModified();
        return WasiErrno.Success;
    }

    private void Drop(string name, MemoryNode node)
    {
        directory.Entries.Remove(name);
        directory.MarkModified();
        _owner.TryCharge(-NameBytes(name));
        node.LinkCount--;
        node.ChangedNs = _owner.NowNs;
        node.ReleaseIfUnused();
    }

    private WasiErrno CheckReplacement(MemoryNode node, string newName, out MemoryNode? replaced)
    {
        directory.Entries.TryGetValue(newName, out replaced);
        for (MemoryDirectory? above = directory; above is not null; above = above.Parent)
        {
            if (ReferenceEquals(above, node))
                return WasiErrno.Inval;
        }

        if (replaced is null)
            return CheckNew(newName);
        if (replaced is MemoryDirectory there)
        {
            if (node is not MemoryDirectory)
                return WasiErrno.Isdir;
            return there.Entries.Count > 0 && !ReferenceEquals(there, node) ? WasiErrno.Notempty : WasiErrno.Success;
        }

        return node is MemoryDirectory ? WasiErrno.Notdir : WasiErrno.Success;
    }

    private WasiErrno Move(string name, MemoryNode node, MemoryDirectoryHandle target, string newName, MemoryNode? replaced)
    {
        if (!_owner.TryCharge(NameBytes(newName) - NameBytes(name)))
            return WasiErrno.Nospc;
        if (replaced is not null)
            target.Drop(newName, replaced);
        directory.Entries.Remove(name);
        directory.MarkModified();
        target.Attach(newName, node);
        node.ChangedNs = _owner.NowNs;
        return WasiErrno.Success;
    }

    private void Attach(string name, MemoryNode node)
    {
        directory.Entries.Add(name, node);
        directory.MarkModified();
        if (node is MemoryDirectory moved)
            moved.Parent = directory;
    }
}
