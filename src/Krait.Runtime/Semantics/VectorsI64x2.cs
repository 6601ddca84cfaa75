using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Krait.Runtime.Semantics;

/// <summary>What the instructions named <c>i64x2</c> compute: two 64-bit integers in a vector.</summary>
/// <remarks>Spec: exec/numerics, integer operations, lane by lane. A comparison gives all ones or all zeros.</remarks>
internal static class VectorsI64x2
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V128 I64x2Splat(long a) => Vector128.Create(a).AsByte();

    [MethodImpl(Inline)]
    public static long I64x2ExtractLane(V128 a, int lane) => a.AsInt64().GetElement(lane);

    [MethodImpl(Inline)]
    public static V128 I64x2ReplaceLane(V128 a, long b, int lane) => a.AsInt64().WithElement(lane, b).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2Eq(V128 a, V128 b) => Vector128.Equals(a.AsInt64(), b.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2Ne(V128 a, V128 b) => ~Vector128.Equals(a.AsInt64(), b.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2LtS(V128 a, V128 b) => Vector128.LessThan(a.AsInt64(), b.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2GtS(V128 a, V128 b) => Vector128.GreaterThan(a.AsInt64(), b.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2LeS(V128 a, V128 b) => Vector128.LessThanOrEqual(a.AsInt64(), b.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2GeS(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a.AsInt64(), b.AsInt64()).AsByte();

    // The smallest number has no positive counterpart and stays.
    [MethodImpl(Inline)]
    public static V128 I64x2Abs(V128 a)
    {
        Vector128<long> sign = a.AsInt64() >> 63;
        return ((a.AsInt64() ^ sign) - sign).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 I64x2Neg(V128 a) => Vector128.Negate(a.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static int I64x2AllTrue(V128 a) => Vector128.EqualsAny(a.AsInt64(), Vector128<long>.Zero) ? 0 : 1;

    [MethodImpl(Inline)]
    public static int I64x2Bitmask(V128 a) => (int)a.AsInt64().ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static V128 I64x2ExtendLowI32x4S(V128 a) => Vector128.WidenLower(a.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ExtendLowI32x4U(V128 a) => Vector128.WidenLower(a.AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ExtendHighI32x4S(V128 a) => Vector128.WidenUpper(a.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ExtendHighI32x4U(V128 a) => Vector128.WidenUpper(a.AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2Shl(V128 a, int b) => (a.AsInt64() << (b & 63)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ShrS(V128 a, int b) => (a.AsInt64() >> (b & 63)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ShrU(V128 a, int b) => (a.AsUInt64() >>> (b & 63)).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2Add(V128 a, V128 b) => (a.AsInt64() + b.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2Sub(V128 a, V128 b) => (a.AsInt64() - b.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2Mul(V128 a, V128 b) => (a.AsInt64() * b.AsInt64()).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ExtmulLowI32x4S(V128 a, V128 b) =>
        (Vector128.WidenLower(a.AsInt32()) * Vector128.WidenLower(b.AsInt32())).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ExtmulLowI32x4U(V128 a, V128 b) =>
        (Vector128.WidenLower(a.AsUInt32()) * Vector128.WidenLower(b.AsUInt32())).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ExtmulHighI32x4S(V128 a, V128 b) =>
        (Vector128.WidenUpper(a.AsInt32()) * Vector128.WidenUpper(b.AsInt32())).AsByte();

    [MethodImpl(Inline)]
    public static V128 I64x2ExtmulHighI32x4U(V128 a, V128 b) =>
        (Vector128.WidenUpper(a.AsUInt32()) * Vector128.WidenUpper(b.AsUInt32())).AsByte();
}
