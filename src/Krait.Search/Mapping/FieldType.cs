using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Search.Mapping;

/// <summary>What a mapping says of a field. Dynamic fields take every value as it comes.</summary>
internal enum FieldType
{
    Dynamic,
    Text,
    Keyword,
    Long,
    Double,
    Boolean,
    Date,
}

/// <summary>The names of field types as a mapping writes them.</summary>
internal static class FieldTypes
{
    private static readonly FrozenDictionary<string, FieldType> s_byName = new Dictionary<string, FieldType>
    {
        ["text"] = FieldType.Text,
        ["keyword"] = FieldType.Keyword,
        ["long"] = FieldType.Long,
        ["integer"] = FieldType.Long,
        ["short"] = FieldType.Long,
        ["byte"] = FieldType.Long,
        ["double"] = FieldType.Double,
        ["float"] = FieldType.Double,
        ["boolean"] = FieldType.Boolean,
        ["date"] = FieldType.Date,
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Names { get; } = [.. s_byName.Keys.Append("object")];

    public static bool TryParse(string name, out FieldType type) => s_byName.TryGetValue(name, out type);

    /// <summary>The name shown for a field, from its mapping or, for a dynamic field, from the values seen.</summary>
    public static string NameOf(FieldType type, ValueKinds kinds) => type switch
    {
        FieldType.Dynamic when kinds.HasFlag(ValueKinds.Text) => "text",
        FieldType.Dynamic when kinds.HasFlag(ValueKinds.Double) => "double",
        FieldType.Dynamic when kinds.HasFlag(ValueKinds.Long) => "long",
        FieldType.Dynamic => "boolean",
        FieldType.Text => "text",
        FieldType.Keyword => "keyword",
        FieldType.Long => "long",
        FieldType.Double => "double",
        FieldType.Boolean => "boolean",
        _ => "date",
    };
}
