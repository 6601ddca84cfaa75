using System.Collections.Generic;
using Krait.Python.Binding;
using Krait.Python.Ir;

namespace Krait.Python.Typing;

/// <summary>A function for one choice of parameter types. A function with full annotations has one instance.</summary>
internal sealed class FunctionInstance(FunctionSymbol? symbol, SourceText source, PyType[] parameterTypes)
{
    /// <summary>The function; null for the statements of the module.</summary>
    public FunctionSymbol? Symbol { get; } = symbol;

    public SourceText Source { get; } = source;

    public bool IsLibrary => Symbol?.Origin == Origin.Library;

    public string Name => Symbol?.Name ?? "<module>";

    public PyType[] ParameterTypes { get; } = parameterTypes;

    /// <summary>The types that the function's type parameters stand for.</summary>
    public Dictionary<string, PyType> TypeArguments { get; init; } = [];

    public PyType ReturnType { get; set; } = PyType.Pending;

    public bool HasDeclaredReturn { get; set; }

    public InferenceState State { get; set; }

    /// <summary>The end of the body can be reached.</summary>
    public bool FallsThrough { get; set; }

    public TypeMap Types { get; } = new();

    /// <summary>The variables by name.</summary>
    public Dictionary<string, Variable> Locals { get; } = [];

    /// <summary>All variables, those of comprehensions included.</summary>
    public List<Variable> AllVariables { get; } = [];

    /// <summary>The code, made when the instance is first called.</summary>
    public IrFunction? Code { get; set; }
}

/// <summary>How far the inference of an instance is.</summary>
internal enum InferenceState
{
    NotStarted,
    Running,
    Done,
}
