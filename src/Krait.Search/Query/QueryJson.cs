using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Krait.Search.Mapping;

namespace Krait.Search.Query;

/// <summary>A value of a request body together with its place, so that every refusal names the place.</summary>
internal readonly record struct QueryJson(JsonElement Element, JsonPath Path)
{
    public JsonValueKind Kind => Element.ValueKind;

    public SearchException Error(string reason) => Error(SearchErrorKind.Parsing, reason);

    public SearchException Error(SearchErrorKind kind, string reason) =>
        new(kind, $"{reason} at {Path}") { Path = Path.ToString(), Place = Path };

    /// <summary>The properties of an object; refuses anything else and names that cannot be read as text.</summary>
    public IEnumerable<(string Name, QueryJson Value)> Properties(string what)
    {
        if (Kind != JsonValueKind.Object)
            throw Error($"{what} must be an object, found {Describe()}");
        foreach (JsonProperty property in Element.EnumerateObject())
        {
            string name = NameOf(property);
            yield return (name, new QueryJson(property.Value, Path.Property(name)));
        }
    }

    /// <summary>The only property of an object, e.g. the field of <c>{"price": {...}}</c>.</summary>
    public (string Name, QueryJson Value) OnlyProperty(string what)
    {
        (string, QueryJson)? found = null;
        int count = 0;
        foreach ((string, QueryJson) property in Properties(what))
        {
            found ??= property;
            count++;
        }

        return count == 1 ? found!.Value : throw Error($"{what} must have exactly one property, found {count}");
    }

    public IEnumerable<QueryJson> Items()
    {
        int index = 0;
        foreach (JsonElement item in Element.EnumerateArray())
            yield return new QueryJson(item, Path.Item(index++));
    }

    /// <summary>The items of an array, or the value itself where an array of one may be written without brackets.</summary>
    public IEnumerable<QueryJson> OneOrMany() => Kind == JsonValueKind.Array ? Items() : [this];

    public string Text(string what)
    {
        if (Kind != JsonValueKind.String)
            throw Error($"{what} must be a string, found {Describe()}");
        return JsonText.TryGet(Element, out string? text)
            ? text
            : throw Error($"{what} holds a half of a surrogate pair, which is no character");
    }

    public bool Boolean(string what) => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"{what} must be true or false, found {Describe()}"),
    };

    public int Count(string what, int maximum)
    {
        if (Kind != JsonValueKind.Number || !Element.TryGetInt64(out long value) || value < 0)
            throw Error($"{what} must be a whole number of 0 or more, found {Describe()}");
        return value <= maximum
            ? (int)value
            : throw Error(SearchErrorKind.IllegalArgument, $"{what} must be at most {maximum}, found {value}");
    }

    public double Number(string what)
    {
        if (Kind != JsonValueKind.Number || !Element.TryGetDouble(out double value) || !double.IsFinite(value))
            throw Error($"{what} must be a number, found {Describe()}");
        return value;
    }

    /// <summary>A value that a term can be compared with: text, number or boolean.</summary>
    public FieldValue Value(string what) => Kind switch
    {
        JsonValueKind.String => FieldValue.OfText(Text(what)),
        JsonValueKind.True => FieldValue.OfBoolean(true),
        JsonValueKind.False => FieldValue.OfBoolean(false),
        JsonValueKind.Number => FieldValue.OfNumber(Element),
        _ => throw Error($"{what} must be a string, a number or a boolean, found {Describe()}"),
    };

    public string Describe() => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => JsonText.TryGet(Element, out string? text) && text.Length <= 40 ? $"'{text}'" : "a string",
        JsonValueKind.Number => Element.GetRawText() is { Length: <= 40 } raw ? raw : "a long number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };

    /// <summary>The refusal of a property that does not exist here, with the nearest one that does.</summary>
    public SearchException Unknown(string what, string name, IReadOnlyCollection<string> known)
    {
        string shown = name.Length <= 60 ? name : string.Concat(name.AsSpan(0, 60), "...");
        string hint = NearestName.Find(name, known) is { } near
            ? $", did you mean '{near}'?"
            : string.Create(CultureInfo.InvariantCulture, $"; known here: {string.Join(", ", known)}");
        return new SearchException(SearchErrorKind.Parsing, $"unknown {what} '{shown}' at {Path}{hint}")
        {
            Path = Path.ToString(),
            Place = Path,
        };
    }

    private string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Error("a property name holds a half of a surrogate pair, which is no character");
        }
    }
}
