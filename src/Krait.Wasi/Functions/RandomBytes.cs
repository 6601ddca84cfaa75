using System;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Functions;

/// <summary>Random numbers.</summary>
internal static class RandomBytes
{
    // random_get(buf, buf_len)
    public static WasiErrno Get(in GuestCall call)
    {
        uint address = call.UInt32(0);
        uint left = call.UInt32(1);
        call.CheckRange(address, left);
        while (left > 0)
        {
            uint count = Math.Min(left, GuestCall.ChunkBytes);
            call.Options.Random.Fill(call.Bytes(address, count));
            address += count;
            left -= count;
            if (left > 0)
                call.Caller.ThrowIfInterrupted();
        }

        return WasiErrno.Success;
    }
}
