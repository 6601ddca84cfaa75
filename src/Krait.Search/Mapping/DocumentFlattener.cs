using System;
using System.Globalization;
using System.Text.Json;
using Krait.Search.Query;

namespace Krait.Search.Mapping;

/// <summary>Turns a document into values by path. Objects add a step to the path, arrays do not, nulls have no value.</summary>
internal sealed class DocumentFlattener
{
    private const int LongestPathCharacters = 512;

    private readonly SearchLimits _limits;
    private readonly FlatDocument _flat = new();

    private DocumentFlattener(SearchLimits limits)
    {
        _limits = limits;
    }

    /// <summary>Flattens a document.</summary>
    /// <exception cref="SearchException">The document is no object, too deep, or has too many values or an unreadable one.</exception>
    public static FlatDocument Flatten(JsonElement document, SearchLimits limits)
    {
        if (document.ValueKind != JsonValueKind.Object)
            throw Refuse($"a document must be a JSON object, found {new QueryJson(document, JsonPath.Root).Describe()}");
        var flattener = new DocumentFlattener(limits);
        flattener.AddObject("", document, depth: 1);
        return flattener._flat;
    }

    private void AddObject(string path, JsonElement element, int depth)
    {
        if (_limits.MaximumDocumentDepth < depth)
            throw Refuse($"objects and arrays nest deeper than {_limits.MaximumDocumentDepth} levels at field [{path}]");
        foreach (JsonProperty property in element.EnumerateObject())
            Add(Join(path, property), property.Value, depth);
    }

    private void Add(string path, JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                AddObject(path, element, depth + 1);
                break;
            case JsonValueKind.Array:
                if (_limits.MaximumDocumentDepth <= depth)
                    throw Refuse($"objects and arrays nest deeper than {_limits.MaximumDocumentDepth} levels at field [{path}]");
                foreach (JsonElement item in element.EnumerateArray())
                    Add(path, item, depth + 1);
                break;
            case JsonValueKind.Null:
                break;
            default:
                AddValue(path, ValueOf(path, element));
                break;
        }
    }

    private void AddValue(string path, FieldValue value)
    {
        if (_flat.Values.Count == _limits.MaximumValuesPerDocument)
            throw Refuse($"a document has at most {_limits.MaximumValuesPerDocument} values, more found at field [{path}]");
        _flat.Values.Add((path, value));
    }

    private static FieldValue ValueOf(string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.TryGet(element, out string? text)
                    ? FieldValue.OfText(text)
                    : throw Refuse($"field [{path}] holds a half of a surrogate pair, which is no character");
            case JsonValueKind.Number:
                FieldValue number = FieldValue.OfNumber(element);
                return double.IsFinite(number.AsDouble)
                    ? number
                    : throw Refuse($"field [{path}] holds a number beyond the range of a 64-bit float");
            default:
                return FieldValue.OfBoolean(element.ValueKind == JsonValueKind.True);
        }
    }

    private static string Join(string path, JsonProperty property)
    {
        string name;
        try
        {
            name = property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Refuse($"a field name under [{path}] holds a half of a surrogate pair, which is no character");
        }

        if (name.Length == 0)
            throw Refuse($"a field name under [{path}] is empty");
        string joined = path.Length == 0 ? name : path + "." + name;
        return joined.Length <= LongestPathCharacters
            ? joined
            : throw Refuse(string.Create(
                CultureInfo.InvariantCulture,
                $"the path of a field has at most {LongestPathCharacters} characters, found {joined.Length}"));
    }

    private static SearchException Refuse(string reason) => new(SearchErrorKind.DocumentParsing, reason);
}
