using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Krait.Cli.Output;

/// <summary>Prints what the registry answers as tables.</summary>
internal static class UdfPrinter
{
    public static void PrintRecord(Terminal terminal, JsonObject record)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn(string.Empty).PadRight(2));
        table.AddColumn(string.Empty);
        foreach ((string key, JsonNode? value) in record)
        {
            if (value is JsonValue)
                table.AddRow(Markup.Escape(key), Markup.Escape(value.ToString()));
            else if (key is "parameters" or "returns" && value is JsonArray items)
                table.AddRow(Markup.Escape(key), Markup.Escape(string.Join(", ", items.Select(Signature))));
        }

        terminal.Rich.Write(table);
    }

    public static void PrintList(Terminal terminal, JsonNode answer)
    {
        JsonArray records = answer as JsonArray ?? answer["udfs"] as JsonArray ?? [];
        if (records.Count == 0)
        {
            terminal.Output.WriteLine("no functions are registered");
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        foreach (string column in (string[])["name", "version", "language", "mode", "category", "author"])
            table.AddColumn(column);
        foreach (JsonNode? record in records)
            table.AddRow([.. Fields(record, "name", "version", "language", "mode", "category", "author")]);
        terminal.Rich.Write(table);
    }

    public static void PrintTest(Terminal terminal, JsonNode answer)
    {
        foreach (JsonNode? result in answer["results"] as JsonArray ?? [])
            terminal.Output.WriteLine(result?.ToJsonString() ?? "null");
        foreach (JsonNode? log in answer["logs"] as JsonArray ?? [])
            terminal.Error.WriteLine("log: " + log);
        terminal.Error.WriteLine($"mode {answer["mode"]}, {answer["execution_time"]} ms, fuel {answer["fuel_used"]}, peak memory {answer["memory_peak_bytes"]} bytes");
    }

    private static string Signature(JsonNode? parameter) =>
        parameter?["name"] is { } name ? $"{name}: {parameter["type"]}" : $"{parameter?["type"]}";

    private static IEnumerable<string> Fields(JsonNode? record, params string[] names) =>
        names.Select(name => Markup.Escape(record?[name]?.ToString() ?? record?["metadata"]?[name]?.ToString() ?? string.Empty));
}
