using System;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Krait.Cli.Commands;

/// <summary>JSON given on the command line.</summary>
internal static class JsonArguments
{
    /// <summary>Parses an object; anything else is a usage error that names the option.</summary>
    public static JsonObject ParseObject(string text, string option)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject
                ?? throw new CommandFailure(ExitCode.Usage, $"{option} takes a JSON object such as {{\"title\": \"laptop\"}}, found: {text}");
        }
        catch (JsonException exception)
        {
            throw new CommandFailure(ExitCode.Usage, $"{option} is not JSON: {exception.Message}");
        }
    }

    /// <summary>Parses NAME=VALUE pairs. A value that is JSON keeps its type, any other is text.</summary>
    public static JsonObject ParsePairs(string[] pairs, string option)
    {
        var values = new JsonObject();
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new CommandFailure(ExitCode.Usage, $"{option} takes NAME=VALUE, found '{pair}'");
            values[pair[..equals]] = ParseValue(pair[(equals + 1)..]);
        }

        return values;
    }

    private static JsonNode? ParseValue(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
