using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Krait.Guests;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Interpreters;

/// <summary>Makes values for Python of JSON. What does not fit its type is the caller's to refuse first, by <see cref="TypeCheck"/>.</summary>
internal static class JsonConversion
{
    /// <summary>The value for a declared type: a float stays one even where JSON has a whole number.</summary>
    public static object? ToPython(JsonElement value, UdfType type)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;

        switch (type.Kind)
        {
            case UdfTypeKind.Float64 or UdfTypeKind.Float32:
                return value.GetDouble();
            case UdfTypeKind.Optional:
                return ToPython(value, type.Element!);
            case UdfTypeKind.List:
                var items = new List<object?>(value.GetArrayLength());
                foreach (JsonElement item in value.EnumerateArray())
                    items.Add(ToPython(item, type.Element!));
                return items;
            case UdfTypeKind.Map:
                return ToDictionary(value, type.Element!);
            default:
                return ToPython(value);
        }
    }

    /// <summary>The value as <c>json.loads</c> gives it.</summary>
    public static object? ToPython(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => TextOf(value),
        JsonValueKind.Number => NumberOf(value),
        JsonValueKind.Array => ToPython(value, s_anyList),
        JsonValueKind.Object => ToDictionary(value, s_any),
        _ => null,
    };

    private static readonly UdfType s_any = new(UdfTypeKind.Any);
    private static readonly UdfType s_anyList = new(UdfTypeKind.List, s_any);

    // Of members with the same name the last one counts, as in Python.
    private static PythonDictionary ToDictionary(JsonElement value, UdfType type)
    {
        var members = new Dictionary<string, object?>();
        foreach (JsonProperty member in value.EnumerateObject())
            members[member.Name] = ToPython(member.Value, type);
        var items = new List<KeyValuePair<object?, object?>>(members.Count);
        foreach ((string name, object? item) in members)
            items.Add(new(name, item));
        return new PythonDictionary(items);
    }

    private static object NumberOf(JsonElement value)
    {
        if (value.TryGetInt64(out long integer))
            return integer;
        string text = value.GetRawText();
        return text.AsSpan().IndexOfAny('.', 'e', 'E') < 0
            ? BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : value.GetDouble();
    }

    // JSON can hold half a surrogate pair, which .NET refuses to decode; Python gets a replacement for it.
    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }
}
