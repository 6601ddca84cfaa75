using System;
using Krait.Runtime;

namespace Krait.Udf.Host;

/// <summary>
/// A guest's memory as host functions see it: pointers and lengths are the guest's unsigned 32-bit numbers, compared in
/// 64 bits, and a range that does not exist is an answer, not an exception.
/// </summary>
internal static class GuestMemory
{
    public static bool TryGet(Memory? memory, int pointer, int lengthBytes, out Span<byte> bytes)
    {
        bytes = default;
        if (memory is null || int.MaxValue < (uint)lengthBytes || (ulong)memory.SizeBytes < (ulong)(uint)pointer + (uint)lengthBytes)
            return false;

        bytes = memory.GetSpan((uint)pointer, lengthBytes);
        return true;
    }
}
