using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Krait.Runtime.Semantics;

// Zeros of different sign are equal. Minimum and maximum order them, and give a quiet NaN if an operand is one: adding the
// operands makes it so. The pseudo-minimum and pseudo-maximum are comparisons and give one operand, unchanged.

/// <summary>What the instructions named <c>f32x4</c> compute: four 32-bit floating-point numbers in a vector.</summary>
/// <remarks>Spec: exec/numerics, floating-point operations, lane by lane. A comparison gives all ones or all zeros.</remarks>
internal static class VectorsF32x4
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V128 F32x4Splat(float a) => Vector128.Create(a).AsByte();

    [MethodImpl(Inline)]
    public static float F32x4ExtractLane(V128 a, int lane) => a.AsSingle().GetElement(lane);

    [MethodImpl(Inline)]
    public static V128 F32x4ReplaceLane(V128 a, float b, int lane) => a.AsSingle().WithElement(lane, b).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Eq(V128 a, V128 b) => Vector128.Equals(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Ne(V128 a, V128 b) => ~Vector128.Equals(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Lt(V128 a, V128 b) => Vector128.LessThan(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Gt(V128 a, V128 b) => Vector128.GreaterThan(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Le(V128 a, V128 b) => Vector128.LessThanOrEqual(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Ge(V128 a, V128 b) => Vector128.GreaterThanOrEqual(a.AsSingle(), b.AsSingle()).AsByte();

    // Only the sign bit changes, also that of a NaN.
    [MethodImpl(Inline)]
    public static V128 F32x4Abs(V128 a) => (a.AsInt32() & Vector128.Create(int.MaxValue)).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Neg(V128 a) => (a.AsInt32() ^ Vector128.Create(int.MinValue)).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Ceil(V128 a) => Vector128.Ceiling(a.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Floor(V128 a) => Vector128.Floor(a.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Trunc(V128 a) => Vector128.Truncate(a.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Sqrt(V128 a) => Vector128.Sqrt(a.AsSingle()).AsByte();

    // Halves go to the even neighbour.
    [MethodImpl(Inline)]
    public static V128 F32x4Nearest(V128 a) => Vector128.Round(a.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Add(V128 a, V128 b) => (a.AsSingle() + b.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Sub(V128 a, V128 b) => (a.AsSingle() - b.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Mul(V128 a, V128 b) => (a.AsSingle() * b.AsSingle()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4Div(V128 a, V128 b) => (a.AsSingle() / b.AsSingle()).AsByte();

    // Of two zeros the one with a sign, whichever of them the machine takes.
    [MethodImpl(Inline)]
    public static V128 F32x4Min(V128 a, V128 b)
    {
        Vector128<float> left = a.AsSingle();
        Vector128<float> right = b.AsSingle();
        Vector128<float> number = Vector128.MinNative(left, right) | Vector128.MinNative(right, left);
        Vector128<float> ordered = Vector128.Equals(left, left) & Vector128.Equals(right, right);
        return Vector128.ConditionalSelect(ordered, number, left + right).AsByte();
    }

    // Of two zeros the one without a sign, whichever of them the machine takes.
    [MethodImpl(Inline)]
    public static V128 F32x4Max(V128 a, V128 b)
    {
        Vector128<float> left = a.AsSingle();
        Vector128<float> right = b.AsSingle();
        Vector128<float> number = Vector128.MaxNative(left, right) & Vector128.MaxNative(right, left);
        Vector128<float> ordered = Vector128.Equals(left, left) & Vector128.Equals(right, right);
        return Vector128.ConditionalSelect(ordered, number, left + right).AsByte();
    }

    [MethodImpl(Inline)]
    public static V128 F32x4Pmin(V128 a, V128 b) =>
        Vector128.ConditionalSelect(Vector128.LessThan(b.AsSingle(), a.AsSingle()).AsByte(), b, a);

    [MethodImpl(Inline)]
    public static V128 F32x4Pmax(V128 a, V128 b) =>
        Vector128.ConditionalSelect(Vector128.LessThan(a.AsSingle(), b.AsSingle()).AsByte(), b, a);

    [MethodImpl(Inline)]
    public static V128 F32x4ConvertI32x4S(V128 a) => Vector128.ConvertToSingle(a.AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4ConvertI32x4U(V128 a) => Vector128.ConvertToSingle(a.AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 F32x4DemoteF64x2Zero(V128 a) => Vector128.Narrow(a.AsDouble(), Vector128<double>.Zero).AsByte();
}
