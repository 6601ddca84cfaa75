using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Krait.Udf.Marshalling;

/// <summary>
/// A field's address in a document: <c>title</c>, <c>size.width</c>, <c>tags[0].name</c>.
/// A name that holds dots or brackets literally is found too, after the path. Parsed once, looked up per document without allocation.
/// </summary>
internal sealed class FieldPath
{
    private readonly byte[] _literal;
    private readonly ImmutableArray<Step> _steps; // empty for a plain name

    private FieldPath(byte[] literal, ImmutableArray<Step> steps)
    {
        _literal = literal;
        _steps = steps;
    }

    /// <summary>The path as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => _literal;

    public static FieldPath Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a path. Text that is no path, such as <c>a[</c>, is a plain name.</summary>
    public static FieldPath Parse(ReadOnlySpan<byte> utf8)
    {
        byte[] literal = utf8.ToArray();
        return new FieldPath(literal, utf8.IndexOfAny((byte)'.', (byte)'[') < 0 ? [] : ParseSteps(literal));
    }

    /// <summary>Finds the value. JSON null counts as absent.</summary>
    public bool TryFind(JsonElement source, out JsonElement value)
    {
        value = default;
        if (source.ValueKind != JsonValueKind.Object)
            return false;

        bool found = !_steps.IsEmpty && TryWalk(source, out value);
        if (!found)
            found = TryGet(source, _literal, out value);

        return found && value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>Finds the value and lets JSON null through.</summary>
    public bool TryFindOrNull(JsonElement source, out JsonElement value)
    {
        value = default;
        return source.ValueKind == JsonValueKind.Object
            && ((!_steps.IsEmpty && TryWalk(source, out value)) || TryGet(source, _literal, out value));
    }

    public override string ToString() => Encoding.UTF8.GetString(_literal);

    private bool TryWalk(JsonElement source, out JsonElement value)
    {
        value = source;
        foreach (Step step in _steps)
        {
            if (step.Name is null)
            {
                if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= step.Index)
                    return false;
                value = value[step.Index];
            }
            else if (value.ValueKind != JsonValueKind.Object || !TryGet(value, step.Name, out value))
            {
                return false;
            }
        }

        return true;
    }

    // A name with half a surrogate pair is JSON and no text: comparing with it throws, so it is passed over.
    private static bool TryGet(JsonElement source, byte[] name, out JsonElement value)
    {
        try
        {
            return source.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            return TryGetOneByOne(source, name, out value);
        }
    }

    private static bool TryGetOneByOne(JsonElement source, byte[] name, out JsonElement value)
    {
        value = default;
        foreach (JsonProperty member in source.EnumerateObject())
        {
            try
            {
                if (member.NameEquals(name))
                    value = member.Value;
            }
            catch (InvalidOperationException)
            {
                continue;
            }
        }

        return value.ValueKind != JsonValueKind.Undefined;
    }

    private static ImmutableArray<Step> ParseSteps(byte[] text)
    {
        var steps = new List<Step>();
        foreach (Range range in SplitAtDots(text))
        {
            ReadOnlySpan<byte> part = text.AsSpan()[range];
            int bracket = part.IndexOf((byte)'[');
            ReadOnlySpan<byte> name = bracket < 0 ? part : part[..bracket];
            if (name.IsEmpty)
                return [];

            steps.Add(new Step(name.ToArray(), 0));
            part = part[name.Length..];
            while (!part.IsEmpty)
            {
                int close = part.IndexOf((byte)']');
                if (part[0] != '[' || close < 0 || !TryReadIndex(part[1..close], out int index))
                    return [];

                steps.Add(new Step(null, index));
                part = part[(close + 1)..];
            }
        }

        return [.. steps];
    }

    private static List<Range> SplitAtDots(byte[] text)
    {
        var ranges = new List<Range>();
        foreach (Range range in text.AsSpan().Split((byte)'.'))
            ranges.Add(range);

        return ranges;
    }

    private static bool TryReadIndex(ReadOnlySpan<byte> digits, out int index) =>
        System.Buffers.Text.Utf8Parser.TryParse(digits, out index, out int consumed)
        && consumed == digits.Length && digits[0] is >= (byte)'0' and <= (byte)'9';

    private readonly record struct Step(byte[]? Name, int Index);
}
