using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Krait.Search.Query;

/// <summary>Reads a request body as JSON and finds places in it again. An error carries line and column, both from 1, columns in bytes.</summary>
internal static class JsonBody
{
    // A bool inside a bool takes up to four levels of JSON, and a search has a few levels around its query.
    private const int DeepestRequest = 128;

    private static readonly JsonDocumentOptions s_requestOptions = new() { MaxDepth = DeepestRequest, AllowDuplicateProperties = false };

    /// <summary>Parses a body.</summary>
    /// <exception cref="SearchException">It is not UTF-8 or not JSON, nests too deep or names a property twice.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, SearchErrorKind kind)
    {
        if (!Utf8.IsValid(body.Span))
            throw new SearchException(kind, "the body is not UTF-8");
        try
        {
            return JsonDocument.Parse(body, s_requestOptions);
        }
        catch (JsonException error)
        {
            // The reader counts lines and bytes from 0.
            int line = (int)Math.Min(int.MaxValue - 1, error.LineNumber ?? 0) + 1;
            int column = (int)Math.Min(int.MaxValue - 1, error.BytePositionInLine ?? 0) + 1;
            string reason = string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {Sentence(error.Message)}");
            throw new SearchException(kind, reason, error) { Line = line, Column = column };
        }
        catch (InvalidOperationException error)
        {
            // Looking for repeated names unescapes them, which finds what the grammar lets pass.
            throw new SearchException(kind, "a property name holds a half of a surrogate pair, which is no character", error);
        }
    }

    /// <summary>Gives an error the line and column of its place in the body it came from.</summary>
    public static SearchException Locate(SearchException error, ReadOnlySpan<byte> body)
    {
        if (error.Place is null || error.Line > 0)
            return error;
        int offset = OffsetOf(error.Place.Steps(), body);
        int lineStart = body[..offset].LastIndexOf((byte)'\n') + 1;
        return error.At(body[..lineStart].Count((byte)'\n') + 1, offset - lineStart + 1);
    }

    /// <summary>The offset of the value a path leads to; of the deepest value that exists when the path ends early.</summary>
    private static int OffsetOf(IReadOnlyList<JsonPath> steps, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = DeepestRequest });
        reader.Read();
        int offset = (int)reader.TokenStartIndex;
        foreach (JsonPath step in steps)
        {
            if (!Enter(ref reader, step))
                break;
            offset = (int)reader.TokenStartIndex;
        }

        return offset;
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonPath step)
    {
        JsonTokenType container = reader.TokenType;
        int index = 0;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            bool found = container == JsonTokenType.StartObject ? step.Name is not null && reader.ValueTextEquals(step.Name) : index++ == step.Index;
            if (container == JsonTokenType.StartObject)
                reader.Read();
            if (found)
                return true;
            reader.Skip();
        }

        return false;
    }

    // The reader's message ends with its own counting of the place, which is from 0 and said better before it.
    private static string Sentence(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        int path = message.IndexOf(" Path:", StringComparison.Ordinal);
        int end = Math.Min(place < 0 ? message.Length : place, path < 0 ? message.Length : path);
        return message[..end].TrimEnd('.', ' ');
    }
}
