using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Krait.Wasi.HostFiles;

// .NET opens files by path only, and a path can change its meaning between a check and its use. These calls of the
// operating system work relative to an open directory and never follow a link in the last name.

/// <summary>Linux's file calls relative to descriptors. Names are UTF-8 without NUL.</summary>
internal static class Libc
{
    public const int CurrentDirectory = -100;
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NoControllingTerminal = 0x100;
    public const int Truncate = 0x200;
    public const int Append = 0x400;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    public const int SymlinkNoFollow = 0x100;
    public const int RemoveDirectoryFlag = 0x200;
    public const int EmptyPath = 0x1000;
    public const int BasicStats = 0x7FF;
    public const int SetStatusFlags = 4;
    public const long OmitTime = 0x3FFFFFFE;

    private const string Library = "libc";

    /// <summary>The two flags whose numbers depend on the processor.</summary>
    public static int Directory { get; } = IsArm ? 0x4000 : 0x10000;

    public static int NoFollow { get; } = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    [DllImport(Library, EntryPoint = "open", SetLastError = true)]
    public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport(Library, EntryPoint = "openat", SetLastError = true)]
    public static extern int OpenAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags, int mode);

    [DllImport(Library, EntryPoint = "statx", SetLastError = true)]
    public static extern int Statx(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags, uint mask, out StatxBuffer buffer);

    [DllImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    public static extern nint ReadLinkAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte[] buffer, nint size);

    [DllImport(Library, EntryPoint = "mkdirat", SetLastError = true)]
    public static extern int MakeDirectoryAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int mode);

    [DllImport(Library, EntryPoint = "symlinkat", SetLastError = true)]
    public static extern int SymlinkAt(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string target, SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport(Library, EntryPoint = "linkat", SetLastError = true)]
    public static extern int LinkAt(
        SafeFileHandle directory,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        SafeFileHandle newDirectory,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string newName,
        int flags);

    [DllImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    public static extern int UnlinkAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags);

    [DllImport(Library, EntryPoint = "renameat", SetLastError = true)]
    public static extern int RenameAt(
        SafeFileHandle directory,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        SafeFileHandle newDirectory,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string newName);

    [DllImport(Library, EntryPoint = "utimensat", SetLastError = true)]
    public static extern int SetTimesAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, TimeSpec[] times, int flags);

    [DllImport(Library, EntryPoint = "futimens", SetLastError = true)]
    public static extern int SetTimes(SafeFileHandle file, TimeSpec[] times);

    [DllImport(Library, EntryPoint = "pread", SetLastError = true)]
    public static extern nint Read(SafeFileHandle file, ref byte buffer, nint count, long offset);

    [DllImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    public static extern nint Write(SafeFileHandle file, ref readonly byte buffer, nint count, long offset);

    [DllImport(Library, EntryPoint = "write", SetLastError = true)]
    public static extern nint WriteHere(SafeFileHandle file, ref readonly byte buffer, nint count);

    [DllImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    public static extern int SetSize(SafeFileHandle file, long size);

    [DllImport(Library, EntryPoint = "posix_fallocate")]
    public static extern int Allocate(SafeFileHandle file, long offset, long length);

    [DllImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(SafeFileHandle file);

    [DllImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static extern int SetFlags(SafeFileHandle file, int command, int flags);

    // The three below own or borrow a bare descriptor or stream, which UnixDirectory keeps within one method.
    [DllImport(Library, EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int descriptor);

    [DllImport(Library, EntryPoint = "fdopendir", SetLastError = true)]
    public static extern nint OpenStream(int descriptor);

    [DllImport(Library, EntryPoint = "readdir", SetLastError = true)]
    public static extern nint ReadStream(nint stream);

    [DllImport(Library, EntryPoint = "closedir")]
    public static extern int CloseStream(nint stream);

    /// <summary>The error of the call before, as a guest knows it.</summary>
    public static WasiErrno LastError() => LinuxErrors.Of(Marshal.GetLastPInvokeError());

    /// <summary>A moment in seconds and nanoseconds.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct TimeSpec(long seconds, long nanoseconds)
    {
        public readonly long Seconds = seconds;
        public readonly long Nanoseconds = nanoseconds;

        public static TimeSpec Of(ulong? ns) =>
            ns is ulong given ? new TimeSpec((long)(given / 1_000_000_000), (long)(given % 1_000_000_000)) : new TimeSpec(0, OmitTime);
    }

    /// <summary>What <c>statx</c> writes; the same on all processors.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public readonly struct StatxBuffer
    {
        [FieldOffset(16)]
        public readonly uint LinkCount;

        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(64)]
        public readonly long AccessedSeconds;

        [FieldOffset(72)]
        public readonly uint AccessedNs;

        [FieldOffset(96)]
        public readonly long ChangedSeconds;

        [FieldOffset(104)]
        public readonly uint ChangedNs;

        [FieldOffset(112)]
        public readonly long ModifiedSeconds;

        [FieldOffset(120)]
        public readonly uint ModifiedNs;

        [FieldOffset(136)]
        public readonly uint DeviceMajor;

        [FieldOffset(140)]
        public readonly uint DeviceMinor;

        public FileStat ToFileStat() => new(
            ((ulong)DeviceMajor << 32) | DeviceMinor,
            Inode,
            TypeOf(Mode),
            LinkCount,
            Size,
            Nanoseconds(AccessedSeconds, AccessedNs),
            Nanoseconds(ModifiedSeconds, ModifiedNs),
            Nanoseconds(ChangedSeconds, ChangedNs));

        private static WasiFileType TypeOf(ushort mode) => (mode >> 12) switch
        {
            2 => WasiFileType.CharacterDevice,
            4 => WasiFileType.Directory,
            6 => WasiFileType.BlockDevice,
            8 => WasiFileType.RegularFile,
            10 => WasiFileType.SymbolicLink,
            12 => WasiFileType.StreamSocket,
            _ => WasiFileType.Unknown,
        };

        private static ulong Nanoseconds(long seconds, uint nanoseconds) =>
            seconds < 0 ? 0 : ((ulong)seconds * 1_000_000_000) + nanoseconds;
    }
}
