using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Krait.Search.Query;

namespace Krait.Search.Execution;

/// <summary>Cuts a document down to the parts that a search wants to see.</summary>
internal sealed class SourcePrinter
{
    private readonly SourceFilter _filter;
    private readonly List<WildcardPattern> _includes;
    private readonly List<WildcardPattern> _excludes;

    public SourcePrinter(SourceFilter filter)
    {
        _filter = filter;
        _includes = [.. filter.Includes.SelectMany(WithInside)];
        _excludes = [.. filter.Excludes.SelectMany(WithInside)];
    }

    /// <summary>The wanted parts of a document, in memory of their own; null when none is wanted.</summary>
    public ReadOnlyMemory<byte>? Print(ReadOnlyMemory<byte> source)
    {
        if (!_filter.IsWanted)
            return null;
        if (_filter.IsEverything)
            return source.ToArray();
        var buffer = new ArrayBufferWriter<byte>(source.Length);
        using JsonDocument document = JsonDocument.Parse(source);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteProperties(writer, "", document.RootElement);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteProperties(Utf8JsonWriter writer, string prefix, JsonElement element)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string path = prefix + property.Name;
            if (IsWanted(path, property.Value))
            {
                writer.WritePropertyName(property.Name);
                WriteValue(writer, path, property.Value);
            }
        }
    }

    private void WriteValue(Utf8JsonWriter writer, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteProperties(writer, path + ".", value);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                    WriteValue(writer, path, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    // An object is wanted when something inside it is; what is inside is asked again, so nothing unwanted slips through.
    private bool IsWanted(string path, JsonElement value)
    {
        if (_excludes.Any(pattern => pattern.Matches(path)))
            return false;
        if (_includes.Count == 0 || _includes.Any(pattern => pattern.Matches(path)))
            return true;
        return value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Any(property => IsWanted(path + "." + property.Name, property.Value)),
            JsonValueKind.Array => value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object && IsWanted(path, item)),
            _ => false,
        };
    }

    // A path names everything inside it too.
    private static IEnumerable<WildcardPattern> WithInside(string path) =>
        [new(path, LetterCase.Exact), new(path + ".*", LetterCase.Exact)];
}
