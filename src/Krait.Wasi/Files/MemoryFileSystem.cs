using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Krait.Wasi.Files.InMemory;

namespace Krait.Wasi;

/// <summary>Files that live in the host's memory, up to a quota, and go with the object.</summary>
/// <remarks>Several guests may use it at the same time, from several threads. Every operation is done as a whole or not at all.</remarks>
public sealed class MemoryFileSystem : IFileSystem
{
    /// <summary>Bytes charged for each file, directory and link besides its content and its names: 512.</summary>
    public const int NodeBytes = 512;

    /// <summary>Quota unless set: 64 MiB.</summary>
    public const long DefaultQuotaBytes = 64L << 20;

    private static long s_lastDevice;

    private readonly TimeProvider _time;
    private readonly MemoryDirectory _root;
    private ulong _lastInode;

    /// <summary>Makes an empty file system.</summary>
    /// <param name="quotaBytes">Bytes of content, names and nodes together; what does not fit is refused with <see cref="WasiErrno.Nospc"/>.</param>
    /// <param name="time">Where file times come from; null for the machine's clock.</param>
    public MemoryFileSystem(long quotaBytes = DefaultQuotaBytes, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quotaBytes, NodeBytes);
        QuotaBytes = quotaBytes;
        _time = time ?? TimeProvider.System;
        Device = (1UL << 63) + (ulong)Interlocked.Increment(ref s_lastDevice);
        UsedBytes = NodeBytes;
        _root = new MemoryDirectory(this, null);
    }

    /// <summary>Bytes that content, names and nodes may take.</summary>
    public long QuotaBytes { get; }

    /// <summary>Bytes that they take.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>Held while anything of the tree is looked at or changed.</summary>
    internal Lock Gate { get; } = new();

    internal ulong Device { get; }

    internal ulong NowNs => (ulong)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <inheritdoc/>
    public IDirectoryHandle OpenRoot() => new MemoryDirectoryHandle(_root);

    /// <summary>Writes a file, making the directories above it.</summary>
    /// <param name="path">Names separated by <c>/</c>.</param>
    /// <param name="content">What the file holds from then on.</param>
    /// <exception cref="IOException">It does not fit, or a directory is in the way.</exception>
    public void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        using IDirectoryHandle directory = OpenParent(names, path);
        using IFileHandle? file = directory.OpenFile(names[^1], FileOpenModes.Write | FileOpenModes.Create | FileOpenModes.Truncate, out WasiErrno errno);
        Check(errno, path);
        Check(file!.Write(0, content, out int count), path);
        if (count < content.Length)
            Check(WasiErrno.Nospc, path);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Names separated by <c>/</c>; links are not followed.</param>
    /// <exception cref="IOException">There is no such file.</exception>
    public byte[] ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        IDirectoryHandle directory = OpenRoot();
        foreach (string name in names.AsSpan(0, names.Length - 1))
            directory = directory.OpenDirectory(name, out WasiErrno notThere) ?? throw Error(notThere, path);
        using IFileHandle file = directory.OpenFile(names[^1], FileOpenModes.Read, out WasiErrno errno) ?? throw Error(errno, path);
        Check(file.Stat(out FileStat stat), path);
        byte[] content = new byte[stat.SizeBytes];
        Check(file.Read(0, content, out _), path);
        return content;
    }

    /// <summary>The same files with a quota of their own, which what is there may pass; nothing more is taken then.</summary>
    /// <param name="quotaBytes">As for a new one.</param>
    /// <remarks>Cost: a copy of every block. What is open but has no name any more is left out.</remarks>
    internal MemoryFileSystem Copy(long quotaBytes)
    {
        lock (Gate)
        {
            var copy = new MemoryFileSystem(quotaBytes, _time);
            var copies = new Dictionary<MemoryNode, MemoryNode> { [_root] = copy._root };
            var open = new Stack<MemoryDirectory>([_root]);

            // Not by recursion: a guest can nest directories as deep as its quota reaches.
            while (open.TryPop(out MemoryDirectory? directory))
            {
                var parent = (MemoryDirectory)copies[directory];
                foreach ((string name, MemoryNode node) in directory.Entries)
                {
                    if (!copies.TryGetValue(node, out MemoryNode? there))
                        copies.Add(node, there = node.CopyTo(copy, parent));
                    parent.Entries.Add(name, there);
                    if (node is MemoryDirectory child)
                        open.Push(child);
                }
            }

            copy._lastInode = _lastInode;
            copy.UsedBytes = UsedBytes;
            return copy;
        }
    }

    internal ulong NextInode() => ++_lastInode;

    /// <summary>Takes bytes from the quota; a negative number gives back.</summary>
    internal bool TryCharge(long bytes)
    {
        if (bytes > 0 && bytes > QuotaBytes - UsedBytes)
            return false;
        UsedBytes += bytes;
        return true;
    }

    private static void Check(WasiErrno errno, string path)
    {
        if (errno != WasiErrno.Success)
            throw Error(errno, path);
    }

    private static IOException Error(WasiErrno errno, string path) => new($"\"{path}\": {errno}");

    private IDirectoryHandle OpenParent(string[] names, string path)
    {
        IDirectoryHandle directory = OpenRoot();
        foreach (string name in names.AsSpan(0, names.Length - 1))
        {
            WasiErrno made = directory.CreateDirectory(name);
            if (made is not (WasiErrno.Success or WasiErrno.Exist))
                throw Error(made, path);
            directory = directory.OpenDirectory(name, out WasiErrno errno) ?? throw Error(errno, path);
        }

        return directory;
    }
}
