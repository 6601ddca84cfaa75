using System.Collections.Frozen;
using System.Collections.Generic;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>The IL opcodes of loads and stores.</summary>
internal static class MemoryAccess
{
    private static readonly FrozenDictionary<WasmOp, OpCode[]> s_loads = new Dictionary<WasmOp, OpCode[]>
    {
        [WasmOp.I32Load] = [OpCodes.Ldind_I4],
        [WasmOp.I64Load] = [OpCodes.Ldind_I8],
        [WasmOp.F32Load] = [OpCodes.Ldind_R4],
        [WasmOp.F64Load] = [OpCodes.Ldind_R8],
        [WasmOp.I32Load8S] = [OpCodes.Ldind_I1],
        [WasmOp.I32Load8U] = [OpCodes.Ldind_U1],
        [WasmOp.I32Load16S] = [OpCodes.Ldind_I2],
        [WasmOp.I32Load16U] = [OpCodes.Ldind_U2],
        [WasmOp.I64Load8S] = [OpCodes.Ldind_I1, OpCodes.Conv_I8],
        [WasmOp.I64Load8U] = [OpCodes.Ldind_U1, OpCodes.Conv_U8],
        [WasmOp.I64Load16S] = [OpCodes.Ldind_I2, OpCodes.Conv_I8],
        [WasmOp.I64Load16U] = [OpCodes.Ldind_U2, OpCodes.Conv_U8],
        [WasmOp.I64Load32S] = [OpCodes.Ldind_I4, OpCodes.Conv_I8],
        [WasmOp.I64Load32U] = [OpCodes.Ldind_U4, OpCodes.Conv_U8],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<WasmOp, OpCode> s_stores = new Dictionary<WasmOp, OpCode>
    {
        [WasmOp.I32Store] = OpCodes.Stind_I4,
        [WasmOp.I64Store] = OpCodes.Stind_I8,
        [WasmOp.F32Store] = OpCodes.Stind_R4,
        [WasmOp.F64Store] = OpCodes.Stind_R8,
        [WasmOp.I32Store8] = OpCodes.Stind_I1,
        [WasmOp.I32Store16] = OpCodes.Stind_I2,
        [WasmOp.I64Store8] = OpCodes.Stind_I1,
        [WasmOp.I64Store16] = OpCodes.Stind_I2,
        [WasmOp.I64Store32] = OpCodes.Stind_I4,
    }.ToFrozenDictionary();

    /// <summary>Replaces an address by what a scalar load makes of the bytes there.</summary>
    public static void EmitLoad(ILGenerator il, WasmOp op)
    {
        foreach (OpCode code in s_loads[op])
            il.Emit(code);
    }

    /// <summary>Takes a number and an address below it.</summary>
    public static void EmitStore(ILGenerator il, WasmOp op) => il.Emit(s_stores[op]);

    /// <summary>Replaces an address by the number there: an <c>int</c> for up to four bytes, zero-extended, a <c>long</c> for eight.</summary>
    public static void EmitBitsLoad(ILGenerator il, int sizeBytes) => il.Emit(sizeBytes switch
    {
        1 => OpCodes.Ldind_U1,
        2 => OpCodes.Ldind_U2,
        4 => OpCodes.Ldind_I4,
        _ => OpCodes.Ldind_I8,
    });

    /// <summary>Takes a number as <see cref="EmitBitsLoad"/> gives it, and an address below it.</summary>
    public static void EmitBitsStore(ILGenerator il, int sizeBytes) => il.Emit(sizeBytes switch
    {
        1 => OpCodes.Stind_I1,
        2 => OpCodes.Stind_I2,
        4 => OpCodes.Stind_I4,
        _ => OpCodes.Stind_I8,
    });

    /// <summary>Replaces an address by the vector there. Nothing is said about its alignment.</summary>
    public static void EmitVectorLoad(ILGenerator il)
    {
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Ldobj, typeof(Vector128<byte>));
    }

    /// <summary>Takes a vector and an address below it.</summary>
    public static void EmitVectorStore(ILGenerator il)
    {
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Stobj, typeof(Vector128<byte>));
    }

    /// <summary>Replaces an address by the value of a kind there.</summary>
    public static void EmitLoad(ILGenerator il, StackKind kind)
    {
        switch (kind)
        {
            case StackKind.I32: il.Emit(OpCodes.Ldind_I4); break;
            case StackKind.I64: il.Emit(OpCodes.Ldind_I8); break;
            case StackKind.F32: il.Emit(OpCodes.Ldind_R4); break;
            case StackKind.F64: il.Emit(OpCodes.Ldind_R8); break;
            default: EmitVectorLoad(il); break;
        }
    }

    /// <summary>Stores a value of a kind at the address below it.</summary>
    public static void EmitStore(ILGenerator il, StackKind kind)
    {
        switch (kind)
        {
            case StackKind.I32: il.Emit(OpCodes.Stind_I4); break;
            case StackKind.I64: il.Emit(OpCodes.Stind_I8); break;
            case StackKind.F32: il.Emit(OpCodes.Stind_R4); break;
            case StackKind.F64: il.Emit(OpCodes.Stind_R8); break;
            default: EmitVectorStore(il); break;
        }
    }
}
