using System;
using System.Collections.Generic;

namespace Krait.Wasi;

/// <summary>Another file system, of which nothing can be changed: every attempt is refused with <see cref="WasiErrno.Rofs"/>.</summary>
/// <param name="inner">What is shown.</param>
public sealed class ReadOnlyFileSystem(IFileSystem inner) : IFileSystem
{
    /// <inheritdoc/>
    public IDirectoryHandle OpenRoot() => new Directory(inner.OpenRoot());

    private sealed class Directory(IDirectoryHandle inner) : IDirectoryHandle
    {
        public IDirectoryHandle? Reopen(out WasiErrno errno) => inner.Reopen(out errno) is { } directory ? new Directory(directory) : null;

        public WasiErrno Stat(out FileStat stat) => inner.Stat(out stat);

        public WasiErrno StatEntry(string name, out FileStat stat) => inner.StatEntry(name, out stat);

        public IReadOnlyList<DirectoryEntry>? List(int maximumEntries, out WasiErrno errno) => inner.List(maximumEntries, out errno);

        public IDirectoryHandle? OpenDirectory(string name, out WasiErrno errno) =>
            inner.OpenDirectory(name, out errno) is { } directory ? new Directory(directory) : null;

        public IFileHandle? OpenFile(string name, FileOpenModes modes, out WasiErrno errno)
        {
            bool changes = (modes & (FileOpenModes.Write | FileOpenModes.Truncate)) != 0;
            bool makes = modes.HasFlag(FileOpenModes.Create) && inner.StatEntry(name, out _) == WasiErrno.Noent;
            if (changes || makes)
            {
                errno = WasiErrno.Rofs;
                return null;
            }

            return inner.OpenFile(name, modes & ~FileOpenModes.Create, out errno) is { } file ? new File(file) : null;
        }

        public string? ReadLink(string name, out WasiErrno errno) => inner.ReadLink(name, out errno);

        public WasiErrno CreateDirectory(string name) => inner.StatEntry(name, out _) == WasiErrno.Success ? WasiErrno.Exist : WasiErrno.Rofs;

        public WasiErrno CreateSymbolicLink(string name, string target) => WasiErrno.Rofs;

        public WasiErrno CreateHardLink(string name, IDirectoryHandle existingDirectory, string existingName) => WasiErrno.Rofs;

        public WasiErrno RemoveFile(string name) => WasiErrno.Rofs;

        public WasiErrno RemoveDirectory(string name) => WasiErrno.Rofs;

        public WasiErrno Rename(string name, IDirectoryHandle newDirectory, string newName) => WasiErrno.Rofs;

        public WasiErrno SetTimes(FileTimes times) => WasiErrno.Rofs;

        public WasiErrno SetEntryTimes(string name, FileTimes times) => WasiErrno.Rofs;

        public WasiErrno SetPermissions(int permissions) => WasiErrno.Rofs;

        public WasiErrno SetEntryPermissions(string name, int permissions) => WasiErrno.Rofs;

        public WasiErrno Sync() => WasiErrno.Success;

        public void Dispose() => inner.Dispose();
    }

    private sealed class File(IFileHandle inner) : IFileHandle
    {
        public WasiErrno Stat(out FileStat stat) => inner.Stat(out stat);

        public WasiErrno Read(long offset, Span<byte> destination, out int count) => inner.Read(offset, destination, out count);

        public WasiErrno Write(long offset, ReadOnlySpan<byte> source, out int count)
        {
            count = 0;
            return WasiErrno.Rofs;
        }

        public WasiErrno Append(ReadOnlySpan<byte> source, out int count, out long end)
        {
            count = 0;
            end = 0;
            return WasiErrno.Rofs;
        }

        public WasiErrno SetSize(long sizeBytes) => WasiErrno.Rofs;

        public WasiErrno Allocate(long offset, long lengthBytes) => WasiErrno.Rofs;

        public WasiErrno SetTimes(FileTimes times) => WasiErrno.Rofs;

        public WasiErrno SetPermissions(int permissions) => WasiErrno.Rofs;

        public WasiErrno Sync() => WasiErrno.Success;

        public void Dispose() => inner.Dispose();
    }
}
