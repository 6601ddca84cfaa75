using System;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Krait.Runtime.IlCompiler;

/// <summary>Emits numbers.</summary>
internal static class Constants
{
    private static readonly MethodInfo s_opaqueF32 = typeof(Constants).GetMethod(nameof(OpaqueF32))!;
    private static readonly MethodInfo s_opaqueF64 = typeof(Constants).GetMethod(nameof(OpaqueF64))!;

    public static void Emit(ILGenerator il, StackKind kind, long bits)
    {
        switch (kind)
        {
            case StackKind.I32: il.Emit(OpCodes.Ldc_I4, (int)bits); break;
            case StackKind.I64: EmitI64(il, bits); break;
            case StackKind.F32: EmitF32(il, (int)bits); break;
            default: EmitF64(il, bits); break;
        }
    }

    /// <summary>A NaN of these bits, unknown to the just-in-time compiler.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float OpaqueF32(int bits) => BitConverter.Int32BitsToSingle(bits);

    /// <summary>A NaN of these bits, unknown to the just-in-time compiler.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double OpaqueF64(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static void EmitI64(ILGenerator il, long value)
    {
        if (value != (int)value)
        {
            il.Emit(OpCodes.Ldc_I8, value);
            return;
        }

        il.Emit(OpCodes.Ldc_I4, (int)value);
        il.Emit(OpCodes.Conv_I8);
    }

    // The just-in-time compiler keeps constants as doubles, which would make a signalling NaN quiet, and it would fold
    // the conversion of a constant it can see.
    private static void EmitF32(ILGenerator il, int bits)
    {
        float value = BitConverter.Int32BitsToSingle(bits);
        if (!float.IsNaN(value))
        {
            il.Emit(OpCodes.Ldc_R4, value);
            return;
        }

        il.Emit(OpCodes.Ldc_I4, bits);
        il.Emit(OpCodes.Call, s_opaqueF32);
    }

    private static void EmitF64(ILGenerator il, long bits)
    {
        double value = BitConverter.Int64BitsToDouble(bits);
        if (!double.IsNaN(value))
        {
            il.Emit(OpCodes.Ldc_R8, value);
            return;
        }

        il.Emit(OpCodes.Ldc_I8, bits);
        il.Emit(OpCodes.Call, s_opaqueF64);
    }
}
