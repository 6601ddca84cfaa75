using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Krait.Wasi;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;
using Krait.Wasi.Files;
using Krait.Wasi.Functions;

namespace Krait.Guests.Emscripten;

/// <summary>Telling about files, and changing their times, sizes and modes.</summary>
internal static class StatCalls
{
    private const int StatBytes = 96;
    private const int StatFsBytes = 72;
    private const long SecondNs = 1_000_000_000;

    // What utimensat takes instead of nanoseconds for "now" and for "as it was".
    private const int TimeNow = 0x3FFFFFFF;
    private const int TimeOmit = 0x3FFFFFFE;

    public static IReadOnlyList<SyscallRow> Rows { get; } =
    [
        new("__syscall_stat64", "ii", static (EmscriptenHost host, in GuestCall call) => StatPath(host, call, FileConstants.CurrentDirectory, 0, 1, LastLink.Follow)),
        new("__syscall_lstat64", "ii", static (EmscriptenHost host, in GuestCall call) => StatPath(host, call, FileConstants.CurrentDirectory, 0, 1, LastLink.FollowBeforeSlash)),
        new("__syscall_newfstatat", "iiii", StatAt),
        new("__syscall_fstat64", "ii", static (EmscriptenHost host, in GuestCall call) => StatDescriptor(host, call, call.UInt32(0), 1)),
        new("__syscall_faccessat", "iiii", Access),
        new("__syscall_ftruncate64", "iI", TruncateDescriptor),
        new("__syscall_truncate64", "iI", TruncatePath),
        new("__syscall_fallocate", "iiII", Allocate),
        new("__syscall_fadvise64", "iIIi", static (EmscriptenHost host, in GuestCall call) => CheckOpen(host, call)),
        new("__syscall_fdatasync", "i", static (EmscriptenHost host, in GuestCall call) => CheckOpen(host, call)),
        new("__syscall_utimensat", "iiii", SetTimes),
        new("__syscall_chmod", "ii", static (EmscriptenHost host, in GuestCall call) => SetPermissions(host, call, FileConstants.CurrentDirectory, 0, LastLink.Follow)),
        new("__syscall_fchmod", "ii", static (EmscriptenHost host, in GuestCall call) =>
            host.Wasi.Descriptors.Find(call.UInt32(0)) is { } descriptor ? Kept(descriptor.SetPermissions(call.Int32(1))) : WasiErrno.Badf.Negated()),
        new("__syscall_fchmodat2", "iiii", static (EmscriptenHost host, in GuestCall call) =>
            SetPermissions(host, call, call.Int32(0), 1, LastLinkOf(call.UInt32(3)))),
        new("__syscall_fchown32", "iii", static (EmscriptenHost host, in GuestCall call) => CheckOpen(host, call)),
        new("__syscall_fchownat", "iiiii", static (EmscriptenHost host, in GuestCall call) => CheckPath(host, call, call.Int32(0), 1, LastLinkOf(call.UInt32(4)))),
        new("__syscall_statfs64", "iii", static (EmscriptenHost host, in GuestCall call) => StatFileSystem(call, CheckPath(host, call, FileConstants.CurrentDirectory, 0))),
        new("__syscall_fstatfs64", "iii", static (EmscriptenHost host, in GuestCall call) => StatFileSystem(call, CheckOpen(host, call))),
        new("__syscall_umask_js", "i", SetMask),
    ];

    private static int StatAt(EmscriptenHost host, in GuestCall call)
    {
        uint flags = call.UInt32(3);
        if ((flags & FileConstants.EmptyPath) != 0 && call.Bytes(call.UInt32(1), 1)[0] == 0)
            return StatDescriptor(host, call, call.UInt32(0), 2);
        return StatPath(host, call, call.Int32(0), 1, 2, LastLinkOf(flags));
    }

    private static int StatPath(EmscriptenHost host, in GuestCall call, int directoryFd, int pathIndex, int bufferIndex, LastLink lastLink)
    {
        WasiErrno errno = Find(host, call, directoryFd, pathIndex, lastLink, out FileStat stat);
        if (errno == WasiErrno.Success)
            Write(host, call, call.UInt32(bufferIndex), stat);
        return errno.Negated();
    }

    private static int StatDescriptor(EmscriptenHost host, in GuestCall call, uint fd, int bufferIndex)
    {
        if (host.Wasi.Descriptors.Find(fd) is not { } descriptor)
            return WasiErrno.Badf.Negated();
        WasiErrno errno = descriptor.Stat(out FileStat stat);
        if (errno == WasiErrno.Success)
            Write(host, call, call.UInt32(bufferIndex), stat);
        return errno.Negated();
    }

    private static WasiErrno Find(EmscriptenHost host, in GuestCall call, int directoryFd, int pathIndex, LastLink lastLink, out FileStat stat)
    {
        stat = default;
        WasiErrno errno = call.ReadPath(host, directoryFd, pathIndex, out string absolute);
        if (errno != WasiErrno.Success)
            return errno;
        if (DeviceDescriptor.IsDevice(absolute, out DeviceKind device))
        {
            stat = DeviceDescriptor.StatOf(device);
            return WasiErrno.Success;
        }

        errno = host.Paths.Resolve(absolute, lastLink, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno;
        using (path)
            return Paths.Stat(path, out stat);
    }

    // struct stat, 96 bytes:
    //
    //   +0    +4     +8      +12   +16   +20    +24    +32       +36      +40     +56     +72     +88
    //   | dev | mode | nlink | uid | gid | rdev | size | blksize | blocks | atime | mtime | ctime | ino |
    //
    // A time is seconds in 8 bytes, nanoseconds in 4, and 4 of padding.
    private static void Write(EmscriptenHost host, in GuestCall call, uint address, in FileStat stat)
    {
        Span<byte> bytes = call.Bytes(address, StatBytes);
        bytes.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)stat.Device);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], ModeOf(host, stat));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], (uint)stat.LinkCount);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], stat.SizeBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[32..], 4096);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[36..], (uint)Math.Min(uint.MaxValue, (stat.SizeBytes / 512) + (stat.SizeBytes % 512 == 0 ? 0u : 1u)));
        WriteTime(bytes[40..], stat.AccessedNs);
        WriteTime(bytes[56..], stat.ModifiedNs);
        WriteTime(bytes[72..], stat.ChangedNs);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[88..], stat.Inode);
    }

    private static void WriteTime(Span<byte> bytes, ulong timeNs)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, timeNs / (ulong)SecondNs);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], (uint)(timeNs % (ulong)SecondNs));
    }

    // Where nothing is kept everybody may read and write; who may not learns it from the file system itself.
    private static uint ModeOf(EmscriptenHost host, in FileStat stat)
    {
        (uint kind, uint most) = stat.Type switch
        {
            WasiFileType.Directory => (0x4000u, 0x1FFu),
            WasiFileType.SymbolicLink => (0xA000u, 0x1FFu),
            WasiFileType.BlockDevice => (0x6000u, 0x1B6u),
            WasiFileType.CharacterDevice => (0x2000u, 0x1B6u),
            WasiFileType.StreamSocket or WasiFileType.DatagramSocket => (0xC000u, 0x1B6u),
            WasiFileType.RegularFile => (0x8000u, 0x1B6u),
            _ => (0x1000u, 0x1B6u),
        };
        if (stat.Permissions is { } permissions)
            return kind | (uint)permissions;
        return stat.Type is WasiFileType.SymbolicLink ? kind | most : kind | (most & ~(uint)host.FileModeMask);
    }

    private static int SetPermissions(EmscriptenHost host, in GuestCall call, int directoryFd, int pathIndex, LastLink lastLink)
    {
        int permissions = call.Int32(pathIndex + 1);
        WasiErrno errno = call.ReadPath(host, directoryFd, pathIndex, out string absolute);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        if (DeviceDescriptor.IsDevice(absolute, out _))
            return 0;
        errno = host.Paths.Resolve(absolute, lastLink, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        using (path)
        {
            errno = Paths.Stat(path, out _);
            if (errno != WasiErrno.Success)
                return errno.Negated();
            return Kept(path.Name is null ? path.Directory.SetPermissions(permissions) : path.Directory.SetEntryPermissions(path.Name, permissions));
        }
    }

    // Folders of the host keep what they have, and programs that copy files with all that belongs to them go on.
    private static int Kept(WasiErrno errno) => errno == WasiErrno.Notsup ? 0 : errno.Negated();

    // access(path, mode) of user 0, who may do everything but execute what nobody may.
    private static int Access(EmscriptenHost host, in GuestCall call)
    {
        const uint MayExecute = 1;
        uint mode = call.UInt32(2);
        if ((mode & ~7u) != 0)
            return WasiErrno.Inval.Negated();
        WasiErrno errno = Find(host, call, call.Int32(0), 1, LastLinkOf(call.UInt32(3)), out FileStat stat);
        if (errno == WasiErrno.Success && (mode & MayExecute) != 0 && stat.Type == WasiFileType.RegularFile && (ModeOf(host, stat) & 0x49) == 0)
            errno = WasiErrno.Acces;
        return errno.Negated();
    }

    private static int CheckPath(EmscriptenHost host, in GuestCall call, int directoryFd, int pathIndex, LastLink lastLink = LastLink.Follow) =>
        Find(host, call, directoryFd, pathIndex, lastLink, out _).Negated();

    private static LastLink LastLinkOf(uint flags) => (flags & FileConstants.KeepLink) != 0 ? LastLink.FollowBeforeSlash : LastLink.Follow;

    private static int CheckOpen(EmscriptenHost host, in GuestCall call) =>
        host.Wasi.Descriptors.Find(call.UInt32(0)) is null ? WasiErrno.Badf.Negated() : 0;

    private static int TruncateDescriptor(EmscriptenHost host, in GuestCall call)
    {
        if ((long)call.UInt64(1) < 0)
            return WasiErrno.Inval.Negated();
        WasiErrno errno = host.Wasi.Descriptors.Get(call.UInt32(0), WasiRights.FdFilestatSetSize, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return (errno == WasiErrno.Notcapable ? WasiErrno.Inval : errno).Negated();
        return descriptor.SetSize((long)call.UInt64(1)).Negated();
    }

    private static int TruncatePath(EmscriptenHost host, in GuestCall call)
    {
        long sizeBytes = (long)call.UInt64(1);
        if (sizeBytes < 0)
            return WasiErrno.Inval.Negated();
        if (sizeBytes > (call.Options.MaximumFileBytes ?? long.MaxValue))
            return WasiErrno.Fbig.Negated();
        WasiErrno errno = call.ReadPath(host, FileConstants.CurrentDirectory, 0, out string absolute);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        errno = host.Paths.Resolve(absolute, LastLink.Follow, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        using (path)
        {
            if (path.Name is null)
                return WasiErrno.Isdir.Negated();
            using IFileHandle? file = path.Directory.OpenFile(path.Name, FileOpenModes.Write, out errno);
            return file is null ? errno.Negated() : file.SetSize(sizeBytes).Negated();
        }
    }

    private static int Allocate(EmscriptenHost host, in GuestCall call)
    {
        long offset = (long)call.UInt64(2);
        long lengthBytes = (long)call.UInt64(3);
        if (call.UInt32(1) != 0)
            return -Errors.NotSupported;
        if (offset < 0 || lengthBytes <= 0 || offset > long.MaxValue - lengthBytes)
            return WasiErrno.Inval.Negated();
        WasiErrno errno = host.Wasi.Descriptors.Get(call.UInt32(0), WasiRights.FdAllocate, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return (errno == WasiErrno.Notcapable ? WasiErrno.Badf : errno).Negated();
        return descriptor.Allocate(offset, lengthBytes).Negated();
    }

    // utimensat(dirfd, path, times, flags): without a path it is the descriptor's file.
    private static int SetTimes(EmscriptenHost host, in GuestCall call)
    {
        uint address = call.UInt32(2);
        ulong now = (ulong)call.Options.Clock.RealtimeNs;
        FileTimes times = address == 0 ? new FileTimes(now, now) : new FileTimes(ReadTime(call, address, now), ReadTime(call, address + 16, now));
        if (call.UInt32(1) == 0)
            return (host.Wasi.Descriptors.Find(call.UInt32(0)) is { } descriptor ? descriptor.SetTimes(times) : WasiErrno.Badf).Negated();
        WasiErrno errno = call.ReadPath(host, call.Int32(0), 1, out string absolute);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        bool keepsLink = (call.UInt32(3) & FileConstants.KeepLink) != 0;
        errno = host.Paths.Resolve(absolute, keepsLink ? LastLink.FollowBeforeSlash : LastLink.Follow, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        using (path)
            return (path.Name is null ? path.Directory.SetTimes(times) : path.Directory.SetEntryTimes(path.Name, times)).Negated();
    }

    private static ulong? ReadTime(in GuestCall call, uint address, ulong now)
    {
        long seconds = BinaryPrimitives.ReadInt64LittleEndian(call.Bytes(address, 8));
        int nanoseconds = BinaryPrimitives.ReadInt32LittleEndian(call.Bytes(address + 8, 4));
        return nanoseconds switch
        {
            TimeNow => now,
            TimeOmit => null,
            _ => (ulong)Math.Clamp(seconds, 0, (long.MaxValue / SecondNs) - 1) * (ulong)SecondNs + (ulong)Math.Clamp(nanoseconds, 0, SecondNs - 1),
        };
    }

    // Sizes of a file system are nobody's business; programs only want to see that there is room.
    private static int StatFileSystem(in GuestCall call, int error)
    {
        const int Blocks = 1 << 20;
        if (error != 0)
            return error;
        Span<byte> bytes = call.Bytes(call.UInt32(2), StatFsBytes);
        bytes.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], 4096);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Blocks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Blocks / 2);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Blocks / 2);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[56..], 255);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[60..], 4096);
        return 0;
    }

    private static int SetMask(EmscriptenHost host, in GuestCall call)
    {
        int before = host.FileModeMask;
        host.FileModeMask = call.Int32(0) & 0x1FF;
        return before;
    }
}
