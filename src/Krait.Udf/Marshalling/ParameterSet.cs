using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Krait.Udf.Marshalling;

/// <summary>The parameters of one search or test call. Belongs to that call alone; read by name in UTF-8 without allocation.</summary>
internal sealed class ParameterSet
{
    private const int MaximumCount = 1024;

    private readonly Dictionary<string, JsonElement> _values;

    private ParameterSet(Dictionary<string, JsonElement> values) => _values = values;

    public static ParameterSet Empty { get; } = new(new(StringComparer.Ordinal));

    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>Copies the members out of a request; unwraps <c>{"type": ..., "data": ...}</c>. Members that are null are absent.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidParameters"/>.</exception>
    public static ParameterSet Parse(JsonElement? parameters)
    {
        if (parameters is not { } json || json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return Empty;

        if (json.ValueKind != JsonValueKind.Object)
            throw Refuse($"parameters must be a JSON object from names to values, not {JsonScalars.Describe(json)}");

        try
        {
            return Read(json);
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair in a name or type: JSON and no text.
            throw Refuse("parameters: " + e.Message);
        }
    }

    /// <summary>The same parameters with one more, which must not be there yet.</summary>
    public ParameterSet With(string name, JsonElement value) => new(new(_values, StringComparer.Ordinal) { { name, value } });

    public bool TryFind(string name, out JsonElement value) => _values.TryGetValue(name, out value);

    public bool TryFind(ReadOnlySpan<byte> utf8Name, out JsonElement value)
    {
        Span<char> characters = stackalloc char[256];
        if (utf8Name.Length <= characters.Length && Encoding.UTF8.TryGetChars(utf8Name, characters, out int length))
            return _values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(characters[..length], out value);

        return _values.TryGetValue(Encoding.UTF8.GetString(utf8Name), out value);
    }

    private static ParameterSet Read(JsonElement json)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (values.Count == MaximumCount)
                throw Refuse($"a call takes at most {MaximumCount} parameters");

            JsonElement value = Unwrap(member.Name, member.Value);
            values.Remove(member.Name);
            if (value.ValueKind != JsonValueKind.Null)
                values.Add(member.Name, value.Clone());
        }

        return new ParameterSet(values);
    }

    private static JsonElement Unwrap(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() != 2
            || !value.TryGetProperty("type"u8, out JsonElement typeName) || !value.TryGetProperty("data"u8, out JsonElement data))
            return value;

        if (typeName.ValueKind != JsonValueKind.String || !UdfType.TryParse(typeName.GetString()!, out UdfType? type))
            throw Refuse($"parameter '{name}': type {typeName.GetRawText()} is unknown; use string, i64, f64, bool or list<...>");

        if (!TypeCheck.Fits(data, type))
            throw Refuse($"parameter '{name}': data is {JsonScalars.Describe(data)}, and its type says {type}");

        return data;
    }

    private static UdfException Refuse(string message) =>
        new(UdfErrorCode.InvalidParameters, message) { Scope = UdfErrorScope.Request };
}
