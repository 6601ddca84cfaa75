using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Krait.Runtime.Semantics;

/// <summary>What the instructions named <c>i32x4</c> compute: four 32-bit integers in a vector.</summary>
/// <remarks>Spec: exec/numerics, integer operations, lane by lane. A comparison gives all ones or all zeros.</remarks>
internal static class VectorsI32x4
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V128 I32x4Splat(int a) => Vector128.Create(a).AsByte();

    [MethodImpl(Inline)]
    public static int I32x4ExtractLane(V128 a, int lane) => a.AsInt32().GetElement(lane);

    [MethodImpl(Inline)]
    public static V128 I32x4ReplaceLane(V128 a, int b, int lane) => a.AsInt32().WithElement(lane, b).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4Eq(V128 a, V128 b) => Vector128.Equals(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4Ne(V128 a, V128 b) => ~Vector128.Equals(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4LtS(V128 a, V128 b) => Vector128.LessThan(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4LtU(V128 a, V128 b) => Vector128.LessThan(a.AsUInt32(), b.AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4GtS(V128 a, V128 b) => Vector128.GreaterThan(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4GtU(V128 a, V128 b) => Vector128.GreaterThan(a.AsUInt32(), b.AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4LeS(V128 a, V128 b) => Vector128.LessThanOrEqual(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4LeU(V128 a, V128 b) => Vector128.LessThanOrEqual(a.AsUInt32(), b.AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4GeS(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4GeU(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a.AsUInt32(), b.AsUInt32()).AsByte();

    // The smallest number has no positive counterpart and stays.
    [MethodImpl(Inline)]
    public static V128 I32x4Abs(V128 a)
    {
        Vector128<int> sign = a.AsInt32() >> 31;
        return ((a.AsInt32() ^ sign) - sign).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 I32x4Neg(V128 a) => Vector128.Negate(a.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static int I32x4AllTrue(V128 a) => Vector128.EqualsAny(a.AsInt32(), Vector128<int>.Zero) ? 0 : 1;

    [MethodImpl(Inline)]
    public static int I32x4Bitmask(V128 a) => (int)a.AsInt32().ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtendLowI16x8S(V128 a) => Vector128.WidenLower(a.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtendLowI16x8U(V128 a) => Vector128.WidenLower(a.AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtendHighI16x8S(V128 a) => Vector128.WidenUpper(a.AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtendHighI16x8U(V128 a) => Vector128.WidenUpper(a.AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4Shl(V128 a, int b) => (a.AsInt32() << (b & 31)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ShrS(V128 a, int b) => (a.AsInt32() >> (b & 31)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ShrU(V128 a, int b) => (a.AsUInt32() >>> (b & 31)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4Add(V128 a, V128 b) => (a.AsInt32() + b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4Sub(V128 a, V128 b) => (a.AsInt32() - b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4Mul(V128 a, V128 b) => (a.AsInt32() * b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4MinS(V128 a, V128 b) => Vector128.Min(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4MinU(V128 a, V128 b) => Vector128.Min(a.AsUInt32(), b.AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4MaxS(V128 a, V128 b) => Vector128.Max(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4MaxU(V128 a, V128 b) => Vector128.Max(a.AsUInt32(), b.AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtaddPairwiseI16x8S(V128 a) => ((a.AsInt32() << 16 >> 16) + (a.AsInt32() >> 16)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtaddPairwiseI16x8U(V128 a) => ((a.AsUInt32() << 16 >>> 16) + (a.AsUInt32() >>> 16)).AsByte();

    // Each lane holds two factors of 16 bits.
    [MethodImpl(Inline)]
    public static V128 I32x4DotI16x8S(V128 a, V128 b)
    {
        if (Sse2.IsSupported)
            return Sse2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16()).AsByte();
        Vector128<int> even = (a.AsInt32() << 16 >> 16) * (b.AsInt32() << 16 >> 16);
        Vector128<int> odd = (a.AsInt32() >> 16) * (b.AsInt32() >> 16);
        return (even + odd).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 I32x4ExtmulLowI16x8S(V128 a, V128 b) =>
        (Vector128.WidenLower(a.AsInt16()) * Vector128.WidenLower(b.AsInt16())).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtmulLowI16x8U(V128 a, V128 b) =>
        (Vector128.WidenLower(a.AsUInt16()) * Vector128.WidenLower(b.AsUInt16())).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtmulHighI16x8S(V128 a, V128 b) =>
        (Vector128.WidenUpper(a.AsInt16()) * Vector128.WidenUpper(b.AsInt16())).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4ExtmulHighI16x8U(V128 a, V128 b) =>
        (Vector128.WidenUpper(a.AsUInt16()) * Vector128.WidenUpper(b.AsUInt16())).AsByte();

    // The conversion saturates and makes zero of a NaN, as the instruction wants.
    [MethodImpl(Inline)]
    public static V128 I32x4TruncSatF32x4S(V128 a) => Vector128.ConvertToInt32(a.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I32x4TruncSatF32x4U(V128 a) => Vector128.ConvertToUInt32(a.AsSingle()).AsByte();

    // Added to 1.5 * 2^52, an integer stands in the low bits of the sum, in two's complement.
    [MethodImpl(Inline)]
    public static V128 I32x4TruncSatF64x2SZero(V128 a) =>
        LowWords(Clamp(a.AsDouble(), int.MinValue, int.MaxValue) + Vector128.Create(6755399441055744.0));

    // Added to 2^52, an integer stands in the low bits of the sum.
    [MethodImpl(Inline)]
    public static V128 I32x4TruncSatF64x2UZero(V128 a) =>
        LowWords(Clamp(a.AsDouble(), 0, uint.MaxValue) + Vector128.Create(4503599627370496.0));

    // The nearest integer towards zero in a range, zero for a NaN.
    [MethodImpl(Inline)]
    private static Vector128<double> Clamp(Vector128<double> a, double minimum, double maximum)
    {
        Vector128<double> number = Vector128.ConditionalSelect(Vector128.Equals(a, a), a, Vector128<double>.Zero);
        number = Vector128.MaxNative(number, Vector128.Create(minimum));
        return Vector128.Truncate(Vector128.MinNative(number, Vector128.Create(maximum)));
    }

    [MethodImpl(Inline)]
    private static V128 LowWords(Vector128<double> a) => Vector128.Narrow(a.AsInt64(), Vector128<long>.Zero).AsByte();
}
