using System.Collections.Generic;

namespace Krait.Python.Ir;

/// <summary>One function of the output module, or one import.</summary>
internal sealed class IrFunction(string name, IrType returnType, SourceText? source)
{
    public string Name { get; } = name;

    public IrType ReturnType { get; } = returnType;

    /// <summary>Where the function was written; null for one that the compiler made.</summary>
    public SourceText? Source { get; } = source;

    public SourceSpan Span { get; init; }

    public List<IrLocal> Parameters { get; } = [];

    public List<IrStmt> Body { get; set; } = [];

    /// <summary>The result types of a function with several; only export wrappers have them.</summary>
    public IReadOnlyList<IrType>? MultipleResults { get; set; }

    /// <summary>Module and field of an import; null for a function with a body.</summary>
    public (string Module, string Name)? Import { get; init; }

    public string? ExportName { get; set; }

    /// <summary>The function that this wrapper only passes its arguments to; null for any other function.</summary>
    public IrFunction? ForwardsTo { get; init; }

    /// <summary>A <c>try</c> can see this function's exceptions, so they come back as a status and not as a trap.</summary>
    public bool IsCatchable { get; set; }

    /// <summary>The function, or one that it calls, has a place that raises.</summary>
    public bool MayRaise { get; set; }

    /// <summary>Neither the function nor one that it calls changes a list, a global or raw memory.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>The function belongs to the runtime library: its lines are not shown to the user.</summary>
    public bool IsLibrary { get; init; }

    /// <summary>The WebAssembly function index, given by the emitter.</summary>
    public int Index { get; set; } = -1;
}
