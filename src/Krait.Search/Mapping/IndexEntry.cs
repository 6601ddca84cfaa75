using System.Collections.Immutable;

namespace Krait.Search.Mapping;

/// <summary>What happens to fields that no mapping names.</summary>
internal enum DynamicMode
{
    /// <summary>They are indexed by their values.</summary>
    Index,

    /// <summary>They are kept in the document but cannot be searched.</summary>
    Ignore,

    /// <summary>The document is refused.</summary>
    Strict,
}

/// <summary>One searchable field of an index.</summary>
/// <param name="Id">Number in the store; also the number of the field's full-text table.</param>
/// <param name="Path">Property names joined by dots, e.g. <c>dimensions.width</c>.</param>
/// <param name="Type">What the mapping says.</param>
/// <param name="Kinds">Kinds of the values indexed so far.</param>
/// <param name="HasText">True when the field has a full-text table.</param>
internal sealed record FieldEntry(long Id, string Path, FieldType Type, ValueKinds Kinds, bool HasText);

/// <summary>One index as the catalog knows it; a value, replaced as a whole after each committed change.</summary>
internal sealed record IndexEntry(
    long Id,
    string Name,
    DynamicMode Dynamic,
    long CreatedMs,
    ImmutableDictionary<string, FieldEntry> Fields)
{
    private const string KeywordSuffix = ".keyword";

    public static ImmutableDictionary<string, FieldEntry> NoFields { get; } = ImmutableDictionary<string, FieldEntry>.Empty;

    /// <summary>The field of a path; <c>title.keyword</c> is <c>title</c>, whose whole value is indexed as well. Null when no document has it.</summary>
    public FieldEntry? FindField(string path)
    {
        if (Fields.TryGetValue(path, out FieldEntry? field))
            return field;
        return path.EndsWith(KeywordSuffix, System.StringComparison.Ordinal) && Fields.TryGetValue(path[..^KeywordSuffix.Length], out field)
            ? field
            : null;
    }
}
