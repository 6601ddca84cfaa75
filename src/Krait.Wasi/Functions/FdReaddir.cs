using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Wasi.Functions;

/// <summary>Listing directories.</summary>
internal static class FdReaddir
{
    private const int HeadBytes = 24;

    // fd_readdir(fd, buf, buf_len, cookie, bufused) fills the buffer with entries and cuts the last one off where it ends:
    // a full buffer means that there may be more. One entry:
    //
    //   +0             +8    +16           +20    +21     +24
    //   | next cookie  | ino | name length | type | zeros | name
    public static WasiErrno Readdir(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.GetDirectory(call.UInt32(0), WasiRights.FdReaddir, out DirectoryDescriptor directory);
        if (errno != WasiErrno.Success)
            return errno;
        uint address = call.UInt32(1);
        uint size = call.UInt32(2);
        ulong cookie = call.UInt64(3);
        call.CheckRange(address, size);
        call.CheckRange(call.UInt32(4), sizeof(uint));
        int maximum = Math.Max(0, call.Options.MaximumDirectoryEntries - call.Host.Descriptors.ListedEntries(directory));
        errno = directory.Entries(cookie, maximum, out IReadOnlyList<DirectoryEntry> entries);
        if (errno != WasiErrno.Success)
            return errno;
        uint used = 0;
        for (ulong next = cookie; next < (ulong)entries.Count && used < size; next++)
        {
            byte[] entry = Encode(entries[(int)next], next + 1);
            uint count = Math.Min(size - used, (uint)entry.Length);
            entry.AsSpan(0, (int)count).CopyTo(call.Bytes(address + used, count));
            used += count;
        }

        call.Write(call.UInt32(4), used);
        return WasiErrno.Success;
    }

    private static byte[] Encode(in DirectoryEntry entry, ulong nextCookie)
    {
        int nameBytes = Encoding.UTF8.GetByteCount(entry.Name);
        byte[] bytes = new byte[HeadBytes + nameBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, nextCookie);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), entry.Inode);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), nameBytes);
        bytes[20] = (byte)entry.Type;
        Encoding.UTF8.GetBytes(entry.Name, bytes.AsSpan(HeadBytes));
        return bytes;
    }
}
