using System;
using System.Linq;
using System.Runtime.Intrinsics;

namespace Krait.Runtime.Tests.Semantics;

/// <summary>Takes vectors apart, byte by byte, and puts them together again; the tests' own arithmetic, without vector instructions.</summary>
internal static class Lanes
{
    public static Int128[] Signed(Vector128<byte> vector, int widthBits) =>
        Unsigned(vector, widthBits).Select(lane => (lane >> (widthBits - 1)) != 0 ? lane - (Int128.One << widthBits) : lane).ToArray();

    public static Int128[] Unsigned(Vector128<byte> vector, int widthBits)
    {
        byte[] bytes = new byte[16];
        vector.CopyTo(bytes);
        Int128[] lanes = new Int128[128 / widthBits];
        for (int i = 0; i < 16; i++)
            lanes[i * 8 / widthBits] |= (Int128)bytes[i] << (i * 8 % widthBits);
        return lanes;
    }

    /// <summary>The low bits of each number, side by side; missing lanes are zero.</summary>
    public static Vector128<byte> Pack(Int128[] lanes, int widthBits)
    {
        byte[] bytes = new byte[16];
        for (int i = 0; i < lanes.Length * widthBits / 8; i++)
            bytes[i] = (byte)(lanes[i * 8 / widthBits] >> (i * 8 % widthBits));
        return Vector128.Create(bytes);
    }

    /// <summary>The numbers in a vector of floats, as doubles.</summary>
    public static double[] Floats(Vector128<byte> vector, int widthBits) =>
        Unsigned(vector, widthBits).Select(bits => FromBits(bits, widthBits)).ToArray();

    /// <summary>Each number rounded to the width. Of a NaN the bits are those of the canonical one.</summary>
    public static Vector128<byte> PackFloats(double[] lanes, int widthBits) =>
        Pack(lanes.Select(lane => ToBits(lane, widthBits)).ToArray(), widthBits);

    /// <summary>Makes every quiet NaN the canonical one; a signalling NaN stays as it is.</summary>
    public static Vector128<byte> Canonical(Vector128<byte> vector, int widthBits)
    {
        Int128 quiet = ToBits(double.NaN, widthBits);
        return Pack(Unsigned(vector, widthBits).Select(bits => (bits & quiet) == quiet ? quiet : bits).ToArray(), widthBits);
    }

    private static double FromBits(Int128 bits, int widthBits) =>
        widthBits == 32 ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble((ulong)bits);

    private static Int128 ToBits(double lane, int widthBits)
    {
        if (double.IsNaN(lane))
            return widthBits == 32 ? 0x7FC0_0000 : 0x7FF8_0000_0000_0000;
        return widthBits == 32 ? BitConverter.SingleToUInt32Bits((float)lane) : BitConverter.DoubleToUInt64Bits(lane);
    }
}
