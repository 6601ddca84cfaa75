using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using Krait.Wasi;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;
using Krait.Wasi.Files;
using Krait.Wasi.Functions;

namespace Krait.Guests.Emscripten;

/// <summary>Opening files and listing directories.</summary>
internal static class OpenCalls
{
    private const int EntryBytes = 280;
    private const int MaximumNameBytes = 255;
    private const int MaximumAttempts = 4;

    public static IReadOnlyList<SyscallRow> Rows { get; } =
    [
        new("__syscall_openat", "iiii", Open),
        new("__syscall_getdents64", "iii", List),
    ];

    // openat(dirfd, path, flags, varargs): where a file may be made, its mode is what varargs points to.
    private static int Open(EmscriptenHost host, in GuestCall call)
    {
        uint flags = call.UInt32(2);
        if ((flags & FileConstants.OpenUnsupported) != 0)
            return WasiErrno.Notsup.Negated();
        WasiErrno errno = call.ReadPath(host, call.Int32(0), 1, out string absolute);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        if (DeviceDescriptor.IsDevice(absolute, out DeviceKind device))
            return OpenDevice(host, flags, device);
        bool keepsLink = (flags & FileConstants.OpenNoFollow) != 0 || Has(flags, FileConstants.OpenCreate | FileConstants.OpenExclusive);
        Descriptor? opened = null;
        for (int attempt = 0; attempt < MaximumAttempts && opened is null; attempt++)
        {
            errno = host.Paths.Resolve(absolute, keepsLink ? LastLink.FollowBeforeSlash : LastLink.Follow, out ResolvedPath path);
            if (errno != WasiErrno.Success)
                return errno.Negated();
            bool mayHaveChanged;
            bool isNew;
            using (path)
            {
                isNew = (flags & FileConstants.OpenCreate) != 0 && Paths.Stat(path, out _) == WasiErrno.Noent;
                errno = PathOpen.Open(
                    path, WasiFlags(flags), Rights(flags), WasiRights.DirectoryInheriting, Modes(flags),
                    call.Options.MaximumFileBytes ?? long.MaxValue, out opened, out mayHaveChanged);
            }

            if (isNew)
                opened?.SetPermissions(BinaryPrimitives.ReadInt32LittleEndian(call.Bytes(call.UInt32(3), sizeof(int))) & ~host.FileModeMask);
            if (!mayHaveChanged)
                break;
        }

        if (opened is null)
            return errno.Negated();
        errno = host.Wasi.Descriptors.Add(opened, out uint fd);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        if (opened is DirectoryDescriptor)
            host.Remember(opened, absolute.Length > 1 ? absolute.TrimEnd('/') : absolute);
        return (int)fd;
    }

    private static int OpenDevice(EmscriptenHost host, uint flags, DeviceKind device)
    {
        if (Has(flags, FileConstants.OpenCreate | FileConstants.OpenExclusive))
            return WasiErrno.Exist.Negated();
        if ((flags & FileConstants.OpenDirectory) != 0)
            return WasiErrno.Notdir.Negated();
        var opened = new DeviceDescriptor(device, host.Wasi.Options.Random, Rights(flags)) { Flags = Modes(flags) };
        WasiErrno errno = host.Wasi.Descriptors.Add(opened, out uint fd);
        return errno == WasiErrno.Success ? (int)fd : errno.Negated();
    }

    // getdents64(fd, buffer, count) fills the buffer with as many whole records as fit. One record:
    //
    //   +0    +8           +16      +18    +19          +280
    //   | ino | next entry | length | type | name, NUL  |
    private static int List(EmscriptenHost host, in GuestCall call)
    {
        WasiErrno errno = host.Wasi.Descriptors.GetDirectory(call.UInt32(0), WasiRights.None, out DirectoryDescriptor descriptor);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        OpenDirectory directory = host.DirectoryAt(call.UInt32(0))!;
        if (directory.Next == 0)
        {
            int maximum = Math.Max(0, call.Options.MaximumDirectoryEntries - host.Wasi.Descriptors.ListedEntries(descriptor));
            errno = descriptor.Entries(0, maximum, out IReadOnlyList<DirectoryEntry> entries);
            if (errno != WasiErrno.Success)
                return errno.Negated();
            directory.Entries = entries;
        }

        uint address = call.UInt32(1);
        uint room = call.UInt32(2) / EntryBytes;
        uint used = 0;
        for (; directory.Next < (ulong)directory.Entries.Count && used < room; directory.Next++)
        {
            DirectoryEntry entry = directory.Entries[(int)directory.Next];
            if (Encoding.UTF8.GetByteCount(entry.Name) > MaximumNameBytes)
                continue;
            Span<byte> record = call.Bytes(address + (used * EntryBytes), EntryBytes);
            record.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(record, entry.Inode);
            BinaryPrimitives.WriteUInt64LittleEndian(record[8..], (directory.Next + 1) * EntryBytes);
            BinaryPrimitives.WriteUInt16LittleEndian(record[16..], EntryBytes);
            record[18] = TypeOf(entry.Type);
            Encoding.UTF8.GetBytes(entry.Name, record[19..]);
            used++;
        }

        return (int)(used * EntryBytes);
    }

    private static bool Has(uint flags, uint all) => (flags & all) == all;

    private static byte TypeOf(WasiFileType type) => type switch
    {
        WasiFileType.CharacterDevice => 2,
        WasiFileType.Directory => 4,
        WasiFileType.BlockDevice => 6,
        WasiFileType.RegularFile => 8,
        WasiFileType.SymbolicLink => 10,
        WasiFileType.DatagramSocket or WasiFileType.StreamSocket => 12,
        _ => 0,
    };

    private static uint WasiFlags(uint flags) =>
        ((flags & FileConstants.OpenCreate) != 0 ? 1u : 0)
        | ((flags & FileConstants.OpenDirectory) != 0 ? 2u : 0)
        | ((flags & FileConstants.OpenExclusive) != 0 ? 4u : 0)
        | ((flags & FileConstants.OpenTruncate) != 0 ? 8u : 0);

    private static WasiRights Rights(uint flags) => (flags & FileConstants.OpenAccess) switch
    {
        FileConstants.OpenWriteOnly => WasiRights.File & ~WasiRights.FdRead,
        FileConstants.OpenReadWrite => WasiRights.File,
        _ => WasiRights.DirectoryInheriting & ~WasiRights.Writing,
    };

    private static FdFlags Modes(uint flags) =>
        ((flags & FileConstants.OpenAppend) != 0 ? FdFlags.Append : FdFlags.None)
        | ((flags & FileConstants.OpenNonblock) != 0 ? FdFlags.Nonblock : FdFlags.None);
}
