using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Functions;

/// <summary>Lists of strings as C programs expect them: an array of addresses, and the bytes they point to, each string with its NUL.</summary>
internal static class Strings
{
    // Both ranges are checked before anything is written.
    public static WasiErrno Get(in GuestCall call, ImmutableArray<byte[]> strings)
    {
        uint pointer = call.UInt32(0);
        uint address = call.UInt32(1);
        call.CheckRange(pointer, (ulong)strings.Length * sizeof(uint));
        call.CheckRange(address, (ulong)strings.Sum(static text => (long)text.Length));
        foreach (byte[] text in strings)
        {
            call.Write(pointer, address);
            text.AsSpan().CopyTo(call.Bytes(address, (uint)text.Length));
            pointer += sizeof(uint);
            address += (uint)text.Length;
        }

        return WasiErrno.Success;
    }

    public static WasiErrno SizesGet(in GuestCall call, ImmutableArray<byte[]> strings)
    {
        call.CheckRange(call.UInt32(0), sizeof(uint));
        call.CheckRange(call.UInt32(1), sizeof(uint));
        call.Write(call.UInt32(0), (uint)strings.Length);
        call.Write(call.UInt32(1), (uint)strings.Sum(static text => (long)text.Length));
        return WasiErrno.Success;
    }
}
