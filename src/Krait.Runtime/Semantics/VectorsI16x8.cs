using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Krait.Runtime.Semantics;

/// <summary>What the instructions named <c>i16x8</c> compute: eight 16-bit integers in a vector.</summary>
/// <remarks>Spec: exec/numerics, integer operations, lane by lane. A comparison gives all ones or all zeros.</remarks>
internal static class VectorsI16x8
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V128 I16x8Splat(int a) => Vector128.Create((short)a).AsByte();

    [MethodImpl(Inline)]
    public static int I16x8ExtractLaneS(V128 a, int lane) => a.AsInt16().GetElement(lane);

    [MethodImpl(Inline)]
    public static int I16x8ExtractLaneU(V128 a, int lane) => a.AsUInt16().GetElement(lane);

    [MethodImpl(Inline)]
    public static V128 I16x8ReplaceLane(V128 a, int b, int lane) => a.AsInt16().WithElement(lane, (short)b).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8Eq(V128 a, V128 b) => Vector128.Equals(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8Ne(V128 a, V128 b) => ~Vector128.Equals(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8LtS(V128 a, V128 b) => Vector128.LessThan(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8LtU(V128 a, V128 b) => Vector128.LessThan(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8GtS(V128 a, V128 b) => Vector128.GreaterThan(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8GtU(V128 a, V128 b) => Vector128.GreaterThan(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8LeS(V128 a, V128 b) => Vector128.LessThanOrEqual(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8LeU(V128 a, V128 b) => Vector128.LessThanOrEqual(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8GeS(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8GeU(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a.AsUInt16(), b.AsUInt16()).AsByte();

    // The smallest number has no positive counterpart and stays.
    [MethodImpl(Inline)]
    public static V128 I16x8Abs(V128 a)
    {
        Vector128<short> sign = a.AsInt16() >> 15;
        return ((a.AsInt16() ^ sign) - sign).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 I16x8Neg(V128 a) => Vector128.Negate(a.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static int I16x8AllTrue(V128 a) => Vector128.EqualsAny(a.AsInt16(), Vector128<short>.Zero) ? 0 : 1;

    [MethodImpl(Inline)]
    public static int I16x8Bitmask(V128 a) => (int)a.AsInt16().ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static V128 I16x8NarrowI32x4S(V128 a, V128 b) => Vector128.NarrowWithSaturation(a.AsInt32(), b.AsInt32()).AsByte();

    // Operands are signed, results unsigned.
    [MethodImpl(Inline)]
    public static V128 I16x8NarrowI32x4U(V128 a, V128 b)
    {
        Vector128<int> low = Vector128.Max(a.AsInt32(), Vector128<int>.Zero);
        Vector128<int> high = Vector128.Max(b.AsInt32(), Vector128<int>.Zero);
        return Vector128.NarrowWithSaturation(low.AsUInt32(), high.AsUInt32()).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 I16x8ExtendLowI8x16S(V128 a) => Vector128.WidenLower(a.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ExtendLowI8x16U(V128 a) => Vector128.WidenLower(a).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ExtendHighI8x16S(V128 a) => Vector128.WidenUpper(a.AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ExtendHighI8x16U(V128 a) => Vector128.WidenUpper(a).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8Shl(V128 a, int b) => (a.AsInt16() << (b & 15)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ShrS(V128 a, int b) => (a.AsInt16() >> (b & 15)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ShrU(V128 a, int b) => (a.AsUInt16() >>> (b & 15)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8Add(V128 a, V128 b) => (a.AsInt16() + b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8AddSatS(V128 a, V128 b) => Vector128.AddSaturate(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8AddSatU(V128 a, V128 b) => Vector128.AddSaturate(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8Sub(V128 a, V128 b) => (a.AsInt16() - b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8SubSatS(V128 a, V128 b) => Vector128.SubtractSaturate(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8SubSatU(V128 a, V128 b) => Vector128.SubtractSaturate(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8Mul(V128 a, V128 b) => (a.AsInt16() * b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8MinS(V128 a, V128 b) => Vector128.Min(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8MinU(V128 a, V128 b) => Vector128.Min(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8MaxS(V128 a, V128 b) => Vector128.Max(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8MaxU(V128 a, V128 b) => Vector128.Max(a.AsUInt16(), b.AsUInt16()).AsByte();

    // The mean rounded up, without the seventeenth bit of the sum; see I8x16AvgrU.
    [MethodImpl(Inline)]
    public static V128 I16x8AvgrU(V128 a, V128 b) => ((a | b).AsUInt16() - ((a ^ b).AsUInt16() >>> 1)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ExtaddPairwiseI8x16S(V128 a) => ((a.AsInt16() << 8 >> 8) + (a.AsInt16() >> 8)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ExtaddPairwiseI8x16U(V128 a) => ((a.AsUInt16() << 8 >>> 8) + (a.AsUInt16() >>> 8)).AsByte();

    // Products of fractions with 15 bits behind the point, rounded. Only -1 times -1 does not fit; the machine's own
    // instruction gives -1 there, whose bits are the opposite of the largest fraction's.
    [MethodImpl(Inline)]
    public static V128 I16x8Q15mulrSatS(V128 a, V128 b)
    {
        if (Ssse3.IsSupported)
        {
            Vector128<short> products = Ssse3.MultiplyHighRoundScale(a.AsInt16(), b.AsInt16());
            return (products ^ Vector128.Equals(products, Vector128.Create(short.MinValue))).AsByte();
        }

        Vector128<int> rounding = Vector128.Create(0x4000);
        Vector128<int> low = Vector128.WidenLower(a.AsInt16()) * Vector128.WidenLower(b.AsInt16());
        Vector128<int> high = Vector128.WidenUpper(a.AsInt16()) * Vector128.WidenUpper(b.AsInt16());
        return Vector128.NarrowWithSaturation((low + rounding) >> 15, (high + rounding) >> 15).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 I16x8ExtmulLowI8x16S(V128 a, V128 b) =>
        (Vector128.WidenLower(a.AsSByte()) * Vector128.WidenLower(b.AsSByte())).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ExtmulLowI8x16U(V128 a, V128 b) => (Vector128.WidenLower(a) * Vector128.WidenLower(b)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ExtmulHighI8x16S(V128 a, V128 b) =>
        (Vector128.WidenUpper(a.AsSByte()) * Vector128.WidenUpper(b.AsSByte())).AsByte();

    [MethodImpl(Inline)]
    public static V128 I16x8ExtmulHighI8x16U(V128 a, V128 b) => (Vector128.WidenUpper(a) * Vector128.WidenUpper(b)).AsByte();
}
