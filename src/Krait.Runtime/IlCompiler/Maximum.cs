using System;
using System.Numerics;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Bytes, masked and shifted numbers cannot be large, and tables that programs look up with them lie in the memory's declared
// minimum: such an access needs no check.
//
// SAFETY: a maximum that is too low is an access outside the guest's memory. When in doubt, give None.

/// <summary>The largest unsigned value that an i32 can have, as far as the instruction that made it says.</summary>
internal static class Maximum
{
    /// <summary>Nothing is known.</summary>
    public const uint None = uint.MaxValue;

    /// <summary>Of the result of an instruction that is about to take its operands.</summary>
    public static uint Of(WasmOp op, OperandStack operands)
    {
        switch (op)
        {
            case WasmOp.I32And:
                return Math.Min(operands.MaximumOf(0), operands.MaximumOf(1));
            case WasmOp.I32Or or WasmOp.I32Xor:
                return AllBitsOf(operands.MaximumOf(0) | operands.MaximumOf(1));
            case WasmOp.I32Add:
                return Fit((ulong)operands.MaximumOf(0) + operands.MaximumOf(1));
            case WasmOp.I32Mul:
                return Fit((ulong)operands.MaximumOf(0) * operands.MaximumOf(1));
            case WasmOp.I32Shl when operands.TryGetConstant(0, out long count):
                return Fit((ulong)operands.MaximumOf(1) << ((int)count & 31));
            case WasmOp.I32ShrU when operands.TryGetConstant(0, out long count):
                return operands.MaximumOf(1) >> ((int)count & 31);
            case >= WasmOp.I32Eqz and <= WasmOp.F64Ge:
                return 1;
            default:
                return None;
        }
    }

    /// <summary>Of what a load from memory gives.</summary>
    public static uint OfLoad(WasmOp op) => op switch
    {
        WasmOp.I32Load8U => byte.MaxValue,
        WasmOp.I32Load16U => ushort.MaxValue,
        _ => None,
    };

    private static uint Fit(ulong maximum) => maximum <= uint.MaxValue ? (uint)maximum : None;

    private static uint AllBitsOf(uint value) => value == 0 ? 0 : uint.MaxValue >> BitOperations.LeadingZeroCount(value);
}
