using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Ir;

namespace Krait.Python.Typing;

// The types of the typed tier. Built by annotations and inference, compared with PyType.Same.

/// <summary>A type of any kind.</summary>
internal abstract class PyType
{
    public static readonly PrimitiveType Int = new("int", IrType.I64);
    public static readonly PrimitiveType Float = new("float", IrType.F64);
    public static readonly PrimitiveType Bool = new("bool", IrType.I32);
    public static readonly PrimitiveType Str = new("str", IrType.I32);

    /// <summary>A str of one character held as its code point. Only locals and passing values have it; to the program it is a str.</summary>
    public static readonly PrimitiveType Char = new("str", IrType.I32);
    public static readonly PrimitiveType None = new("None", IrType.I32);

    /// <summary>The type of what is not known in this round of inference; gives way to any other.</summary>
    public static readonly PrimitiveType Pending = new("?", IrType.I32);

    /// <summary>The type after an error was reported; silences further ones.</summary>
    public static readonly PrimitiveType Error = new("?", IrType.I32);

    /// <summary>The most parts of a type; <c>(t, t)</c> doubles them, so they grow fast.</summary>
    public const int MaximumSize = 500;

    private protected PyType(IrType held)
    {
        Held = held;
    }

    /// <summary>The number of the type's parts, itself counted, as far as they are known.</summary>
    public virtual int Size => 1;

    /// <summary>How a value of this type is held.</summary>
    public IrType Held { get; }

    /// <summary>True when nothing can be said about a value of this type.</summary>
    public bool IsOpen => ReferenceEquals(this, Pending) || ReferenceEquals(this, Error);

    /// <summary>True for values that live in memory and are held as an address.</summary>
    public bool IsReference => this is ListType or TupleType or OptionalType || ReferenceEquals(this, Str);

    public bool IsNumber => ReferenceEquals(this, Int) || ReferenceEquals(this, Float) || ReferenceEquals(this, Bool);

    public bool IsText => ReferenceEquals(this, Str) || ReferenceEquals(this, Char);

    /// <summary>The type without inference holes that are filled at its top.</summary>
    public PyType Resolve() => this is TypeHole { Bound: { } bound } ? bound.Resolve() : this;

    /// <summary>The type of a value that is kept in memory: code points become strings.</summary>
    public PyType Kept()
    {
        if (ReferenceEquals(this, Char))
            return Str;
        bool holdsChar = this is TupleType tuple && tuple.Elements.Any(element => !ReferenceEquals(element.Resolve().Kept(), element.Resolve()));
        return holdsChar ? new TupleType([.. ((TupleType)this).Elements.Select(element => element.Resolve().Kept())]) : this;
    }

    /// <summary>True when both are the same type to the program. Fills holes where that makes them the same.</summary>
    public static bool Same(PyType first, PyType second)
    {
        first = first.Resolve();
        second = second.Resolve();
        if (ReferenceEquals(first, second))
            return true;
        if (first is TypeHole hole)
            return hole.Fill(second);
        if (second is TypeHole other)
            return other.Fill(first);
        return (first, second) switch
        {
            (ListType a, ListType b) => Same(a.Element, b.Element),
            (OptionalType a, OptionalType b) => Same(a.Inner, b.Inner),
            (TupleType a, TupleType b) => a.Elements.Length == b.Elements.Length
                && a.Elements.Zip(b.Elements).All(pair => Same(pair.First, pair.Second)),
            (ExceptionType, ExceptionType) => true,
            _ => first.IsText && second.IsText,
        };
    }
}

/// <summary>A type without parts.</summary>
internal sealed class PrimitiveType(string name, IrType held) : PyType(held)
{
    public override string ToString() => name;
}

/// <summary><c>list[T]</c>.</summary>
internal sealed class ListType(PyType element) : PyType(IrType.I32)
{
    public PyType Element => element.Resolve();

    public override int Size { get; } = 1 + element.Size;

    public override string ToString() => $"list[{Element}]";
}

/// <summary><c>tuple[A, B, ...]</c> of a fixed length.</summary>
internal sealed class TupleType(ImmutableArray<PyType> elements) : PyType(IrType.I32)
{
    public ImmutableArray<PyType> Elements { get; } = elements;

    public override int Size { get; } = 1 + elements.Sum(element => element.Size);

    public override string ToString() =>
        Elements.IsEmpty ? "tuple[()]" : $"tuple[{string.Join(", ", Elements.Select(element => element.Resolve()))}]";
}

/// <summary><c>T | None</c>; T is never itself optional.</summary>
internal sealed class OptionalType(PyType inner) : PyType(IrType.I32)
{
    public PyType Inner => inner.Resolve();

    public override int Size { get; } = 1 + inner.Size;

    public override string ToString() => $"{Inner} | None";
}

/// <summary>An exception caught by <c>except ... as name</c>. Held as the address of a message, its number beside it.</summary>
internal sealed class ExceptionType() : PyType(IrType.I32)
{
    public override string ToString() => "Exception";
}

/// <summary>A value that only a <c>for</c> or a call such as <c>list()</c> can use: <c>range</c>, <c>enumerate</c>, <c>zip</c>, a generator expression.</summary>
internal sealed class IterableType(string name, PyType element) : PyType(IrType.I32)
{
    public string Name { get; } = name;

    public PyType Element => element.Resolve();

    public override string ToString() => Name;
}

/// <summary>A type that inference has yet to find, such as the element of <c>[]</c>.</summary>
internal sealed class TypeHole() : PyType(IrType.I32)
{
    public PyType? Bound { get; private set; }

    public override int Size => Bound?.Size ?? 1;

    /// <summary>Gives the hole its type; false where the type would contain the hole itself.</summary>
    public bool Fill(PyType type)
    {
        if (type.IsOpen)
            return true;
        if (MaximumSize < type.Size || Contains(type.Kept()))
            return false;
        Bound = type.Kept();
        return true;
    }

    public override string ToString() => "?";

    private bool Contains(PyType type) => type.Resolve() switch
    {
        TypeHole hole => ReferenceEquals(hole, this),
        ListType list => Contains(list.Element),
        OptionalType optional => Contains(optional.Inner),
        TupleType tuple => tuple.Elements.Any(Contains),
        _ => false,
    };
}
