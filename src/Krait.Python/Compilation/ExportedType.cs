using System.Collections.Immutable;
using System.Linq;

namespace Krait.Python;

/// <summary>The forms of type that a compiled function can have towards its host.</summary>
public enum ExportedKind
{
    /// <summary>No value.</summary>
    None,

    /// <summary>A 64-bit int: <c>i64</c>.</summary>
    Int,

    /// <summary>A float: <c>f64</c>.</summary>
    Float,

    /// <summary>A bool: <c>i32</c>, 0 or 1.</summary>
    Bool,

    /// <summary>Text: address and byte count of UTF-8, both <c>i32</c>.</summary>
    Str,

    /// <summary>A list: address and element count, both <c>i32</c>.</summary>
    List,

    /// <summary>A tuple: its elements one after another.</summary>
    Tuple,

    /// <summary>A value or None: a tag <c>i32</c>, 0 for None, then the value.</summary>
    Optional,
}

/// <summary>A type of an exported function, as docs/ABI.md says. Immutable.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Elements">One type for a list or an optional, the elements of a tuple, otherwise empty.</param>
public sealed record ExportedType(ExportedKind Kind, ImmutableArray<ExportedType> Elements)
{
    /// <summary>The type as Python writes it, such as <c>list[str] | None</c>.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => Kind switch
    {
        ExportedKind.None => "None",
        ExportedKind.List => $"list[{Elements[0]}]",
        ExportedKind.Tuple => Elements.IsEmpty ? "tuple[()]" : $"tuple[{string.Join(", ", Elements)}]",
        ExportedKind.Optional => $"{Elements[0]} | None",
        ExportedKind.Int => "int",
        ExportedKind.Float => "float",
        ExportedKind.Bool => "bool",
        _ => "str",
    };

    /// <summary>The number of bytes that one value of this type takes as an element of a list in memory.</summary>
    public int ElementSizeBytes => Kind switch
    {
        ExportedKind.Int or ExportedKind.Float or ExportedKind.Str or ExportedKind.List => 8,
        ExportedKind.Bool => 1,
        ExportedKind.Optional => 4 + Elements[0].ElementSizeBytes,
        ExportedKind.Tuple => Elements.Sum(element => element.ElementSizeBytes),
        _ => 0,
    };
}
