using System;
using System.Reflection.Emit;

namespace Krait.Runtime.IlCompiler;

/// <summary>Emits numbers.</summary>
internal static class Constants
{
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

    // The just-in-time compiler keeps constants as doubles, which would make a signalling NaN quiet.
    private static void EmitF32(ILGenerator il, int bits)
    {
        float value = BitConverter.Int32BitsToSingle(bits);
        if (!float.IsNaN(value))
        {
            il.Emit(OpCodes.Ldc_R4, value);
            return;
        }

        il.Emit(OpCodes.Ldc_I4, bits);
        il.Emit(OpCodes.Call, SemanticMethods.Find(nameof(Semantics.Conversions.F32ReinterpretI32)));
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
        il.Emit(OpCodes.Call, SemanticMethods.Find(nameof(Semantics.Conversions.F64ReinterpretI64)));
    }
}
