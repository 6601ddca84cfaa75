using System;
using System.Runtime.CompilerServices;

namespace Krait.Runtime.Semantics;

// NaN rules: an operation that computes gives a quiet NaN when an operand is one; sign operations only touch the sign bit.
// Adding the operands quiets a signalling NaN, if the just-in-time compiler does not see that one of them is zero.

/// <summary>What floating-point instructions compute, comparisons included.</summary>
/// <remarks>Spec: exec/numerics, floating-point operations.</remarks>
internal static class Floats
{
    public static int F32Eq(float a, float b) => a == b ? 1 : 0;

    public static int F32Ne(float a, float b) => a != b ? 1 : 0;

    public static int F32Lt(float a, float b) => a < b ? 1 : 0;

    public static int F32Gt(float a, float b) => a > b ? 1 : 0;

    public static int F32Le(float a, float b) => a <= b ? 1 : 0;

    public static int F32Ge(float a, float b) => a >= b ? 1 : 0;

    public static float F32Abs(float a) => MathF.Abs(a);

    public static float F32Neg(float a) => -a;

    public static float F32Ceil(float a) => MathF.Ceiling(a);

    public static float F32Floor(float a) => MathF.Floor(a);

    public static float F32Trunc(float a) => MathF.Truncate(a);

    public static float F32Nearest(float a) => MathF.Round(a, MidpointRounding.ToEven);

    public static float F32Sqrt(float a) => MathF.Sqrt(a);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float F32Add(float a, float b) => a + b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float F32Sub(float a, float b) => a - b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float F32Mul(float a, float b) => a * b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float F32Div(float a, float b) => a / b;

    public static float F32Min(float a, float b)
    {
        if (a < b)
            return a;
        if (b < a)
            return b;

        // Equal numbers differ only as zeros of different sign; otherwise one of them is NaN.
        return a == b ? (float.IsNegative(a) ? a : b) : QuietNaN(a, b);
    }

    public static float F32Max(float a, float b)
    {
        if (a > b)
            return a;
        if (b > a)
            return b;

        // Equal numbers differ only as zeros of different sign; otherwise one of them is NaN.
        return a == b ? (float.IsNegative(a) ? b : a) : QuietNaN(a, b);
    }

    public static float F32Copysign(float a, float b) => MathF.CopySign(a, b);

    public static int F64Eq(double a, double b) => a == b ? 1 : 0;

    public static int F64Ne(double a, double b) => a != b ? 1 : 0;

    public static int F64Lt(double a, double b) => a < b ? 1 : 0;

    public static int F64Gt(double a, double b) => a > b ? 1 : 0;

    public static int F64Le(double a, double b) => a <= b ? 1 : 0;

    public static int F64Ge(double a, double b) => a >= b ? 1 : 0;

    public static double F64Abs(double a) => Math.Abs(a);

    public static double F64Neg(double a) => -a;

    public static double F64Ceil(double a) => Math.Ceiling(a);

    public static double F64Floor(double a) => Math.Floor(a);

    public static double F64Trunc(double a) => Math.Truncate(a);

    public static double F64Nearest(double a) => Math.Round(a, MidpointRounding.ToEven);

    public static double F64Sqrt(double a) => Math.Sqrt(a);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double F64Add(double a, double b) => a + b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double F64Sub(double a, double b) => a - b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double F64Mul(double a, double b) => a * b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double F64Div(double a, double b) => a / b;

    public static double F64Min(double a, double b)
    {
        if (a < b)
            return a;
        if (b < a)
            return b;

        // Equal numbers differ only as zeros of different sign; otherwise one of them is NaN.
        return a == b ? (double.IsNegative(a) ? a : b) : QuietNaN(a, b);
    }

    public static double F64Max(double a, double b)
    {
        if (a > b)
            return a;
        if (b > a)
            return b;

        // Equal numbers differ only as zeros of different sign; otherwise one of them is NaN.
        return a == b ? (double.IsNegative(a) ? b : a) : QuietNaN(a, b);
    }

    public static double F64Copysign(double a, double b) => Math.CopySign(a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float QuietNaN(float a, float b) => a + b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double QuietNaN(double a, double b) => a + b;
}
