namespace Krait.Python.Typing;

/// <summary>A variable of a function, a comprehension or the module.</summary>
internal sealed class Variable(string name, int index, VariableKind kind)
{
    public string Name { get; } = name;

    /// <summary>The variable's place in the flow state of its function.</summary>
    public int Index { get; } = index;

    public VariableKind Kind { get; } = kind;

    /// <summary>The join of everything assigned so far.</summary>
    public PyType Type { get; set; } = PyType.Pending;

    /// <summary>The type was written down, so assignments must fit and do not widen it.</summary>
    public bool IsDeclared { get; set; }

    /// <summary>Where the type comes from.</summary>
    public SourceSpan TypeSpan { get; set; }

    /// <summary>Some use may come before any assignment, so the variable has a flag that says whether it has a value.</summary>
    public bool NeedsBoundFlag { get; set; }
}

/// <summary>Where a variable lives.</summary>
internal enum VariableKind
{
    Local,
    Global,
}
