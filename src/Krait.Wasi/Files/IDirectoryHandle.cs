using System;
using System.Collections.Generic;

namespace Krait.Wasi;

/// <summary>An open directory. Names are single ones: not empty, without <c>/</c> and NUL, never <c>.</c> or <c>..</c>.</summary>
/// <remarks>No method follows a symbolic link; each acts on the entry itself. Closing gives back what the operating system holds.</remarks>
public interface IDirectoryHandle : IDisposable
{
    /// <summary>Opens the same directory once more.</summary>
    /// <returns>Null if <paramref name="errno"/> is an error.</returns>
    public IDirectoryHandle? Reopen(out WasiErrno errno);

    /// <summary>Tells about the directory itself.</summary>
    public WasiErrno Stat(out FileStat stat);

    /// <summary>Tells about an entry.</summary>
    public WasiErrno StatEntry(string name, out FileStat stat);

    /// <summary>Lists the entries in any order, without <c>.</c> and <c>..</c>.</summary>
    /// <param name="maximumEntries">With more entries the answer is <see cref="WasiErrno.Overflow"/>.</param>
    /// <param name="errno">Success, or why not.</param>
    /// <returns>Null if <paramref name="errno"/> is an error.</returns>
    public IReadOnlyList<DirectoryEntry>? List(int maximumEntries, out WasiErrno errno);

    /// <summary>Opens a directory in this one. <see cref="WasiErrno.Notdir"/> or <see cref="WasiErrno.Loop"/> for a link.</summary>
    /// <returns>Null if <paramref name="errno"/> is an error.</returns>
    public IDirectoryHandle? OpenDirectory(string name, out WasiErrno errno);

    /// <summary>Opens or makes a regular file in this directory. <see cref="WasiErrno.Loop"/> for a link.</summary>
    /// <returns>Null if <paramref name="errno"/> is an error.</returns>
    public IFileHandle? OpenFile(string name, FileOpenModes modes, out WasiErrno errno);

    /// <summary>The target of a symbolic link; <see cref="WasiErrno.Inval"/> if it is none.</summary>
    /// <returns>Null if <paramref name="errno"/> is an error.</returns>
    public string? ReadLink(string name, out WasiErrno errno);

    /// <summary>Makes a directory.</summary>
    public WasiErrno CreateDirectory(string name);

    /// <summary>Makes a symbolic link. The target is kept as it is and may lead nowhere.</summary>
    public WasiErrno CreateSymbolicLink(string name, string target);

    /// <summary>Gives a file of <paramref name="existingDirectory"/> a further name in this directory.</summary>
    public WasiErrno CreateHardLink(string name, IDirectoryHandle existingDirectory, string existingName);

    /// <summary>Removes a name that is not a directory.</summary>
    public WasiErrno RemoveFile(string name);

    /// <summary>Removes an empty directory.</summary>
    public WasiErrno RemoveDirectory(string name);

    /// <summary>Moves an entry to another directory or name, replacing what is there as POSIX <c>rename</c> does.</summary>
    public WasiErrno Rename(string name, IDirectoryHandle newDirectory, string newName);

    /// <summary>Sets the times of the directory itself.</summary>
    public WasiErrno SetTimes(FileTimes times);

    /// <summary>Sets the times of an entry.</summary>
    public WasiErrno SetEntryTimes(string name, FileTimes times);

    /// <summary>Sets what <see cref="FileStat.Permissions"/> of the directory itself shows; <see cref="WasiErrno.Notsup"/> where nothing is kept.</summary>
    public WasiErrno SetPermissions(int permissions) => WasiErrno.Notsup;

    /// <summary>Sets what <see cref="FileStat.Permissions"/> of an entry shows; <see cref="WasiErrno.Notsup"/> where nothing is kept.</summary>
    public WasiErrno SetEntryPermissions(string name, int permissions) => WasiErrno.Notsup;

    /// <summary>Waits until the entries are safe on the disk.</summary>
    public WasiErrno Sync();
}
