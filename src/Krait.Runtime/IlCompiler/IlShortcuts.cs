using System.Collections.Frozen;
using System.Collections.Generic;
using System.Reflection.Emit;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Instructions that one to four IL opcodes compute exactly. Everything else calls its method in Semantics. A property
// test compares each row with that method. Shift counts are masked as the guest expects; the just-in-time compiler
// drops the mask where the processor does it anyway.

/// <summary>The short way to write plain instructions in IL, where there is one.</summary>
internal static class IlShortcuts
{
    private static readonly FrozenDictionary<WasmOp, Shortcut> s_rows = Rows().ToFrozenDictionary();

    /// <summary>What an instruction's shortcut consists of, or null.</summary>
    public static Shortcut? Find(WasmOp op) => s_rows.GetValueOrDefault(op);

    private static Dictionary<WasmOp, Shortcut> Rows() => new()
    {
        [WasmOp.I32Add] = Either(OpCodes.Add),
        [WasmOp.I32Sub] = Ordered(OpCodes.Sub),
        [WasmOp.I32Mul] = Either(OpCodes.Mul),
        [WasmOp.I32And] = Either(OpCodes.And),
        [WasmOp.I32Or] = Either(OpCodes.Or),
        [WasmOp.I32Xor] = Either(OpCodes.Xor),
        [WasmOp.I64Add] = Either(OpCodes.Add),
        [WasmOp.I64Sub] = Ordered(OpCodes.Sub),
        [WasmOp.I64Mul] = Either(OpCodes.Mul),
        [WasmOp.I64And] = Either(OpCodes.And),
        [WasmOp.I64Or] = Either(OpCodes.Or),
        [WasmOp.I64Xor] = Either(OpCodes.Xor),

        [WasmOp.I32Shl] = Ordered(31, OpCodes.And, OpCodes.Shl),
        [WasmOp.I32ShrS] = Ordered(31, OpCodes.And, OpCodes.Shr),
        [WasmOp.I32ShrU] = Ordered(31, OpCodes.And, OpCodes.Shr_Un),
        [WasmOp.I64Shl] = new Shortcut([OpCodes.Conv_I4], 63, [OpCodes.And, OpCodes.Shl]),
        [WasmOp.I64ShrS] = new Shortcut([OpCodes.Conv_I4], 63, [OpCodes.And, OpCodes.Shr]),
        [WasmOp.I64ShrU] = new Shortcut([OpCodes.Conv_I4], 63, [OpCodes.And, OpCodes.Shr_Un]),

        [WasmOp.I32Eqz] = Ordered(0, OpCodes.Ceq),
        [WasmOp.I32Eq] = Either(OpCodes.Ceq),
        [WasmOp.I32Ne] = Negated(OpCodes.Ceq, WasmOp.I32Ne),
        [WasmOp.I32LtS] = Flippable(OpCodes.Clt, WasmOp.I32GtS),
        [WasmOp.I32LtU] = Flippable(OpCodes.Clt_Un, WasmOp.I32GtU),
        [WasmOp.I32GtS] = Flippable(OpCodes.Cgt, WasmOp.I32LtS),
        [WasmOp.I32GtU] = Flippable(OpCodes.Cgt_Un, WasmOp.I32LtU),
        [WasmOp.I32LeS] = Negated(OpCodes.Cgt, WasmOp.I32GeS),
        [WasmOp.I32LeU] = Negated(OpCodes.Cgt_Un, WasmOp.I32GeU),
        [WasmOp.I32GeS] = Negated(OpCodes.Clt, WasmOp.I32LeS),
        [WasmOp.I32GeU] = Negated(OpCodes.Clt_Un, WasmOp.I32LeU),

        [WasmOp.I64Eqz] = new Shortcut([OpCodes.Ldc_I4_0, OpCodes.Conv_I8, OpCodes.Ceq], null, []),
        [WasmOp.I64Eq] = Either(OpCodes.Ceq),
        [WasmOp.I64Ne] = Negated(OpCodes.Ceq, WasmOp.I64Ne),
        [WasmOp.I64LtS] = Flippable(OpCodes.Clt, WasmOp.I64GtS),
        [WasmOp.I64LtU] = Flippable(OpCodes.Clt_Un, WasmOp.I64GtU),
        [WasmOp.I64GtS] = Flippable(OpCodes.Cgt, WasmOp.I64LtS),
        [WasmOp.I64GtU] = Flippable(OpCodes.Cgt_Un, WasmOp.I64LtU),
        [WasmOp.I64LeS] = Negated(OpCodes.Cgt, WasmOp.I64GeS),
        [WasmOp.I64LeU] = Negated(OpCodes.Cgt_Un, WasmOp.I64GeU),
        [WasmOp.I64GeS] = Negated(OpCodes.Clt, WasmOp.I64LeS),
        [WasmOp.I64GeU] = Negated(OpCodes.Clt_Un, WasmOp.I64LeU),

        // Less-or-equal is "not greater", where the unordered form counts a NaN as greater, and the other way round.
        [WasmOp.F32Eq] = Either(OpCodes.Ceq),
        [WasmOp.F32Ne] = Negated(OpCodes.Ceq, WasmOp.F32Ne),
        [WasmOp.F32Lt] = Flippable(OpCodes.Clt, WasmOp.F32Gt),
        [WasmOp.F32Gt] = Flippable(OpCodes.Cgt, WasmOp.F32Lt),
        [WasmOp.F32Le] = Negated(OpCodes.Cgt_Un, WasmOp.F32Ge),
        [WasmOp.F32Ge] = Negated(OpCodes.Clt_Un, WasmOp.F32Le),
        [WasmOp.F64Eq] = Either(OpCodes.Ceq),
        [WasmOp.F64Ne] = Negated(OpCodes.Ceq, WasmOp.F64Ne),
        [WasmOp.F64Lt] = Flippable(OpCodes.Clt, WasmOp.F64Gt),
        [WasmOp.F64Gt] = Flippable(OpCodes.Cgt, WasmOp.F64Lt),
        [WasmOp.F64Le] = Negated(OpCodes.Cgt_Un, WasmOp.F64Ge),
        [WasmOp.F64Ge] = Negated(OpCodes.Clt_Un, WasmOp.F64Le),

        // The order of operands decides which of two NaNs the processor keeps, so they are not swapped.
        [WasmOp.F32Add] = Ordered(OpCodes.Add),
        [WasmOp.F32Sub] = Ordered(OpCodes.Sub),
        [WasmOp.F32Mul] = Ordered(OpCodes.Mul),
        [WasmOp.F32Div] = Ordered(OpCodes.Div),
        [WasmOp.F64Add] = Ordered(OpCodes.Add),
        [WasmOp.F64Sub] = Ordered(OpCodes.Sub),
        [WasmOp.F64Mul] = Ordered(OpCodes.Mul),
        [WasmOp.F64Div] = Ordered(OpCodes.Div),

        [WasmOp.I32WrapI64] = Ordered(OpCodes.Conv_I4),
        [WasmOp.I64ExtendI32S] = Ordered(OpCodes.Conv_I8),
        [WasmOp.I64ExtendI32U] = Ordered(OpCodes.Conv_U8),
        [WasmOp.I32Extend8S] = Ordered(OpCodes.Conv_I1),
        [WasmOp.I32Extend16S] = Ordered(OpCodes.Conv_I2),
        [WasmOp.I64Extend8S] = Ordered(OpCodes.Conv_I1, OpCodes.Conv_I8),
        [WasmOp.I64Extend16S] = Ordered(OpCodes.Conv_I2, OpCodes.Conv_I8),
        [WasmOp.I64Extend32S] = Ordered(OpCodes.Conv_I4, OpCodes.Conv_I8),
        [WasmOp.F32ConvertI32S] = Ordered(OpCodes.Conv_R4),
        [WasmOp.F64ConvertI32S] = Ordered(OpCodes.Conv_R8),
        [WasmOp.F64ConvertI64S] = Ordered(OpCodes.Conv_R8),
        [WasmOp.F64PromoteF32] = Ordered(OpCodes.Conv_R8),
        [WasmOp.F32DemoteF64] = Ordered(OpCodes.Conv_R4),
    };

    private static Shortcut Ordered(params OpCode[] codes) => new(codes, null, []);

    private static Shortcut Ordered(int constant, params OpCode[] codes) => new([], constant, codes);

    private static Shortcut Either(OpCode code) => new([code], null, []) { IsCommutative = true };

    private static Shortcut Flippable(OpCode code, WasmOp swapped) => new([code], null, []) { Swapped = swapped };

    private static Shortcut Negated(OpCode code, WasmOp swapped) => new([code], 0, [OpCodes.Ceq]) { Swapped = swapped };
}

/// <summary>IL for one instruction: opcodes, then perhaps an <c>int</c> constant, then more opcodes.</summary>
/// <param name="Before">Opcodes before the constant.</param>
/// <param name="Constant">The constant, if there is one.</param>
/// <param name="After">Opcodes after it.</param>
internal sealed record Shortcut(OpCode[] Before, int? Constant, OpCode[] After)
{
    /// <summary>Whether the two operands may come in either order.</summary>
    public bool IsCommutative { get; init; }

    /// <summary>The instruction that gives the same with its operands in the other order.</summary>
    public WasmOp? Swapped { get; init; }

    public void Emit(ILGenerator il)
    {
        foreach (OpCode code in Before)
            il.Emit(code);
        if (Constant is int constant)
            il.Emit(OpCodes.Ldc_I4, constant);
        foreach (OpCode code in After)
            il.Emit(code);
    }
}
