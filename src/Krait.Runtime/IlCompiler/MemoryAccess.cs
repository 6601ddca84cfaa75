using System.Collections.Frozen;
using System.Collections.Generic;
using System.Reflection.Emit;
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

    public static void EmitLoad(ILGenerator il, WasmOp op)
    {
        foreach (OpCode code in s_loads[op])
            il.Emit(code);
    }

    public static void EmitStore(ILGenerator il, WasmOp op) => il.Emit(s_stores[op]);

    /// <summary>Replaces an address by the value of a kind there.</summary>
    public static OpCode LoadOf(StackKind kind) => kind switch
    {
        StackKind.I32 => OpCodes.Ldind_I4,
        StackKind.F32 => OpCodes.Ldind_R4,
        StackKind.F64 => OpCodes.Ldind_R8,
        _ => OpCodes.Ldind_I8,
    };

    /// <summary>Stores a value of a kind at the address below it.</summary>
    public static OpCode StoreOf(StackKind kind) => kind switch
    {
        StackKind.I32 => OpCodes.Stind_I4,
        StackKind.F32 => OpCodes.Stind_R4,
        StackKind.F64 => OpCodes.Stind_R8,
        _ => OpCodes.Stind_I8,
    };
}
