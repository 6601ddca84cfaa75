using System;
using System.Buffers;
using System.Text.Json;

namespace Krait.Search.Storage;

/// <summary>Lays a partial document over a document: objects merge, everything else is replaced.</summary>
internal static class JsonMerge
{
    public static ReadOnlyMemory<byte> Merge(JsonElement target, JsonElement change)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, target, change);
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Print(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            element.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    // The parser bounds the depth of both, so the recursion is bounded too.
    private static void Write(Utf8JsonWriter writer, JsonElement target, JsonElement change)
    {
        if (target.ValueKind != JsonValueKind.Object || change.ValueKind != JsonValueKind.Object)
        {
            change.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (JsonProperty property in target.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            if (change.TryGetProperty(property.Name, out JsonElement changed))
                Write(writer, property.Value, changed);
            else
                property.Value.WriteTo(writer);
        }

        foreach (JsonProperty property in change.EnumerateObject())
        {
            if (!target.TryGetProperty(property.Name, out _))
                property.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
