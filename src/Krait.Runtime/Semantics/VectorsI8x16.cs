using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Krait.Runtime.Semantics;

/// <summary>What the instructions named <c>i8x16</c> compute: sixteen 8-bit integers in a vector.</summary>
/// <remarks>Spec: exec/numerics, integer operations, lane by lane. A comparison gives all ones or all zeros.</remarks>
internal static class VectorsI8x16
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V128 I8x16Splat(int a) => Vector128.Create((byte)a);

    [MethodImpl(Inline)]
    public static int I8x16ExtractLaneS(V128 a, int lane) => a.AsSByte().GetElement(lane);

    [MethodImpl(Inline)]
    public static int I8x16ExtractLaneU(V128 a, int lane) => a.GetElement(lane);

    [MethodImpl(Inline)]
    public static V128 I8x16ReplaceLane(V128 a, int b, int lane) => a.WithElement(lane, (byte)b);

    [MethodImpl(Inline)]
    public static V128 I8x16Eq(V128 a, V128 b) => Vector128.Equals(a, b);

    [MethodImpl(Inline)]
    public static V128 I8x16Ne(V128 a, V128 b) => ~Vector128.Equals(a, b);

    [MethodImpl(Inline)]
    public static V128 I8x16LtS(V128 a, V128 b) => Vector128.LessThan(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16LtU(V128 a, V128 b) => Vector128.LessThan(a, b);

    [MethodImpl(Inline)]
    public static V128 I8x16GtS(V128 a, V128 b) => Vector128.GreaterThan(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16GtU(V128 a, V128 b) => Vector128.GreaterThan(a, b);

    [MethodImpl(Inline)]
    public static V128 I8x16LeS(V128 a, V128 b) => Vector128.LessThanOrEqual(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16LeU(V128 a, V128 b) => Vector128.LessThanOrEqual(a, b);

    [MethodImpl(Inline)]
    public static V128 I8x16GeS(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16GeU(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a, b);

    // The smallest number has no positive counterpart and stays.
    [MethodImpl(Inline)]
    public static V128 I8x16Abs(V128 a)
    {
        Vector128<sbyte> sign = a.AsSByte() >> 7;
        return ((a.AsSByte() ^ sign) - sign).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 I8x16Neg(V128 a) => Vector128.Negate(a.AsSByte()).AsByte();

    // The bits of a byte are those of its halves, which index a table.
    [MethodImpl(Inline)]
    public static V128 I8x16Popcnt(V128 a)
    {
        V128 counts = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        V128 low = a & Vector128.Create((byte)15);
        return Vector128.Shuffle(counts, low) + Vector128.Shuffle(counts, a >>> 4);
    }

    [MethodImpl(Inline)]
    public static int I8x16AllTrue(V128 a) => Vector128.EqualsAny(a, Vector128<byte>.Zero) ? 0 : 1;

    [MethodImpl(Inline)]
    public static int I8x16Bitmask(V128 a) => (int)a.ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static V128 I8x16NarrowI16x8S(V128 a, V128 b) => Vector128.NarrowWithSaturation(a.AsInt16(), b.AsInt16()).AsByte();

    // Operands are signed, results unsigned.
    [MethodImpl(Inline)]
    public static V128 I8x16NarrowI16x8U(V128 a, V128 b)
    {
        Vector128<short> low = Vector128.Max(a.AsInt16(), Vector128<short>.Zero);
        Vector128<short> high = Vector128.Max(b.AsInt16(), Vector128<short>.Zero);
        return Vector128.NarrowWithSaturation(low.AsUInt16(), high.AsUInt16());
    }

    [MethodImpl(Inline)]
    public static V128 I8x16Shl(V128 a, int b) => a << (b & 7);

    [MethodImpl(Inline)]
    public static V128 I8x16ShrS(V128 a, int b) => (a.AsSByte() >> (b & 7)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16ShrU(V128 a, int b) => a >>> (b & 7);

    [MethodImpl(Inline)]
    public static V128 I8x16Add(V128 a, V128 b) => a + b;

    [MethodImpl(Inline)]
    public static V128 I8x16AddSatS(V128 a, V128 b) => Vector128.AddSaturate(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16AddSatU(V128 a, V128 b) => Vector128.AddSaturate(a, b);

    [MethodImpl(Inline)]
    public static V128 I8x16Sub(V128 a, V128 b) => a - b;

    [MethodImpl(Inline)]
    public static V128 I8x16SubSatS(V128 a, V128 b) => Vector128.SubtractSaturate(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16SubSatU(V128 a, V128 b) => Vector128.SubtractSaturate(a, b);

    [MethodImpl(Inline)]
    public static V128 I8x16MinS(V128 a, V128 b) => Vector128.Min(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16MinU(V128 a, V128 b) => Vector128.Min(a, b);

    [MethodImpl(Inline)]
    public static V128 I8x16MaxS(V128 a, V128 b) => Vector128.Max(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I8x16MaxU(V128 a, V128 b) => Vector128.Max(a, b);

    // The mean rounded up, without the ninth bit of the sum: what both have or one has, less half of what only one has.
    [MethodImpl(Inline)]
    public static V128 I8x16AvgrU(V128 a, V128 b) => (a | b) - ((a ^ b) >>> 1);
}
