using System.Collections.Frozen;
using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>The range of floats that an instruction converts to an integer, both ends excluded.</summary>
/// <param name="Below">The largest f64 that is too small.</param>
/// <param name="Above">The smallest f64 that is too large.</param>
internal sealed record Truncation(double Below, double Above);

/// <summary>The conversions that trap.</summary>
/// <remarks>An f32 is compared as the f64 of the same value, so both sizes have the same ends. Spec: exec/numerics, trunc.</remarks>
internal static class Truncations
{
    private static readonly Truncation s_i32S = new(-2147483649.0, 2147483648.0);
    private static readonly Truncation s_i32U = new(-1.0, 4294967296.0);
    private static readonly Truncation s_i64S = new(-9223372036854777856.0, 9223372036854775808.0);
    private static readonly Truncation s_i64U = new(-1.0, 18446744073709551616.0);

    private static readonly FrozenDictionary<WasmOp, Truncation> s_rows = new Dictionary<WasmOp, Truncation>
    {
        [WasmOp.I32TruncF32S] = s_i32S,
        [WasmOp.I32TruncF32U] = s_i32U,
        [WasmOp.I32TruncF64S] = s_i32S,
        [WasmOp.I32TruncF64U] = s_i32U,
        [WasmOp.I64TruncF32S] = s_i64S,
        [WasmOp.I64TruncF32U] = s_i64U,
        [WasmOp.I64TruncF64S] = s_i64S,
        [WasmOp.I64TruncF64U] = s_i64U,
    }.ToFrozenDictionary();

    /// <summary>The range of an instruction, or null for instructions that convert everything or nothing.</summary>
    public static Truncation? Find(WasmOp op) => s_rows.GetValueOrDefault(op);
}
