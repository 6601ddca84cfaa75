using System.Collections.Frozen;
using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>How the main loop executes an instruction.</summary>
/// <param name="Op">With both operands in slots.</param>
/// <param name="Immediate">With a constant second operand that fits into 32 bits; <see cref="Opcode.Exit"/> where there is none.</param>
/// <param name="Swapped">The instruction that gives the same with its operands in the other order, if <paramref name="Immediate"/> exists.</param>
internal readonly record struct OpcodeForm(Opcode Op, Opcode Immediate = Opcode.Exit, WasmOp? Swapped = null);

/// <summary>A branch that compares.</summary>
/// <param name="Op">The branch.</param>
/// <param name="IsSwapped">Whether it takes the comparison's operands in the other order.</param>
internal readonly record struct BranchForm(Opcode Op, bool IsSwapped = false);

/// <summary>The instructions that the main loop executes itself.</summary>
internal static class OpcodeForms
{
    private static readonly FrozenDictionary<WasmOp, OpcodeForm> s_forms = new Dictionary<WasmOp, OpcodeForm>
    {
        [WasmOp.I32Add] = new(Opcode.I32Add, Opcode.I32AddImm, WasmOp.I32Add),
        [WasmOp.I32Sub] = new(Opcode.I32Sub),
        [WasmOp.I32Mul] = new(Opcode.I32Mul, Opcode.I32MulImm, WasmOp.I32Mul),
        [WasmOp.I32And] = new(Opcode.I32And, Opcode.I32AndImm, WasmOp.I32And),
        [WasmOp.I32Or] = new(Opcode.I32Or, Opcode.I32OrImm, WasmOp.I32Or),
        [WasmOp.I32Xor] = new(Opcode.I32Xor, Opcode.I32XorImm, WasmOp.I32Xor),
        [WasmOp.I32Shl] = new(Opcode.I32Shl, Opcode.I32ShlImm),
        [WasmOp.I32ShrS] = new(Opcode.I32ShrS, Opcode.I32ShrSImm),
        [WasmOp.I32ShrU] = new(Opcode.I32ShrU, Opcode.I32ShrUImm),
        [WasmOp.I32Rotl] = new(Opcode.I32Rotl, Opcode.I32RotlImm),
        [WasmOp.I32Rotr] = new(Opcode.I32Rotr),
        [WasmOp.I32DivS] = new(Opcode.I32DivS),
        [WasmOp.I32DivU] = new(Opcode.I32DivU),
        [WasmOp.I32RemS] = new(Opcode.I32RemS),
        [WasmOp.I32RemU] = new(Opcode.I32RemU),
        [WasmOp.I32Eqz] = new(Opcode.I32Eqz),
        [WasmOp.I32Eq] = new(Opcode.I32Eq, Opcode.I32EqImm, WasmOp.I32Eq),
        [WasmOp.I32Ne] = new(Opcode.I32Ne, Opcode.I32NeImm, WasmOp.I32Ne),
        [WasmOp.I32LtS] = new(Opcode.I32LtS, Opcode.I32LtSImm, WasmOp.I32GtS),
        [WasmOp.I32LtU] = new(Opcode.I32LtU, Opcode.I32LtUImm, WasmOp.I32GtU),
        [WasmOp.I32GtS] = new(Opcode.I32GtS, Opcode.I32GtSImm, WasmOp.I32LtS),
        [WasmOp.I32GtU] = new(Opcode.I32GtU, Opcode.I32GtUImm, WasmOp.I32LtU),
        [WasmOp.I32LeS] = new(Opcode.I32LeS, Opcode.I32LeSImm, WasmOp.I32GeS),
        [WasmOp.I32LeU] = new(Opcode.I32LeU, Opcode.I32LeUImm, WasmOp.I32GeU),
        [WasmOp.I32GeS] = new(Opcode.I32GeS, Opcode.I32GeSImm, WasmOp.I32LeS),
        [WasmOp.I32GeU] = new(Opcode.I32GeU, Opcode.I32GeUImm, WasmOp.I32LeU),
        [WasmOp.I64Add] = new(Opcode.I64Add, Opcode.I64AddImm, WasmOp.I64Add),
        [WasmOp.I64Sub] = new(Opcode.I64Sub),
        [WasmOp.I64Mul] = new(Opcode.I64Mul, Opcode.I64MulImm, WasmOp.I64Mul),
        [WasmOp.I64And] = new(Opcode.I64And, Opcode.I64AndImm, WasmOp.I64And),
        [WasmOp.I64Or] = new(Opcode.I64Or, Opcode.I64OrImm, WasmOp.I64Or),
        [WasmOp.I64Xor] = new(Opcode.I64Xor, Opcode.I64XorImm, WasmOp.I64Xor),
        [WasmOp.I64Shl] = new(Opcode.I64Shl, Opcode.I64ShlImm),
        [WasmOp.I64ShrS] = new(Opcode.I64ShrS, Opcode.I64ShrSImm),
        [WasmOp.I64ShrU] = new(Opcode.I64ShrU, Opcode.I64ShrUImm),
        [WasmOp.I64Rotl] = new(Opcode.I64Rotl, Opcode.I64RotlImm),
        [WasmOp.I64Rotr] = new(Opcode.I64Rotr),
        [WasmOp.I64DivS] = new(Opcode.I64DivS),
        [WasmOp.I64DivU] = new(Opcode.I64DivU),
        [WasmOp.I64RemS] = new(Opcode.I64RemS),
        [WasmOp.I64RemU] = new(Opcode.I64RemU),
        [WasmOp.I64Eqz] = new(Opcode.I64Eqz),
        [WasmOp.I64Eq] = new(Opcode.I64Eq, Opcode.I64EqImm, WasmOp.I64Eq),
        [WasmOp.I64Ne] = new(Opcode.I64Ne, Opcode.I64NeImm, WasmOp.I64Ne),
        [WasmOp.I64LtS] = new(Opcode.I64LtS, Opcode.I64LtSImm, WasmOp.I64GtS),
        [WasmOp.I64LtU] = new(Opcode.I64LtU, Opcode.I64LtUImm, WasmOp.I64GtU),
        [WasmOp.I64GtS] = new(Opcode.I64GtS, Opcode.I64GtSImm, WasmOp.I64LtS),
        [WasmOp.I64GtU] = new(Opcode.I64GtU, Opcode.I64GtUImm, WasmOp.I64LtU),
        [WasmOp.I64LeS] = new(Opcode.I64LeS, Opcode.I64LeSImm, WasmOp.I64GeS),
        [WasmOp.I64LeU] = new(Opcode.I64LeU, Opcode.I64LeUImm, WasmOp.I64GeU),
        [WasmOp.I64GeS] = new(Opcode.I64GeS, Opcode.I64GeSImm, WasmOp.I64LeS),
        [WasmOp.I64GeU] = new(Opcode.I64GeU, Opcode.I64GeUImm, WasmOp.I64LeU),
        [WasmOp.I32WrapI64] = new(Opcode.I32WrapI64),
        [WasmOp.I64ExtendI32S] = new(Opcode.I64ExtendI32S),
        [WasmOp.I32Extend8S] = new(Opcode.I32Extend8S),
        [WasmOp.I32Extend16S] = new(Opcode.I32Extend16S),
        [WasmOp.F64Add] = new(Opcode.F64Add),
        [WasmOp.F64Sub] = new(Opcode.F64Sub),
        [WasmOp.F64Mul] = new(Opcode.F64Mul),
        [WasmOp.F64Div] = new(Opcode.F64Div),
        [WasmOp.F64Sqrt] = new(Opcode.F64Sqrt),
        [WasmOp.F64Neg] = new(Opcode.F64Neg),
        [WasmOp.F64ConvertI32S] = new(Opcode.F64ConvertI32S),
        [WasmOp.F64Eq] = new(Opcode.F64Eq),
        [WasmOp.F64Ne] = new(Opcode.F64Ne),
        [WasmOp.F64Lt] = new(Opcode.F64Lt),
        [WasmOp.F64Gt] = new(Opcode.F64Gt),
        [WasmOp.F64Le] = new(Opcode.F64Le),
        [WasmOp.F64Ge] = new(Opcode.F64Ge),
        [WasmOp.F32Add] = new(Opcode.F32Add),
        [WasmOp.F32Sub] = new(Opcode.F32Sub),
        [WasmOp.F32Mul] = new(Opcode.F32Mul),
        [WasmOp.F32Div] = new(Opcode.F32Div),
    }.ToFrozenDictionary();

    // The branch that is taken if the comparison holds, and the one that is taken if it does not.
    private static readonly FrozenDictionary<Opcode, (BranchForm IfTrue, BranchForm IfFalse)> s_branches = new Dictionary<Opcode, (BranchForm, BranchForm)>
    {
        [Opcode.I32Eq] = (new(Opcode.BrI32Eq), new(Opcode.BrI32Ne)),
        [Opcode.I32Ne] = (new(Opcode.BrI32Ne), new(Opcode.BrI32Eq)),
        [Opcode.I32LtS] = (new(Opcode.BrI32LtS), new(Opcode.BrI32LeS, IsSwapped: true)),
        [Opcode.I32LtU] = (new(Opcode.BrI32LtU), new(Opcode.BrI32LeU, IsSwapped: true)),
        [Opcode.I32GtS] = (new(Opcode.BrI32LtS, IsSwapped: true), new(Opcode.BrI32LeS)),
        [Opcode.I32GtU] = (new(Opcode.BrI32LtU, IsSwapped: true), new(Opcode.BrI32LeU)),
        [Opcode.I32LeS] = (new(Opcode.BrI32LeS), new(Opcode.BrI32LtS, IsSwapped: true)),
        [Opcode.I32LeU] = (new(Opcode.BrI32LeU), new(Opcode.BrI32LtU, IsSwapped: true)),
        [Opcode.I32GeS] = (new(Opcode.BrI32LeS, IsSwapped: true), new(Opcode.BrI32LtS)),
        [Opcode.I32GeU] = (new(Opcode.BrI32LeU, IsSwapped: true), new(Opcode.BrI32LtU)),
        [Opcode.I64Eq] = (new(Opcode.BrI64Eq), new(Opcode.BrI64Ne)),
        [Opcode.I64Ne] = (new(Opcode.BrI64Ne), new(Opcode.BrI64Eq)),
        [Opcode.I64LtS] = (new(Opcode.BrI64LtS), new(Opcode.BrI64LeS, IsSwapped: true)),
        [Opcode.I64LtU] = (new(Opcode.BrI64LtU), new(Opcode.BrI64LeU, IsSwapped: true)),
        [Opcode.I64GtS] = (new(Opcode.BrI64LtS, IsSwapped: true), new(Opcode.BrI64LeS)),
        [Opcode.I64GtU] = (new(Opcode.BrI64LtU, IsSwapped: true), new(Opcode.BrI64LeU)),
        [Opcode.I64LeS] = (new(Opcode.BrI64LeS), new(Opcode.BrI64LtS, IsSwapped: true)),
        [Opcode.I64LeU] = (new(Opcode.BrI64LeU), new(Opcode.BrI64LtU, IsSwapped: true)),
        [Opcode.I64GeS] = (new(Opcode.BrI64LeS, IsSwapped: true), new(Opcode.BrI64LtS)),
        [Opcode.I64GeU] = (new(Opcode.BrI64LeU, IsSwapped: true), new(Opcode.BrI64LtU)),
        [Opcode.I32EqImm] = (new(Opcode.BrI32EqImm), new(Opcode.BrI32NeImm)),
        [Opcode.I32NeImm] = (new(Opcode.BrI32NeImm), new(Opcode.BrI32EqImm)),
        [Opcode.I32LtSImm] = (new(Opcode.BrI32LtSImm), new(Opcode.BrI32GeSImm)),
        [Opcode.I32LtUImm] = (new(Opcode.BrI32LtUImm), new(Opcode.BrI32GeUImm)),
        [Opcode.I32GtSImm] = (new(Opcode.BrI32GtSImm), new(Opcode.BrI32LeSImm)),
        [Opcode.I32GtUImm] = (new(Opcode.BrI32GtUImm), new(Opcode.BrI32LeUImm)),
        [Opcode.I32LeSImm] = (new(Opcode.BrI32LeSImm), new(Opcode.BrI32GtSImm)),
        [Opcode.I32LeUImm] = (new(Opcode.BrI32LeUImm), new(Opcode.BrI32GtUImm)),
        [Opcode.I32GeSImm] = (new(Opcode.BrI32GeSImm), new(Opcode.BrI32LtSImm)),
        [Opcode.I32GeUImm] = (new(Opcode.BrI32GeUImm), new(Opcode.BrI32LtUImm)),
        [Opcode.I64EqImm] = (new(Opcode.BrI64EqImm), new(Opcode.BrI64NeImm)),
        [Opcode.I64NeImm] = (new(Opcode.BrI64NeImm), new(Opcode.BrI64EqImm)),
        [Opcode.I64LtSImm] = (new(Opcode.BrI64LtSImm), new(Opcode.BrI64GeSImm)),
        [Opcode.I64LtUImm] = (new(Opcode.BrI64LtUImm), new(Opcode.BrI64GeUImm)),
        [Opcode.I64GtSImm] = (new(Opcode.BrI64GtSImm), new(Opcode.BrI64LeSImm)),
        [Opcode.I64GtUImm] = (new(Opcode.BrI64GtUImm), new(Opcode.BrI64LeUImm)),
        [Opcode.I64LeSImm] = (new(Opcode.BrI64LeSImm), new(Opcode.BrI64GtSImm)),
        [Opcode.I64LeUImm] = (new(Opcode.BrI64LeUImm), new(Opcode.BrI64GtUImm)),
        [Opcode.I64GeSImm] = (new(Opcode.BrI64GeSImm), new(Opcode.BrI64LtSImm)),
        [Opcode.I64GeUImm] = (new(Opcode.BrI64GeUImm), new(Opcode.BrI64LtUImm)),
        [Opcode.I32Eqz] = (new(Opcode.BrUnless), new(Opcode.BrIf)),
        [Opcode.F64Lt] = (new(Opcode.BrF64Lt), new(Opcode.BrUnlessF64Lt)),
        [Opcode.F64Gt] = (new(Opcode.BrF64Lt, IsSwapped: true), new(Opcode.BrUnlessF64Lt, IsSwapped: true)),
        [Opcode.F64Le] = (new(Opcode.BrF64Le), new(Opcode.BrUnlessF64Le)),
        [Opcode.F64Ge] = (new(Opcode.BrF64Le, IsSwapped: true), new(Opcode.BrUnlessF64Le, IsSwapped: true)),
    }.ToFrozenDictionary();

    // A float is loaded and stored as the integer of its size; 32-bit values are zero-extended.
    private static readonly FrozenDictionary<WasmOp, Opcode> s_accesses = new Dictionary<WasmOp, Opcode>
    {
        [WasmOp.I32Load] = Opcode.I32Load,
        [WasmOp.F32Load] = Opcode.I32Load,
        [WasmOp.I64Load] = Opcode.I64Load,
        [WasmOp.F64Load] = Opcode.I64Load,
        [WasmOp.I32Load8S] = Opcode.I32Load8S,
        [WasmOp.I32Load8U] = Opcode.I32Load8U,
        [WasmOp.I32Load16S] = Opcode.I32Load16S,
        [WasmOp.I32Load16U] = Opcode.I32Load16U,
        [WasmOp.I64Load8S] = Opcode.I64Load8S,
        [WasmOp.I64Load8U] = Opcode.I32Load8U,
        [WasmOp.I64Load16S] = Opcode.I64Load16S,
        [WasmOp.I64Load16U] = Opcode.I32Load16U,
        [WasmOp.I64Load32S] = Opcode.I64Load32S,
        [WasmOp.I64Load32U] = Opcode.I32Load,
        [WasmOp.I32Store] = Opcode.Store32,
        [WasmOp.F32Store] = Opcode.Store32,
        [WasmOp.I64Store] = Opcode.Store64,
        [WasmOp.F64Store] = Opcode.Store64,
        [WasmOp.I32Store8] = Opcode.Store8,
        [WasmOp.I64Store8] = Opcode.Store8,
        [WasmOp.I32Store16] = Opcode.Store16,
        [WasmOp.I64Store16] = Opcode.Store16,
        [WasmOp.I64Store32] = Opcode.Store32,
    }.ToFrozenDictionary();

    /// <summary>A plain instruction's form in the main loop, if it has one.</summary>
    public static OpcodeForm? Find(WasmOp op) => s_forms.TryGetValue(op, out OpcodeForm form) ? form : null;

    /// <summary>A load's or store's opcode, if the main loop has one.</summary>
    public static Opcode? FindAccess(WasmOp op) => s_accesses.TryGetValue(op, out Opcode access) ? access : null;

    /// <summary>The branches that replace a comparison and a branch on its result.</summary>
    public static bool TryFindBranch(Opcode comparison, bool whenTrue, out BranchForm branch)
    {
        bool found = s_branches.TryGetValue(comparison, out (BranchForm IfTrue, BranchForm IfFalse) pair);
        branch = whenTrue ? pair.IfTrue : pair.IfFalse;
        return found;
    }

    /// <summary>The opcode of a plain instruction that the main loop leaves to others.</summary>
    public static Opcode OpcodeOf(WasmOp op)
    {
        Opcode first = ((uint)op >> 16) switch
        {
            0 => Opcode.Plain,
            0xFC => Opcode.Misc,
            0xFD => Opcode.Vector,
            _ => throw new InternalErrorException($"{op} has no opcode"),
        };
        return first + ((int)op & 0xFFFF);
    }
}
