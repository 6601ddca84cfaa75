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
                lines.Append('\n').Append(Text(diagnostic is JsonObject row ? row["rendered"] ?? row["message"] : diagnostic));
        }

        if (Text(problem["traceback"]) is { } traceback)
            lines.Append('\n').Append(traceback);
        return lines.ToString();
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
