using System;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Krait.Runtime.IlCompiler;

/// <summary>Emits numbers.</summary>
internal static class Constants
{
    private static readonly MethodInfo s_opaqueF32 = typeof(Constants).GetMethod(nameof(OpaqueF32))!;
    private static readonly MethodInfo s_opaqueF64 = typeof(Constants).GetMethod(nameof(OpaqueF64))!;
    private static readonly MethodInfo s_v128 = typeof(Constants).GetMethod(nameof(V128))!;
    private static readonly MethodInfo s_opaqueV128 = typeof(Constants).GetMethod(nameof(OpaqueV128))!;

    /// <param name="il">The method.</param>
    /// <param name="kind">The number's kind.</param>
    /// <param name="bits">The number's bits, the low half of a vector.</param>
    /// <param name="highBits">The high half of a vector.</param>
    public static void Emit(ILGenerator il, StackKind kind, long bits, long highBits = 0)
    {
        switch (kind)
        {
            case StackKind.I32: il.Emit(OpCodes.Ldc_I4, (int)bits); break;
            case StackKind.I64: EmitI64(il, bits); break;
            case StackKind.F32: EmitF32(il, (int)bits); break;
            case StackKind.F64: EmitF64(il, bits); break;
            default: EmitV128(il, bits, highBits, HoldsSignallingNaN(bits) || HoldsSignallingNaN(highBits) ? s_opaqueV128 : s_v128); break;
        }
    }

    /// <summary>A NaN of these bits, unknown to the just-in-time compiler.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float OpaqueF32(int bits) => BitConverter.Int32BitsToSingle(bits);

    /// <summary>A NaN of these bits, unknown to the just-in-time compiler.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double OpaqueF64(long bits) => BitConverter.Int64BitsToDouble(bits);

    /// <summary>A vector of these halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128(long bits, long highBits) => Vector128.Create(bits, highBits).AsByte();

    /// <summary>A vector of these halves, unknown to the just-in-time compiler.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<byte> OpaqueV128(long bits, long highBits) => Vector128.Create(bits, highBits).AsByte();

    /// <summary>
    /// Emits a vector that the just-in-time compiler knows nothing about, for an operation that it would simplify otherwise.
    /// </summary>
    public static void EmitOpaqueV128(ILGenerator il, long bits, long highBits) => EmitV128(il, bits, highBits, s_opaqueV128);

    // Any lane of either width, whatever the vector is used for.
    private static bool HoldsSignallingNaN(long bits) =>
        IsSignallingF32((int)bits) || IsSignallingF32((int)(bits >> 32))
        || ((bits & 0x7FF8_0000_0000_0000) == 0x7FF0_0000_0000_0000 && (bits & 0x7_FFFF_FFFF_FFFF) != 0);

    private static bool IsSignallingF32(int bits) => (bits & 0x7FC0_0000) == 0x7F80_0000 && (bits & 0x3F_FFFF) != 0;

    private static void EmitV128(ILGenerator il, long bits, long highBits, MethodInfo make)
    {
        il.Emit(OpCodes.Ldc_I8, bits);
        il.Emit(OpCodes.Ldc_I8, highBits);
        il.Emit(OpCodes.Call, make);
    }

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
