using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using static Krait.Wasi.HostFiles.Libc;

namespace Krait.Wasi.HostFiles;

/// <summary>A directory of the host, held by a descriptor, so that it stays the same whatever happens to its name.</summary>
internal sealed class UnixDirectory(SafeFileHandle handle) : IDirectoryHandle
{
    private const int NewFileMode = 0x1B6;
    private const int NewDirectoryMode = 0x1FF;
    private const int InitialLinkBytes = 256;
    private const int MaximumLinkBytes = 1 << 16;

    // Offsets in what readdir answers, the same on all 64-bit Linux systems.
    private const int EntryType = 18;
    private const int EntryName = 19;

    private static int DirectoryFlags => PathOnly | Libc.Directory | NoFollow | CloseOnExec;

    /// <summary>Opens a folder by its path, following links: the path is the host's own.</summary>
    /// <returns>Null if it is not there or no directory.</returns>
    public static UnixDirectory? Open(string path)
    {
        int descriptor = Libc.Open(path, PathOnly | Libc.Directory | CloseOnExec, 0);
        return descriptor < 0 ? null : new UnixDirectory(new SafeFileHandle(descriptor, ownsHandle: true));
    }

    public IDirectoryHandle? Reopen(out WasiErrno errno) => OpenDirectory(".", out errno);

    public WasiErrno Stat(out FileStat stat) => Stat(handle, string.Empty, EmptyPath, out stat);

    public WasiErrno StatEntry(string name, out FileStat stat) => Stat(handle, name, SymlinkNoFollow, out stat);

    public IReadOnlyList<DirectoryEntry>? List(int maximumEntries, out WasiErrno errno)
    {
        // A descriptor of its own, because reading moves a position.
        int descriptor = OpenAt(handle, ".", ReadOnly | Libc.Directory | CloseOnExec, 0);
        nint stream = descriptor < 0 ? 0 : OpenStream(descriptor);
        errno = stream == 0 ? LastError() : WasiErrno.Success;
        if (stream == 0)
        {
            if (descriptor >= 0)
                _ = Close(descriptor);
            return null;
        }

        try
        {
            return Read(stream, maximumEntries, out errno);
        }
        finally
        {
            _ = CloseStream(stream);
        }
    }

    public IDirectoryHandle? OpenDirectory(string name, out WasiErrno errno)
    {
        SafeFileHandle? opened = Open(name, DirectoryFlags, out errno);
        return opened is null ? null : new UnixDirectory(opened);
    }

    public IFileHandle? OpenFile(string name, FileOpenModes modes, out WasiErrno errno)
    {
        // Non-blocking, so that a pipe put in the file's place cannot hold the opener.
        int flags = NoFollow | CloseOnExec | NonBlocking | NoControllingTerminal;
        flags |= modes.HasFlag(FileOpenModes.Write) ? modes.HasFlag(FileOpenModes.Read) ? ReadWrite : WriteOnly : ReadOnly;
        if (modes.HasFlag(FileOpenModes.Create))
            flags |= Create;
        if (modes.HasFlag(FileOpenModes.Exclusive))
            flags |= Exclusive;
        SafeFileHandle? opened = Open(name, flags, out errno);
        if (opened is null)
            return null;

        // Emptied only after the look, so that nothing but a regular file is touched. A file opened for reading is emptied
        // through a second descriptor of the same file.
        errno = Stat(opened, string.Empty, EmptyPath, out FileStat stat);
        if (errno == WasiErrno.Success && stat.Type != WasiFileType.RegularFile)
            errno = stat.Type == WasiFileType.Directory ? WasiErrno.Isdir : WasiErrno.Acces;
        if (errno == WasiErrno.Success && modes.HasFlag(FileOpenModes.Truncate))
            errno = modes.HasFlag(FileOpenModes.Write) ? UnixFile.Truncate(opened) : TruncateByName(name, stat);
        if (errno == WasiErrno.Success)
            return new UnixFile(opened);
        opened.Dispose();
        return null;
    }

    public string? ReadLink(string name, out WasiErrno errno)
    {
        for (int size = InitialLinkBytes; ; size *= 4)
        {
            byte[] buffer = new byte[size];
            nint count = ReadLinkAt(handle, name, buffer, size);
            errno = count < 0 ? LastError() : WasiErrno.Success;
            if (count < 0)
                return null;
            if (count < size)
                return Decode(buffer.AsSpan(0, (int)count), out errno);
            if (size >= MaximumLinkBytes)
            {
                errno = WasiErrno.Nametoolong;
                return null;
            }
        }
    }

    public WasiErrno CreateDirectory(string name) => Answer(MakeDirectoryAt(handle, name, NewDirectoryMode));

    public WasiErrno CreateSymbolicLink(string name, string target) => Answer(SymlinkAt(target, handle, name));

    public WasiErrno CreateHardLink(string name, IDirectoryHandle existingDirectory, string existingName) =>
        existingDirectory is UnixDirectory source ? Answer(LinkAt(source.Handle, existingName, handle, name, 0)) : WasiErrno.Xdev;

    public WasiErrno RemoveFile(string name) => Answer(UnlinkAt(handle, name, 0));

    public WasiErrno RemoveDirectory(string name) => Answer(UnlinkAt(handle, name, RemoveDirectoryFlag));

    public WasiErrno Rename(string name, IDirectoryHandle newDirectory, string newName) =>
        newDirectory is UnixDirectory target ? Answer(RenameAt(handle, name, target.Handle, newName)) : WasiErrno.Xdev;

    public WasiErrno SetTimes(FileTimes times) => SetEntryTimes(".", times);

    public WasiErrno SetEntryTimes(string name, FileTimes times) =>
        Answer(SetTimesAt(handle, name, [TimeSpec.Of(times.AccessedNs), TimeSpec.Of(times.ModifiedNs)], SymlinkNoFollow));

    public WasiErrno Sync()
    {
        using SafeFileHandle? opened = Open(".", ReadOnly | Libc.Directory | CloseOnExec, out WasiErrno errno);
        return opened is null ? errno : Answer(Libc.Sync(opened));
    }

    public void Dispose() => handle.Dispose();

    internal static WasiErrno Stat(SafeFileHandle directory, string name, int flags, out FileStat stat)
    {
        int result = Statx(directory, name, flags, BasicStats, out StatxBuffer buffer);
        stat = result == 0 ? buffer.ToFileStat() : default;
        return Answer(result);
    }

    internal static WasiErrno Answer(int result) => result < 0 ? LastError() : WasiErrno.Success;

    private SafeFileHandle Handle => handle;

    private static string? Decode(ReadOnlySpan<byte> bytes, out WasiErrno errno)
    {
        bool isText = System.Text.Unicode.Utf8.IsValid(bytes);
        errno = isText ? WasiErrno.Success : WasiErrno.Ilseq;
        return isText ? Encoding.UTF8.GetString(bytes) : null;
    }

    private SafeFileHandle? Open(string name, int flags, out WasiErrno errno)
    {
        int descriptor;
        do
        {
            descriptor = OpenAt(handle, name, flags, NewFileMode);
        }
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == LinuxErrors.Interrupted);
        errno = Answer(descriptor);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private WasiErrno TruncateByName(string name, in FileStat expected)
    {
        using SafeFileHandle? writable = Open(name, WriteOnly | NoFollow | CloseOnExec | NonBlocking | NoControllingTerminal, out WasiErrno errno);
        if (writable is null)
            return errno;
        errno = Stat(writable, string.Empty, EmptyPath, out FileStat stat);
        if (errno == WasiErrno.Success && (stat.Device, stat.Inode) != (expected.Device, expected.Inode))
            errno = WasiErrno.Noent;
        return errno == WasiErrno.Success ? UnixFile.Truncate(writable) : errno;
    }

    // Names that are no text cannot be said to a guest, so they are left out.
    private List<DirectoryEntry>? Read(nint stream, int maximumEntries, out WasiErrno errno)
    {
        var entries = new List<DirectoryEntry>();
        errno = WasiErrno.Success;
        while (true)
        {
            nint entry = ReadStream(stream);
            if (entry == 0)
            {
                int error = Marshal.GetLastPInvokeError();
                errno = error == 0 ? WasiErrno.Success : LinuxErrors.Of(error);
                return error == 0 ? entries : null;
            }

            string? name = TextAt(entry + EntryName);
            if (name is null or "." or "..")
                continue;
            if (entries.Count == maximumEntries)
            {
                errno = WasiErrno.Overflow;
                return null;
            }

            entries.Add(new DirectoryEntry(name, (ulong)Marshal.ReadInt64(entry), TypeOf(name, Marshal.ReadByte(entry, EntryType))));
        }
    }

    private static string? TextAt(nint address)
    {
        int length = 0;
        while (Marshal.ReadByte(address, length) != 0)
            length++;
        byte[] bytes = new byte[length];
        Marshal.Copy(address, bytes, 0, length);
        return Decode(bytes, out _);
    }

    // Some file systems do not keep the type with the name.
    private WasiFileType TypeOf(string name, byte type) => type switch
    {
        2 => WasiFileType.CharacterDevice,
        4 => WasiFileType.Directory,
        6 => WasiFileType.BlockDevice,
        8 => WasiFileType.RegularFile,
        10 => WasiFileType.SymbolicLink,
        12 => WasiFileType.StreamSocket,
        0 => StatEntry(name, out FileStat stat) == WasiErrno.Success ? stat.Type : WasiFileType.Unknown,
        _ => WasiFileType.Unknown,
    };
}
