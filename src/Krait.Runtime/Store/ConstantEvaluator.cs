using System;
using System.Buffers.Binary;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Store;

/// <summary>Computes constant expressions: initial values of globals, offsets and elements of segments.</summary>
/// <remarks>The expression has been validated. Spec: exec/modules, instantiation; valid/instructions, constant expressions.</remarks>
internal static unsafe class ConstantEvaluator
{
    private const int MaximumDepth = 64;

    /// <summary>The value as a word: bits of a number, address of a function record, number of a host object, 0 for null.</summary>
    public static long Evaluate(ConstantExpression expression, Instance instance) => Run(expression, instance)[0];

    /// <summary>Writes the value to the words of a global.</summary>
    public static void Evaluate(ConstantExpression expression, Instance instance, ValueType type, long* cell)
    {
        long[] words = Run(expression, instance);
        words.AsSpan(0, WordCounts.Of(type)).CopyTo(new Span<long>(cell, WordCounts.Of(type)));
    }

    // The operands as words; of a vector, the low half lies below the high one. At least two words long.
    private static long[] Run(ConstantExpression expression, Instance instance)
    {
        long[] stack = new long[MaximumDepth];
        int height = 0;
        InstructionReader reader = new(expression.Code.Span, expression.CodeOffsetInModule);
        while (true)
        {
            WasmOp op = reader.Read();
            switch (op)
            {
                case WasmOp.I32Const or WasmOp.I64Const or WasmOp.F32Const or WasmOp.F64Const:
                    Push(ref stack, ref height, (long)reader.Bits);
                    break;
                case WasmOp.V128Const:
                    Push(ref stack, ref height, BinaryPrimitives.ReadInt64LittleEndian(reader.Bytes16));
                    Push(ref stack, ref height, BinaryPrimitives.ReadInt64LittleEndian(reader.Bytes16[sizeof(long)..]));
                    break;
                case WasmOp.GlobalGet:
                    Global global = instance.Globals[reader.Index];
                    for (int i = 0; i < WordCounts.Of(global.Type.Value); i++)
                        Push(ref stack, ref height, global.Address[i]);
                    break;
                case WasmOp.RefNull:
                    Push(ref stack, ref height, 0);
                    break;
                case WasmOp.RefFunc:
                    Push(ref stack, ref height, (long)instance.RecordOf(reader.Index));
                    break;
                case WasmOp.End:
                    return stack;
                default:
                    height--;
                    stack[height - 1] = Combine(op, stack[height - 1], stack[height]);
                    break;
            }
        }
    }

    private static void Push(ref long[] stack, ref int height, long value)
    {
        if (height == stack.Length)
            Array.Resize(ref stack, height * 2);
        stack[height++] = value;
    }

    private static long Combine(WasmOp op, long left, long right) => op switch
    {
        WasmOp.I32Add => (uint)((int)left + (int)right),
        WasmOp.I32Sub => (uint)((int)left - (int)right),
        WasmOp.I32Mul => (uint)((int)left * (int)right),
        WasmOp.I64Add => left + right,
        WasmOp.I64Sub => left - right,
        WasmOp.I64Mul => left * right,
        _ => throw new InternalErrorException($"{op} in a validated constant expression"),
    };
}
