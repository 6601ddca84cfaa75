using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Krait.Cli.Commands;

/// <summary>Turns the server's two error shapes (problem details, search errors) into lines for people.</summary>
internal static class ServerProblem
{
    public static string Describe(int status, string body)
    {
        if (!TryParse(body, out JsonObject? problem))
            return $"the server answered {status}: {body}";

        if (problem["error"] is JsonObject error)
            return $"the server answered {status} {Text(error["type"])}: {Text(error["reason"])}";

        var lines = new StringBuilder($"the server answered {status} {Text(problem["code"])}: {Text(problem["detail"]) ?? Text(problem["title"])}");
        if (problem["diagnostics"] is JsonArray diagnostics)
        {
            foreach (JsonNode? diagnostic in diagnostics)
                Append(lines, diagnostic as JsonObject ?? []);
        }

        if (Text(problem["traceback"]?["text"]) is { } traceback)
            lines.Append('\n').Append(traceback);
        return lines.ToString();
    }

    // As compilers print it: place, message, line, cure.
    private static void Append(StringBuilder lines, JsonObject diagnostic)
    {
        lines.Append('\n').Append($"{diagnostic["line"]}:{diagnostic["column"]}: {Text(diagnostic["id"])} {Text(diagnostic["message"])}");
        if (Text(diagnostic["excerpt"]) is { Length: > 0 } excerpt)
            lines.Append("\n    ").Append(excerpt);
        if (Text(diagnostic["hint"]) is { Length: > 0 } hint)
            lines.Append("\n    ").Append(hint);
    }

    private static bool TryParse(string body, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonObject? problem)
    {
        try
        {
            problem = JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            problem = null;
        }

        return problem is not null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node?.ToJsonString();
}
