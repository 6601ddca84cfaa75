using System.Collections.Generic;
using Krait.Python.Binding;
using Krait.Python.Syntax;

namespace Krait.Python.Typing;

/// <summary>What inference found out about the tree of one function instance. Keyed by tree node.</summary>
internal sealed class TypeMap
{
    /// <summary>The type of each expression, narrowed where a check narrows it. May hold holes until inference ends.</summary>
    public Dictionary<Expression, PyType> Types { get; } = [];

    /// <summary>The variable of each name that is one.</summary>
    public Dictionary<Name, Variable> Variables { get; } = [];

    /// <summary>The variable of each <c>except ... as name</c>.</summary>
    public Dictionary<ExceptHandler, Variable> HandlerVariables { get; } = [];

    /// <summary>Names whose use may come before any assignment.</summary>
    public HashSet<Name> MaybeUnbound { get; } = [];

    /// <summary>The functions that calls go to.</summary>
    public Dictionary<Call, BoundCall> Calls { get; } = [];

    /// <summary>The builtins that calls go to.</summary>
    public Dictionary<Call, BuiltinRow> Builtins { get; } = [];

    /// <summary>Sums whose result goes into arithmetic at once, where the int 0 of an empty sum and the float 0.0 are the same.</summary>
    public HashSet<Call> OperandSums { get; } = [];

    /// <summary>The type of an expression.</summary>
    public PyType this[Expression expression] => Types[expression].Resolve();
}

/// <summary>A call whose arguments have found their parameters.</summary>
/// <param name="Symbol">The function.</param>
/// <param name="Instance">The instance of a function of the program; null for a library function, whose instance is made when the types are final.</param>
/// <param name="ParameterTypes">The types of the parameters.</param>
/// <param name="Arguments">The argument of each parameter; null where the default is used.</param>
internal sealed record BoundCall(
    FunctionSymbol Symbol,
    FunctionInstance? Instance,
    PyType[] ParameterTypes,
    Expression?[] Arguments);
