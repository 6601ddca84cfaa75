using System.Collections.Generic;
using Krait.Python.Syntax;

namespace Krait.Python.Binding;

/// <summary>The names of one source file.</summary>
internal sealed class ModuleScope(SourceText source)
{
    public SourceText Source { get; } = source;

    /// <summary>The file's functions by name, in source order.</summary>
    public OrderedDictionary<string, FunctionSymbol> Functions { get; } = [];

    /// <summary>Names that the file's own statements assign.</summary>
    public HashSet<string> GlobalNames { get; } = [];

    /// <summary>Names assigned by exactly one statement, <c>NAME = constant</c>, and by no function: the value is used in place.</summary>
    public Dictionary<string, Expression> Constants { get; } = [];

    /// <summary>Names of the module <c>math</c>: its own (<c>math</c>, or after <c>as</c>) gives the empty string, an imported function its name there.</summary>
    public Dictionary<string, string> MathNames { get; } = [];

    /// <summary>Statements that run when the module is loaded, constants left out.</summary>
    public List<Statement> Statements { get; } = [];
}
