using System;
using System.Runtime.CompilerServices;
using static Krait.Runtime.Semantics.Trap;

namespace Krait.Runtime.Semantics;

/// <summary>What instructions compute that turn one number type into another.</summary>
/// <remarks>Spec: exec/numerics, conversions.</remarks>
internal static class Conversions
{
    public static int I32WrapI64(long a) => (int)a;

    public static long I64ExtendI32S(int a) => a;

    public static long I64ExtendI32U(int a) => (uint)a;

    public static int I32TruncF32S(float a)
    {
        if (!(-2147483904.0f < a && a < 2147483648.0f))
            ThrowConversion(a);
        return (int)a;
    }

    public static int I32TruncF64S(double a)
    {
        if (!(-2147483649.0 < a && a < 2147483648.0))
            ThrowConversion(a);
        return (int)a;
    }

    public static int I32TruncF32U(float a)
    {
        if (!(-1.0f < a && a < 4294967296.0f))
            ThrowConversion(a);
        return (int)(uint)a;
    }

    public static int I32TruncF64U(double a)
    {
        if (!(-1.0 < a && a < 4294967296.0))
            ThrowConversion(a);
        return (int)(uint)a;
    }

    public static long I64TruncF32S(float a)
    {
        if (!(-9223373136366403584.0f < a && a < 9223372036854775808.0f))
            ThrowConversion(a);
        return (long)a;
    }

    public static long I64TruncF64S(double a)
    {
        if (!(-9223372036854777856.0 < a && a < 9223372036854775808.0))
            ThrowConversion(a);
        return (long)a;
    }

    public static long I64TruncF32U(float a)
    {
        if (!(-1.0f < a && a < 18446744073709551616.0f))
            ThrowConversion(a);
        return (long)(ulong)a;
    }

    public static long I64TruncF64U(double a)
    {
        if (!(-1.0 < a && a < 18446744073709551616.0))
            ThrowConversion(a);
        return (long)(ulong)a;
    }

    public static int I32TruncSatF32S(float a)
    {
        if (-2147483904.0f < a && a < 2147483648.0f)
            return (int)a;
        return a < 0 ? int.MinValue : a > 0 ? int.MaxValue : 0;
    }

    public static int I32TruncSatF64S(double a)
    {
        if (-2147483649.0 < a && a < 2147483648.0)
            return (int)a;
        return a < 0 ? int.MinValue : a > 0 ? int.MaxValue : 0;
    }

    public static int I32TruncSatF32U(float a)
    {
        if (-1.0f < a && a < 4294967296.0f)
            return (int)(uint)a;
        return a < 0 ? 0 : a > 0 ? -1 : 0;
    }

    public static int I32TruncSatF64U(double a)
    {
        if (-1.0 < a && a < 4294967296.0)
            return (int)(uint)a;
        return a < 0 ? 0 : a > 0 ? -1 : 0;
    }

    public static long I64TruncSatF32S(float a)
    {
        if (-9223373136366403584.0f < a && a < 9223372036854775808.0f)
            return (long)a;
        return a < 0 ? long.MinValue : a > 0 ? long.MaxValue : 0;
    }

    public static long I64TruncSatF64S(double a)
    {
        if (-9223372036854777856.0 < a && a < 9223372036854775808.0)
            return (long)a;
        return a < 0 ? long.MinValue : a > 0 ? long.MaxValue : 0;
    }

    public static long I64TruncSatF32U(float a)
    {
        if (-1.0f < a && a < 18446744073709551616.0f)
            return (long)(ulong)a;
        return a < 0 ? 0 : a > 0 ? -1 : 0;
    }

    public static long I64TruncSatF64U(double a)
    {
        if (-1.0 < a && a < 18446744073709551616.0)
            return (long)(ulong)a;
        return a < 0 ? 0 : a > 0 ? -1 : 0;
    }

    public static float F32ConvertI32S(int a) => a;

    public static float F32ConvertI32U(int a) => (long)(uint)a;

    public static float F32ConvertI64S(long a) => a;

    public static float F32ConvertI64U(long a)
    {
        if (0 <= a)
            return a;

        // Halved with the lost bit kept, so that rounding happens once, at the right place.
        return 2 * (float)((a >>> 1) | (a & 1));
    }

    public static double F64ConvertI32S(int a) => a;

    public static double F64ConvertI32U(int a) => (uint)a;

    public static double F64ConvertI64S(long a) => a;

    public static double F64ConvertI64U(long a)
    {
        if (0 <= a)
            return a;
        return 2 * (double)((a >>> 1) | (a & 1));
    }

    // Not inlined: after a promotion the just-in-time compiler would drop both, and a signalling NaN would stay so.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float F32DemoteF64(double a) => (float)a;

    public static double F64PromoteF32(float a) => a;

    public static int I32ReinterpretF32(float a) => BitConverter.SingleToInt32Bits(a);

    public static long I64ReinterpretF64(double a) => BitConverter.DoubleToInt64Bits(a);

    public static float F32ReinterpretI32(int a) => BitConverter.Int32BitsToSingle(a);

    public static double F64ReinterpretI64(long a) => BitConverter.Int64BitsToDouble(a);
}
