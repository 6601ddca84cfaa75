using Krait.Wasm;

namespace Krait.Runtime.Store;

/// <summary>Computes constant expressions: initial values of globals, offsets and elements of segments.</summary>
/// <remarks>The expression has been validated. Spec: exec/modules, instantiation; valid/instructions, constant expressions.</remarks>
internal static unsafe class ConstantEvaluator
{
    private const int MaximumDepth = 64;

    /// <summary>The value as a word: bits of a number, address of a function record, number of a host object, 0 for null.</summary>
    public static long Evaluate(ConstantExpression expression, Instance instance)
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
                case WasmOp.GlobalGet:
                    Push(ref stack, ref height, *instance.Globals[reader.Index].Address);
                    break;
                case WasmOp.RefNull:
                    Push(ref stack, ref height, 0);
                    break;
                case WasmOp.RefFunc:
                    Push(ref stack, ref height, (long)instance.RecordOf(reader.Index));
                    break;
                case WasmOp.End:
                    return stack[0];
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
            System.Array.Resize(ref stack, height * 2);
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
