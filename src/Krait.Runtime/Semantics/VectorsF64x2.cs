using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Krait.Runtime.Semantics;

// Zeros of different sign are equal. Minimum and maximum order them, and give a quiet NaN if an operand is one: adding the
// operands makes it so. The pseudo-minimum and pseudo-maximum are comparisons and give one operand, unchanged.

/// <summary>What the instructions named <c>f64x2</c> compute: two 64-bit floating-point numbers in a vector.</summary>
/// <remarks>Spec: exec/numerics, floating-point operations, lane by lane. A comparison gives all ones or all zeros.</remarks>
internal static class VectorsF64x2
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V128 F64x2Splat(double a) => Vector128.Create(a).AsByte();

    [MethodImpl(Inline)]
    public static double F64x2ExtractLane(V128 a, int lane) => a.AsDouble().GetElement(lane);

    [MethodImpl(Inline)]
    public static V128 F64x2ReplaceLane(V128 a, double b, int lane) => a.AsDouble().WithElement(lane, b).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Eq(V128 a, V128 b) => Vector128.Equals(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Ne(V128 a, V128 b) => ~Vector128.Equals(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Lt(V128 a, V128 b) => Vector128.LessThan(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Gt(V128 a, V128 b) => Vector128.GreaterThan(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Le(V128 a, V128 b) => Vector128.LessThanOrEqual(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Ge(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a.AsDouble(), b.AsDouble()).AsByte();

    // Only the sign bit changes, also that of a NaN.
    [MethodImpl(Inline)]
    public static V128 F64x2Abs(V128 a) => (a.AsInt64() & Vector128.Create(long.MaxValue)).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Neg(V128 a) => (a.AsInt64() ^ Vector128.Create(long.MinValue)).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Ceil(V128 a) => Vector128.Ceiling(a.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Floor(V128 a) => Vector128.Floor(a.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Trunc(V128 a) => Vector128.Truncate(a.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Sqrt(V128 a) => Vector128.Sqrt(a.AsDouble()).AsByte();

    // Halves go to the even neighbour.
    [MethodImpl(Inline)]
    public static V128 F64x2Nearest(V128 a) => Vector128.Round(a.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Add(V128 a, V128 b) => (a.AsDouble() + b.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Sub(V128 a, V128 b) => (a.AsDouble() - b.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Mul(V128 a, V128 b) => (a.AsDouble() * b.AsDouble()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F64x2Div(V128 a, V128 b) => (a.AsDouble() / b.AsDouble()).AsByte();

    // Of two zeros the one with a sign, whichever of them the machine takes.
    [MethodImpl(Inline)]
    public static V128 F64x2Min(V128 a, V128 b)
    {
        Vector128<double> left = a.AsDouble();
        Vector128<double> right = b.AsDouble();
        Vector128<double> number = Vector128.MinNative(left, right) | Vector128.MinNative(right, left);
        Vector128<double> ordered = Vector128.Equals(left, left) & Vector128.Equals(right, right);
        return Vector128.ConditionalSelect(ordered, number, left + right).AsByte();
    }

    // Of two zeros the one without a sign, whichever of them the machine takes.
    [MethodImpl(Inline)]
    public static V128 F64x2Max(V128 a, V128 b)
    {
        Vector128<double> left = a.AsDouble();
        Vector128<double> right = b.AsDouble();
        Vector128<double> number = Vector128.MaxNative(left, right) & Vector128.MaxNative(right, left);
        Vector128<double> ordered = Vector128.Equals(left, left) & Vector128.Equals(right, right);
        return Vector128.ConditionalSelect(ordered, number, left + right).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 F64x2Pmin(V128 a, V128 b) =>
        Vector128.ConditionalSelect(Vector128.LessThan(b.AsDouble(), a.AsDouble()).AsByte(), b, a);

    [MethodImpl(Inline)]
    public static V128 F64x2Pmax(V128 a, V128 b) =>
        Vector128.ConditionalSelect(Vector128.LessThan(a.AsDouble(), b.AsDouble()).AsByte(), b, a);

    // The bits of an unsigned number behind those of 2^52 are a sum that is exact; 2^31 keeps the number unsigned.
    [MethodImpl(Inline)]
    public static V128 F64x2ConvertLowI32x4S(V128 a)
    {
        Vector128<ulong> biased = Vector128.WidenLower(a.AsUInt32() ^ Vector128.Create(0x8000_0000));
        Vector128<double> sum = (biased | Vector128.Create(0x4330_0000_0000_0000ul)).AsDouble();
        return (sum - Vector128.Create(4503601774854144.0)).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 F64x2ConvertLowI32x4U(V128 a)
    {
        Vector128<double> sum = (Vector128.WidenLower(a.AsUInt32()) | Vector128.Create(0x4330_0000_0000_0000ul)).AsDouble();
        return (sum - Vector128.Create(4503599627370496.0)).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 F64x2PromoteLowF32x4(V128 a) => Vector128.WidenLower(a.AsSingle()).AsByte();
}
