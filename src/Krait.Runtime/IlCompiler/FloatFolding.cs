using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// The just-in-time compiler leaves out additions of zero and multiplications by one, and then a signalling NaN stays
// signalling where the guest expects a quiet one. Everything else with a constant it computes. The minimum and maximum of
// vectors contain an addition.

/// <summary>Knows the floating-point operations that the just-in-time compiler would leave out.</summary>
internal static class FloatFolding
{
    /// <param name="op">The instruction, on numbers or vectors.</param>
    /// <param name="constant">One of its operands, or each lane of it.</param>
    /// <param name="fromTop">Which one: 0 for the second, 1 for the first.</param>
    /// <returns>Whether an addition, multiplication or division in it would be left out.</returns>
    public static bool IsLeftOut(WasmOp op, double constant, int fromTop) => op switch
    {
        WasmOp.F32Add or WasmOp.F64Add or WasmOp.F32x4Add or WasmOp.F64x2Add => constant == 0,
        WasmOp.F32Sub or WasmOp.F64Sub or WasmOp.F32x4Sub or WasmOp.F64x2Sub => constant == 0,
        WasmOp.F32x4Min or WasmOp.F64x2Min or WasmOp.F32x4Max or WasmOp.F64x2Max => constant == 0,
        WasmOp.F32Mul or WasmOp.F64Mul or WasmOp.F32x4Mul or WasmOp.F64x2Mul => constant is 1 or -1,
        WasmOp.F32Div or WasmOp.F64Div or WasmOp.F32x4Div or WasmOp.F64x2Div => fromTop == 0 && constant is (1 or -1),
        _ => false,
    };
}
