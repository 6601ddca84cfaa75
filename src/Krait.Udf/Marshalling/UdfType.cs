using System;
using System.Diagnostics.CodeAnalysis;

namespace Krait.Udf.Marshalling;

/// <summary>A type as the metadata writes it: <c>string</c>, <c>i64</c>, <c>list&lt;f64&gt;</c>, <c>string?</c>.</summary>
internal sealed record UdfType(UdfTypeKind Kind, UdfType? Element = null)
{
    private const int MaximumDepth = 16;

    // Name in metadata, and what Python calls it.
    private static readonly (string Name, UdfTypeKind Kind, string PythonName)[] s_plain =
    [
        ("any", UdfTypeKind.Any, "Any"),
        ("none", UdfTypeKind.None, "None"),
        ("string", UdfTypeKind.String, "str"),
        ("i64", UdfTypeKind.Int64, "int"),
        ("f64", UdfTypeKind.Float64, "float"),
        ("bool", UdfTypeKind.Boolean, "bool"),
        ("i32", UdfTypeKind.Int32, "int"),
        ("f32", UdfTypeKind.Float32, "float"),
    ];

    /// <summary>The type in Python's words, for messages.</summary>
    public string PythonName => Kind switch
    {
        UdfTypeKind.List => $"list[{Element!.PythonName}]",
        UdfTypeKind.Map => $"dict[str, {Element!.PythonName}]",
        UdfTypeKind.Optional => $"{Element!.PythonName} | None",
        _ => Array.Find(s_plain, row => row.Kind == Kind).PythonName,
    };

    public static bool TryParse(string text, [NotNullWhen(true)] out UdfType? type) => TryParse(text, 0, out type);

    public override string ToString() => Kind switch
    {
        UdfTypeKind.List => $"list<{Element}>",
        UdfTypeKind.Map => $"map<{Element}>",
        UdfTypeKind.Optional => $"{Element}?",
        _ => Array.Find(s_plain, row => row.Kind == Kind).Name,
    };

    private static bool TryParse(string text, int depth, [NotNullWhen(true)] out UdfType? type)
    {
        type = null;
        if (MaximumDepth < depth)
            return false;

        if (text.EndsWith('?'))
            return TryWrap(UdfTypeKind.Optional, text[..^1], depth, out type);

        if (text.StartsWith("list<", StringComparison.Ordinal) && text.EndsWith('>'))
            return TryWrap(UdfTypeKind.List, text[5..^1], depth, out type);

        if (text.StartsWith("map<", StringComparison.Ordinal) && text.EndsWith('>'))
            return TryWrap(UdfTypeKind.Map, text[4..^1], depth, out type);

        foreach ((string name, UdfTypeKind kind, _) in s_plain)
        {
            if (name == text)
                type = new UdfType(kind);
        }

        return type is not null;
    }

    private static bool TryWrap(UdfTypeKind kind, string element, int depth, [NotNullWhen(true)] out UdfType? type)
    {
        type = TryParse(element, depth + 1, out UdfType? inner) ? new UdfType(kind, inner) : null;
        return type is not null;
    }
}
