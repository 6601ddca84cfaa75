using System;
using System.Collections.Generic;

namespace Krait.Wasi.Files.InMemory;

/// <summary>Something with an inode. All members are guarded by the file system's gate.</summary>
internal abstract class MemoryNode
{
    protected MemoryNode(MemoryFileSystem owner)
    {
        Owner = owner;
        Inode = owner.NextInode();
        AccessedNs = ModifiedNs = ChangedNs = owner.NowNs;
    }

    public MemoryFileSystem Owner { get; }

    public abstract WasiFileType Type { get; }

    public ulong Inode { get; private set; }

    /// <summary>Names that lead to it.</summary>
    public int LinkCount { get; set; } = 1;

    /// <summary>Handles that hold it open.</summary>
    public int OpenCount { get; set; }

    public ulong AccessedNs { get; set; }

    public ulong ModifiedNs { get; set; }

    public ulong ChangedNs { get; set; }

    /// <summary>See <see cref="FileStat.Permissions"/>; null until they are set.</summary>
    public int? Permissions { get; private set; }

    public abstract long SizeBytes { get; }

    public FileStat Stat() =>
        new(Owner.Device, Inode, Type, (ulong)LinkCount, (ulong)SizeBytes, AccessedNs, ModifiedNs, ChangedNs) { Permissions = Permissions };

    public WasiErrno SetPermissions(int permissions)
    {
        Permissions = permissions & 0xFFF;
        ChangedNs = Owner.NowNs;
        return WasiErrno.Success;
    }

    public WasiErrno SetTimes(FileTimes times)
    {
        AccessedNs = times.AccessedNs ?? AccessedNs;
        ModifiedNs = times.ModifiedNs ?? ModifiedNs;
        ChangedNs = Owner.NowNs;
        return WasiErrno.Success;
    }

    public void MarkModified() => ModifiedNs = ChangedNs = Owner.NowNs;

    /// <summary>The same node in another file system; a directory is empty there.</summary>
    public MemoryNode CopyTo(MemoryFileSystem owner, MemoryDirectory? parent)
    {
        MemoryNode copy = NewCopy(owner, parent);
        copy.Inode = Inode;
        copy.AccessedNs = AccessedNs;
        copy.ModifiedNs = ModifiedNs;
        copy.ChangedNs = ChangedNs;
        copy.LinkCount = LinkCount;
        copy.Permissions = Permissions;
        return copy;
    }

    /// <summary>Gives the quota back what a node without names and handles took.</summary>
    public void ReleaseIfUnused()
    {
        if (LinkCount > 0 || OpenCount > 0)
            return;
        Release();
        Owner.TryCharge(-MemoryFileSystem.NodeBytes);
    }

    protected abstract MemoryNode NewCopy(MemoryFileSystem owner, MemoryDirectory? parent);

    protected virtual void Release()
    {
    }
}

/// <summary>A directory. Its parent is known so that no directory is moved into itself.</summary>
internal sealed class MemoryDirectory(MemoryFileSystem owner, MemoryDirectory? parent) : MemoryNode(owner)
{
    public override WasiFileType Type => WasiFileType.Directory;

    public SortedDictionary<string, MemoryNode> Entries { get; } = new(StringComparer.Ordinal);

    public MemoryDirectory? Parent { get; set; } = parent;

    public override long SizeBytes => 0;

    /// <summary>Removed, but perhaps still open.</summary>
    public bool IsRemoved => LinkCount == 0;

    protected override MemoryNode NewCopy(MemoryFileSystem owner, MemoryDirectory? parent) => new MemoryDirectory(owner, parent);
}

/// <summary>A symbolic link.</summary>
internal sealed class MemoryLink(MemoryFileSystem owner, string target, int targetBytes) : MemoryNode(owner)
{
    public override WasiFileType Type => WasiFileType.SymbolicLink;

    public string Target => target;

    public override long SizeBytes => targetBytes;

    protected override MemoryNode NewCopy(MemoryFileSystem owner, MemoryDirectory? parent) => new MemoryLink(owner, target, targetBytes);

    protected override void Release() => Owner.TryCharge(-targetBytes);
}
