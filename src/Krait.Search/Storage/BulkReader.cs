using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Krait.Search.Query;

namespace Krait.Search.Storage;

/// <summary>One action of a bulk request before it is done.</summary>
internal readonly record struct BulkAction(string Name, string Index, string? Id, ReadOnlyMemory<byte> Source, int Line);

/// <summary>
/// Reads newline-delimited JSON: a line that says what to do, then, except for <c>delete</c>, a line with the document.
/// A wrong action line ends the reading with an error, because nothing after it can be told apart; a wrong document does not.
/// </summary>
internal static class BulkReader
{
    private static readonly FrozenSet<string> s_actions = FrozenSet.Create("index", "create", "update", "delete");
    private static readonly string[] s_metadata = ["_index", "_id"];

    public static IEnumerable<BulkAction> Read(ReadOnlyMemory<byte> body, string defaultIndex)
    {
        int line = 0;
        while (TryReadLine(ref body, ref line, out ReadOnlyMemory<byte> action))
        {
            int actionLine = line;
            (string name, string index, string? id) = ParseAction(action, actionLine, defaultIndex);
            ReadOnlyMemory<byte> source = default;
            if (name != "delete" && !TryReadLine(ref body, ref line, out source))
                throw Refuse(actionLine, $"'{name}' must be followed by a line with the document, found the end of the request");
            yield return new BulkAction(name, index, id, source, actionLine);
        }

        if (line == 0)
            throw new SearchException(SearchErrorKind.Parsing, "a bulk request has at least one line such as {\"index\":{\"_id\":\"1\"}}, found none");
    }

    private static (string Name, string Index, string? Id) ParseAction(ReadOnlyMemory<byte> text, int line, string defaultIndex)
    {
        try
        {
            using JsonDocument document = JsonBody.Parse(text, SearchErrorKind.Parsing);
            (string name, QueryJson metadata) = new QueryJson(document.RootElement, JsonPath.Root).OnlyProperty("a bulk action");
            if (!s_actions.Contains(name))
                throw new QueryJson(document.RootElement, JsonPath.Root).Unknown("bulk action", name, s_actions);
            string index = defaultIndex;
            string? id = null;
            foreach ((string property, QueryJson value) in metadata.Properties(name))
            {
                switch (property)
                {
                    case "_index": index = value.Text("_index"); break;
                    case "_id" when value.Kind == JsonValueKind.Null: break;
                    case "_id" when value.Kind == JsonValueKind.Number: id = value.Element.GetRawText(); break;
                    case "_id": id = value.Text("_id"); break;
                    default: throw metadata.Unknown("bulk property", property, s_metadata);
                }
            }

            return (name, index, id);
        }
        catch (SearchException error)
        {
            throw Refuse(line, error.Message);
        }
    }

    // Empty lines between actions are passed over, because editors and shells add them.
    private static bool TryReadLine(ref ReadOnlyMemory<byte> body, ref int line, out ReadOnlyMemory<byte> text)
    {
        while (!body.IsEmpty)
        {
            int end = body.Span.IndexOf((byte)'\n');
            text = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            line++;
            if (!text.Span.Trim(" \t\r"u8).IsEmpty)
                return true;
        }

        text = default;
        return false;
    }

    private static SearchException Refuse(int line, string reason) =>
        new(SearchErrorKind.Parsing, string.Create(CultureInfo.InvariantCulture, $"bulk request, line {line}: {reason}")) { Line = line, Column = 1 };
}
