using System;
using System.Buffers.Binary;

namespace Krait.Python.Emit;

/// <summary>A str as it lies in memory (see <see cref="Layouts"/>).</summary>
internal static class StaticString
{
    /// <summary>The bytes of a str with these code points, padding included.</summary>
    public static byte[] Encode(ReadOnlySpan<int> codePoints)
    {
        int shift = 0;
        foreach (int point in codePoints)
        {
            if (255 < point)
                shift = 2;
        }

        var bytes = new byte[Layouts.StrChars + (codePoints.Length << shift) + Layouts.StrPadding];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, codePoints.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Layouts.StrShift), shift);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Layouts.StrMask), shift == 0 ? 0xFF : -1);
        for (int i = 0; i < codePoints.Length; i++)
        {
            if (shift == 0)
                bytes[Layouts.StrChars + i] = (byte)codePoints[i];
            else
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Layouts.StrChars + (i << 2)), codePoints[i]);
        }

        return bytes;
    }
}
