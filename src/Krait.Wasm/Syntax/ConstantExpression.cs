using System;

namespace Krait.Wasm;

/// <summary>A constant expression, kept as bytes ending with <c>end</c>. Read it with <see cref="InstructionReader"/>.</summary>
/// <param name="Code">The instructions. Shares memory with the decoded file.</param>
/// <param name="CodeOffsetInModule">Where it began in the file, in bytes; 0 for expressions that were never in one.</param>
/// <remarks>Spec: valid/instructions, constant expressions.</remarks>
public sealed record ConstantExpression(ReadOnlyMemory<byte> Code, int CodeOffsetInModule = 0)
{
    /// <summary>An i32 constant.</summary>
    public static ConstantExpression I32(int value) => Of(new InstructionWriter().I32Const(value));

    /// <summary>An i64 constant.</summary>
    public static ConstantExpression I64(long value) => Of(new InstructionWriter().I64Const(value));

    /// <summary>An f32 constant.</summary>
    public static ConstantExpression F32(float value) => Of(new InstructionWriter().F32Const(value));

    /// <summary>An f64 constant.</summary>
    public static ConstantExpression F64(double value) => Of(new InstructionWriter().F64Const(value));

    /// <summary>The value of an immutable global defined or imported earlier.</summary>
    public static ConstantExpression GlobalGet(int globalIndex) => Of(new InstructionWriter().GlobalGet(globalIndex));

    /// <summary>A null reference.</summary>
    public static ConstantExpression RefNull(HeapType type) => Of(new InstructionWriter().RefNull(type));

    /// <summary>A reference to a function.</summary>
    public static ConstantExpression RefFunc(int functionIndex) => Of(new InstructionWriter().RefFunc(functionIndex));

    private static ConstantExpression Of(InstructionWriter writer) => new(writer.End().ToArray());
}
