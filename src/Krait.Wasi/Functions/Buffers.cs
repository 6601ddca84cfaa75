using System;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Functions;

/// <summary>Does one thing with a part of the guest's memory.</summary>
/// <param name="call">The call.</param>
/// <param name="state">What the action needs to know.</param>
/// <param name="bytes">At most <see cref="GuestCall.ChunkBytes"/>.</param>
/// <param name="done">Bytes moved before, in this call.</param>
/// <param name="count">Bytes moved.</param>
internal delegate WasiErrno BufferAction<TState>(in GuestCall call, TState state, Span<byte> bytes, long done, out int count);

/// <summary>Arrays of buffers: <c>iovec</c> and <c>ciovec</c>, 8 bytes each, an address and a length.</summary>
internal static class Buffers
{
    /// <summary>Goes through the buffers until one is not filled, and writes how many bytes were moved.</summary>
    /// <returns>Success if any byte was moved, even where a later one failed.</returns>
    public static WasiErrno ForEach<TState>(in GuestCall call, int firstArgument, int countArgument, TState state, BufferAction<TState> action)
    {
        uint buffers = call.UInt32(firstArgument);
        uint length = call.UInt32(firstArgument + 1);
        if (length > (uint)call.Options.MaximumBuffers)
            return WasiErrno.Inval;
        call.CheckRange(call.UInt32(countArgument), sizeof(uint));
        WasiErrno errno = Check(call, buffers, length);
        long done = 0;
        for (uint i = 0; i < length && errno == WasiErrno.Success; i++)
        {
            uint address = call.ReadUInt32(buffers + (i * 8));
            uint left = call.ReadUInt32(buffers + (i * 8) + 4);

            // A buffer of no bytes is passed on once, so that errors of the descriptor show.
            if (left == 0 && length > 1)
                continue;
            errno = Move(call, address, left, state, action, ref done, out bool isFilled);
            if (!isFilled)
                break;
        }

        if (errno != WasiErrno.Success && done == 0)
            return errno;
        call.Write(call.UInt32(countArgument), (uint)done);
        return WasiErrno.Success;
    }

    private static WasiErrno Move<TState>(
        in GuestCall call, uint address, uint left, TState state, BufferAction<TState> action, ref long done, out bool isFilled)
    {
        do
        {
            uint part = Math.Min(left, GuestCall.ChunkBytes);
            WasiErrno errno = action(call, state, call.Bytes(address, part), done, out int count);
            done += count;
            address += (uint)count;
            left -= (uint)count;
            isFilled = count == part;
            if (errno != WasiErrno.Success || !isFilled)
                return errno;
            if (left > 0)
                call.Caller.ThrowIfInterrupted();
        }
        while (left > 0);

        return WasiErrno.Success;
    }

    // All buffers are checked before the first byte moves. Their sum must fit the answer.
    private static WasiErrno Check(in GuestCall call, uint buffers, uint length)
    {
        call.CheckRange(buffers, (ulong)length * 8);
        ulong sum = 0;
        for (uint i = 0; i < length; i++)
        {
            uint bytes = call.ReadUInt32(buffers + (i * 8) + 4);
            call.CheckRange(call.ReadUInt32(buffers + (i * 8)), bytes);
            sum += bytes;
        }

        return sum <= uint.MaxValue ? WasiErrno.Success : WasiErrno.Inval;
    }
}
