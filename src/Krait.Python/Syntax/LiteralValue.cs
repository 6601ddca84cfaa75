using System.Collections.Immutable;
using System.Linq;

namespace Krait.Python.Syntax;

/// <summary>The value of an expression made of literals only.</summary>
internal abstract record LiteralValue
{
    /// <summary>Prints the value as Python's <c>repr</c> does; the elements of a set in source order.</summary>
    public abstract string Print();
}

/// <summary>A number without imaginary part, a string, bytes, a bool, None or an ellipsis. An integer may be negative here.</summary>
internal sealed record ScalarLiteral(ConstantValue Value) : LiteralValue
{
    public override string Print() => PythonRepr.Print(Value);
}

/// <summary>A complex number.</summary>
internal sealed record ComplexLiteral(double Real, double Imaginary) : LiteralValue
{
    public override string Print() => PythonRepr.PrintComplex(Real, Imaginary);
}

/// <summary>The displays whose values are sequences.</summary>
internal enum SequenceKind
{
    Tuple,
    List,
    Set,
}

/// <summary>A tuple, list or set.</summary>
internal sealed record SequenceLiteral(SequenceKind Kind, ImmutableArray<LiteralValue> Items) : LiteralValue
{
    public override string Print()
    {
        string items = string.Join(", ", Items.Select(item => item.Print()));
        return (Kind, Items.Length) switch
        {
            (SequenceKind.List, _) => $"[{items}]",
            (SequenceKind.Set, 0) => "set()",
            (SequenceKind.Set, _) => $"{{{items}}}",
            (SequenceKind.Tuple, 1) => $"({items},)",
            _ => $"({items})",
        };
    }
}

/// <summary>A dict; of several entries with one key the last counts.</summary>
internal sealed record DictLiteral(ImmutableArray<(LiteralValue Key, LiteralValue Value)> Entries) : LiteralValue
{
    public override string Print() =>
        "{" + string.Join(", ", Entries.Select(entry => entry.Key.Print() + ": " + entry.Value.Print())) + "}";
}
