using System;
using System.Collections.Immutable;

namespace Krait.Wasm;

/// <summary>Something a module asks for.</summary>
/// <param name="ModuleName">First name; any text.</param>
/// <param name="Name">Second name; any text.</param>
/// <param name="Type">What is asked for.</param>
public sealed record Import(string ModuleName, string Name, ExternalType Type);

/// <summary>Something a module offers.</summary>
/// <param name="Name">The name; unique among the module's exports.</param>
/// <param name="Kind">Which index space <paramref name="Index"/> counts in.</param>
/// <param name="Index">The item; imports are counted first.</param>
public sealed record Export(string Name, ExternalKind Kind, int Index);

/// <summary>A run of locals of one type.</summary>
/// <param name="Count">How many; 0 or more.</param>
/// <param name="Type">Their type.</param>
public readonly record struct LocalRun(int Count, ValueType Type);

/// <summary>The code of a function, kept as bytes. Read it with <see cref="InstructionReader"/>.</summary>
/// <param name="Locals">Declared locals, parameters not included.</param>
/// <param name="Code">The instructions, ending with <c>end</c>. Shares memory with the decoded file.</param>
/// <param name="CodeOffsetInModule">Where <paramref name="Code"/> began in the file, in bytes; 0 for code that was never in one.</param>
public sealed record FunctionBody(ImmutableArray<LocalRun> Locals, ReadOnlyMemory<byte> Code, int CodeOffsetInModule = 0);

/// <summary>A function defined by the module.</summary>
/// <param name="TypeIndex">An index into <see cref="Module.Types"/>.</param>
/// <param name="Body">Its code.</param>
public sealed record DefinedFunction(int TypeIndex, FunctionBody Body);

/// <summary>A table defined by the module.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Initializer">The value of every entry at the start, or null for null references.</param>
public sealed record DefinedTable(TableType Type, ConstantExpression? Initializer = null);

/// <summary>A global defined by the module.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Initializer">Its value at the start.</param>
public sealed record DefinedGlobal(GlobalType Type, ConstantExpression Initializer);

/// <summary>How a segment is used.</summary>
public enum SegmentMode
{
    /// <summary>Copied to its place when the module is instantiated.</summary>
    Active,

    /// <summary>Kept for <c>memory.init</c> or <c>table.init</c>.</summary>
    Passive,

    /// <summary>Elements only: declares functions that <c>ref.func</c> may name.</summary>
    Declarative,
}

/// <summary>References for a table.</summary>
/// <param name="Mode">How it is used.</param>
/// <param name="TableIndex">The table of an active segment; 0 otherwise.</param>
/// <param name="Offset">The first entry of an active segment; null otherwise.</param>
/// <param name="Type">Type of the references.</param>
/// <param name="Functions">Function indices, where the segment lists functions; default where it lists <paramref name="Expressions"/>.</param>
/// <param name="Expressions">One constant expression per reference; default where the segment lists <paramref name="Functions"/>.</param>
/// <remarks>Spec: syntax/modules, element segments.</remarks>
public sealed record ElementSegment(
    SegmentMode Mode,
    int TableIndex,
    ConstantExpression? Offset,
    ValueType Type,
    ImmutableArray<int> Functions,
    ImmutableArray<ConstantExpression> Expressions)
{
    /// <summary>Number of references.</summary>
    public int Length => Functions.IsDefault ? Expressions.Length : Functions.Length;

    /// <summary>Functions placed into a table when the module is instantiated.</summary>
    public static ElementSegment ActiveFunctions(int tableIndex, ConstantExpression offset, ImmutableArray<int> functions) =>
        new(SegmentMode.Active, tableIndex, offset, ValueType.Reference(HeapType.Func, Nullability.NonNull), functions, default);
}

/// <summary>Bytes for a memory.</summary>
/// <param name="Mode">Active or passive.</param>
/// <param name="MemoryIndex">The memory of an active segment; 0 otherwise.</param>
/// <param name="Offset">The first address of an active segment; null otherwise.</param>
/// <param name="Bytes">The content. Shares memory with the decoded file.</param>
/// <remarks>Spec: syntax/modules, data segments.</remarks>
public sealed record DataSegment(SegmentMode Mode, int MemoryIndex, ConstantExpression? Offset, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes placed into memory 0 at a constant address when the module is instantiated.</summary>
    public static DataSegment At(int address, ReadOnlyMemory<byte> bytes) =>
        new(SegmentMode.Active, 0, ConstantExpression.I32(address), bytes);

    /// <summary>Bytes kept for <c>memory.init</c>.</summary>
    public static DataSegment Passive(ReadOnlyMemory<byte> bytes) => new(SegmentMode.Passive, 0, null, bytes);
}

/// <summary>A section that carries information beside the module's meaning.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its content after the name. Shares memory with the decoded file.</param>
/// <param name="After">The section it follows; <see cref="SectionId.Custom"/> where it stands first.</param>
public sealed record CustomSection(string Name, ReadOnlyMemory<byte> Bytes, SectionId After = SectionId.Data);
