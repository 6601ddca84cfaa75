using System.Collections.Immutable;
using Krait.Python.Typing;

namespace Krait.Python.Ir;

/// <summary>
/// A value while code is built: an expression with its Python type, or the parts of a tuple that is not made unless somebody keeps it.
/// </summary>
internal sealed class Value
{
    public Value(PyType type, IrExpr expression)
    {
        Type = type;
        Expression = expression;
    }

    public Value(TupleType type, ImmutableArray<Value> parts)
    {
        Type = type;
        Parts = parts;
    }

    public PyType Type { get; }

    /// <summary>The expression; null for a tuple in parts.</summary>
    public IrExpr? Expression { get; }

    /// <summary>The parts; default for an expression.</summary>
    public ImmutableArray<Value> Parts { get; }

    public bool IsParts => Expression is null;
}
