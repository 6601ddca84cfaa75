using Krait.Wasm;

namespace Krait.Runtime.Splitting;

/// <summary>How much the compiler emits for an instruction, generously; see <see cref="MethodSizes"/>.</summary>
internal static class InstructionWeights
{
    private const int Block = 10;

    public static int Of(WasmOp op, ref InstructionReader reader) => op switch
    {
        WasmOp.Nop or WasmOp.Drop or WasmOp.Else => 1,
        WasmOp.LocalGet or WasmOp.I32Const or WasmOp.I64Const or WasmOp.F32Const or WasmOp.F64Const => 1,
        WasmOp.LocalSet => 2,
        WasmOp.LocalTee => 3,
        WasmOp.Block or WasmOp.End => 5,
        WasmOp.Br or WasmOp.Return or WasmOp.Unreachable => 5,
        WasmOp.If or WasmOp.BrIf => Block,
        WasmOp.Loop => 2 * Block,
        WasmOp.Try or WasmOp.TryTable or WasmOp.Catch or WasmOp.CatchAll or WasmOp.Delegate => 5 * Block,
        WasmOp.Throw or WasmOp.Rethrow or WasmOp.ThrowRef => 2 * Block,
        WasmOp.BrTable => Block + (2 * reader.Labels.Length),
        WasmOp.Call or WasmOp.ReturnCall => 2 * Block,
        WasmOp.CallIndirect or WasmOp.ReturnCallIndirect => 6 * Block,
        WasmOp.Select or WasmOp.SelectTyped => Block,
        >= WasmOp.I32DivS and <= WasmOp.I32RemU or >= WasmOp.I64DivS and <= WasmOp.I64RemU => 4 * Block,
        >= WasmOp.I32TruncF32S and <= WasmOp.I32TruncF64U or >= WasmOp.I64TruncF32S and <= WasmOp.I64TruncF64U => 4 * Block,
        _ => OfOther(op),
    };

    private static int OfOther(WasmOp op)
    {
        if (OpFacts.AccessBytesOf(op) != 0)
            return 2 * Block;
        if (OpFacts.CanTrap(op))
            return 2 * Block;
        return OpFacts.SinceOf(op) == WasmFeatures.Simd ? 6 : 2;
    }
}
