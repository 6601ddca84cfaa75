using System;

namespace Krait.Wasm.Validation;

// The rules for constant expressions: a handful of instructions, one result.
// Spec: valid/instructions, constant expressions.
internal static class ConstantValidator
{
    // Deeper expressions than this have no use; real ones hold one to three operands.
    private const int MaximumOperands = 1024;

    public static void Validate(ValidationContext context, ConstantExpression expression, ValueType expected)
    {
        InstructionReader reader = new(expression.Code.Span, expression.CodeOffsetInModule);
        Span<ValueType> operands = stackalloc ValueType[MaximumOperands];
        var count = 0;
        while (reader.Read() != WasmOp.End)
        {
            var offset = expression.CodeOffsetInModule + reader.Offset;
            context.Require(OpFacts.SinceOf(reader.Op), byteOffset: offset);
            if (count == MaximumOperands)
                throw context.Error($"too many operands in a constant expression, the limit is {MaximumOperands}", byteOffset: offset);
            var type = TypeOf(context, ref reader, offset);
            if (IsArithmetic(reader.Op))
            {
                Pop(context, operands, ref count, type, offset);
                Pop(context, operands, ref count, type, offset);
            }

            operands[count++] = type;
        }

        var end = expression.CodeOffsetInModule + reader.Offset;
        Pop(context, operands, ref count, expected, end);
        if (count > 0)
            throw context.TypeError("nothing", operands[count - 1].ToString(), byteOffset: end);
        if (!reader.AtEnd)
            throw MalformedModuleException.AtOffset("instructions after the end of a constant expression", end);
    }

    private static ValueType TypeOf(ValidationContext context, ref InstructionReader reader, int offset)
    {
        switch (reader.Op)
        {
            case WasmOp.I32Const or WasmOp.I64Const or WasmOp.F32Const or WasmOp.F64Const or WasmOp.V128Const:
                return OpFacts.SignatureOf(reader.Op).Result();
            case WasmOp.GlobalGet: return TypeOfGlobal(context, reader.Index, offset);
            case WasmOp.RefNull:
                var type = ValueType.Reference(reader.HeapType, Nullability.Nullable);
                context.RequireType(type, byteOffset: offset);
                return type;
            case WasmOp.RefFunc:
                if ((uint)reader.Index >= (uint)context.FunctionTypes.Length)
                    throw context.Error($"unknown function {(uint)reader.Index}", byteOffset: offset);
                context.Declare(reader.Index);
                return ValueType.Reference(HeapType.Func, Nullability.NonNull);
            case var op when IsArithmetic(op):
                context.Require(WasmFeatures.ExtendedConstants, byteOffset: offset);
                return OpFacts.SignatureOf(op).Result();
            default:
                throw context.Error($"constant expression required, found '{OpFacts.TextOf(reader.Op)}'", byteOffset: offset);
        }
    }

    private static ValueType TypeOfGlobal(ValidationContext context, int index, int offset)
    {
        if ((uint)index >= (uint)context.VisibleGlobals)
            throw context.Error($"unknown global {(uint)index}", byteOffset: offset);
        var global = context.Module.GlobalTypes[index];
        if (global.Mutability == Mutability.Variable)
            throw context.Error($"constant expression required, found mutable global {index}", byteOffset: offset);
        return global.Value;
    }

    private static bool IsArithmetic(WasmOp op) =>
        op is WasmOp.I32Add or WasmOp.I32Sub or WasmOp.I32Mul or WasmOp.I64Add or WasmOp.I64Sub or WasmOp.I64Mul;

    private static void Pop(ValidationContext context, ReadOnlySpan<ValueType> operands, ref int count, ValueType expected, int offset)
    {
        if (count == 0)
            throw context.TypeError(expected.ToString(), "nothing", byteOffset: offset);
        var found = operands[--count];
        if (!Subtyping.Matches(found, expected))
            throw context.TypeError(expected.ToString(), found.ToString(), byteOffset: offset);
    }
}
