using System;
using System.Buffers;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Krait.Python.Metadata;

/// <summary>Metadata as JSON text, members in this order: name, version, author, category, tags, description, parameters, returns, language, extra.</summary>
internal static class MetadataJson
{
    /// <summary>Text beyond ASCII stays readable; the JSON is never put into HTML as it is.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Print(UdfMetadata metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("name", metadata.Name);
        writer.WriteString("version", metadata.Version);
        WriteOptional(writer, "author", metadata.Author);
        WriteOptional(writer, "category", metadata.Category);
        WriteTags(writer, metadata.Tags);
        WriteOptional(writer, "description", metadata.Description);
        WriteParameters(writer, metadata.Parameters);
        WriteReturns(writer, metadata.Returns);
        writer.WriteString("language", metadata.Language);
        WriteExtra(writer, metadata.Extra);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static UdfMetadata Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Wrong("metadata", "an object", root);
            return new UdfMetadata
            {
                Name = Text(root, "name") ?? "",
                Version = Text(root, "version") ?? "",
                Author = Text(root, "author"),
                Category = Text(root, "category"),
                Tags = [.. Items(root, "tags").Select(tag => tag.ValueKind == JsonValueKind.String ? tag.GetString()! : throw Wrong("tags", "strings", tag))],
                Description = Text(root, "description") ?? "",
                Parameters = [.. Items(root, "parameters").Select(ParseParameter)],
                Returns = [.. Items(root, "returns").Select(result => new UdfReturn(Text(result, "type") ?? ""))],
                Language = Text(root, "language") ?? "python",
                Extra = ParseExtra(root),
            };
        }
        catch (JsonException failure)
        {
            throw new MetadataFormatException($"expected JSON: line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}", failure);
        }
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            writer.WriteString(name, value);
    }

    private static void WriteTags(Utf8JsonWriter writer, ImmutableArray<string> tags)
    {
        if (tags.IsEmpty)
            return;
        writer.WriteStartArray("tags");
        foreach (string tag in tags)
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
    }

    private static void WriteParameters(Utf8JsonWriter writer, ImmutableArray<UdfParameter> parameters)
    {
        writer.WriteStartArray("parameters");
        foreach (UdfParameter parameter in parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", parameter.Name);
            writer.WriteString("type", parameter.Type);
            writer.WriteBoolean("required", parameter.Required);
            if (parameter.Default is JsonElement value)
            {
                writer.WritePropertyName("default");
                writer.WriteRawValue(value.GetRawText());
            }

            WriteOptional(writer, "path", parameter.Path);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteReturns(Utf8JsonWriter writer, ImmutableArray<UdfReturn> returns)
    {
        writer.WriteStartArray("returns");
        foreach (UdfReturn result in returns)
        {
            writer.WriteStartObject();
            writer.WriteString("type", result.Type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteExtra(Utf8JsonWriter writer, ImmutableSortedDictionary<string, string> extra)
    {
        if (extra.IsEmpty)
            return;
        writer.WriteStartObject("extra");
        foreach ((string key, string value) in extra)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static UdfParameter ParseParameter(JsonElement json)
    {
        bool hasDefault = TryGet(json, "default", out JsonElement value);
        bool isRequired = !hasDefault;
        if (TryGet(json, "required", out JsonElement required))
        {
            isRequired = required.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? required.GetBoolean()
                : throw Wrong("required", "true or false", required);
        }

        return new UdfParameter(Text(json, "name") ?? "", Text(json, "type") ?? "", isRequired)
        {
            Default = hasDefault ? value.Clone() : null,
            Path = Text(json, "path"),
        };
    }

    private static ImmutableSortedDictionary<string, string> ParseExtra(JsonElement root)
    {
        var extra = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!TryGet(root, "extra", out JsonElement found) || found.ValueKind == JsonValueKind.Null)
            return extra.ToImmutable();
        if (found.ValueKind != JsonValueKind.Object)
            throw Wrong("extra", "an object", found);
        foreach (JsonProperty property in found.EnumerateObject())
            extra[property.Name] = Text(found, property.Name) ?? "";
        return extra.ToImmutable();
    }

    private static ImmutableArray<JsonElement> Items(JsonElement json, string name)
    {
        if (!TryGet(json, name, out JsonElement found) || found.ValueKind == JsonValueKind.Null)
            return [];
        return found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : throw Wrong(name, "an array", found);
    }

    private static string? Text(JsonElement json, string name)
    {
        if (!TryGet(json, name, out JsonElement found) || found.ValueKind == JsonValueKind.Null)
            return null;
        return found.ValueKind == JsonValueKind.String ? found.GetString() : throw Wrong(name, "a string", found);
    }

    private static bool TryGet(JsonElement json, string name, out JsonElement value) =>
        json.ValueKind == JsonValueKind.Object ? json.TryGetProperty(name, out value) : throw Wrong(name, "an object around it", json);

    private static MetadataFormatException Wrong(string name, string expected, JsonElement found) =>
        new($"'{name}': expected {expected}, found {found.ValueKind switch { JsonValueKind.True or JsonValueKind.False => "a bool", var kind => kind.ToString().ToLowerInvariant() }}");
}
