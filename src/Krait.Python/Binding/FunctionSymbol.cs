using System.Collections.Generic;
using Krait.Python.Syntax;

namespace Krait.Python.Binding;

/// <summary>A function of the program or of the runtime library: its tree and which of its names are whose.</summary>
internal sealed class FunctionSymbol(FunctionDef definition, SourceText source, Origin origin)
{
    public string Name => Definition.Name;

    public FunctionDef Definition { get; } = definition;

    public SourceText Source { get; } = source;

    public Origin Origin { get; } = origin;

    /// <summary>Names that belong to the function: parameters and everything it assigns and does not declare global.</summary>
    public HashSet<string> LocalNames { get; } = [];

    /// <summary>Names declared with <c>global</c>.</summary>
    public HashSet<string> GlobalNames { get; } = [];
}

/// <summary>Who wrote a function.</summary>
internal enum Origin
{
    /// <summary>The user: checked arithmetic, no intrinsics.</summary>
    Program,

    /// <summary>The runtime library: wrapping arithmetic, intrinsics allowed.</summary>
    Library,
}
