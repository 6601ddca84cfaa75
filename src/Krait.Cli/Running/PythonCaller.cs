using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krait.Udf;

namespace Krait.Cli.Running;

/// <summary>Calls a Python function the way the registry would: same marshalling, same limits, same errors.</summary>
internal static class PythonCaller
{
    private const string Name = "call";

    public static FunctionCall Call(InputFile input, string function, IReadOnlyList<string> arguments, GuestSettings settings)
    {
        using UdfHost host = UdfHost.Open(UdfHostOptions.Default with
        {
            DefaultLimits = settings.Limits,
            MaximumLimits = Raise(settings.Limits),
            GuestThreads = 1,
            Engine = settings.Engine,
        });
        UdfRecord record = host.Register(new UdfRegistration
        {
            Name = Name,
            Language = UdfLanguage.Python,
            Mode = UdfMode.Typed,
            Source = input.Bytes,
            SourceName = input.Name,
            FunctionName = function,
        }).Record;
        UdfTestResult result = host.Test(Name, new UdfTestRequest { Parameters = Bind(function, record.Metadata.GetProperty("parameters"), arguments) });
        return new FunctionCall(
            [.. result.Results.Select(static value => value.ToJson())],
            result.Logs,
            result.ExecutionTime.TotalMilliseconds,
            result.FuelUsed,
            result.MemoryPeakBytes);
    }

    private static UdfLimits Raise(UdfLimits limits) => UdfLimits.Maximum with
    {
        DeadlineMs = Math.Max(limits.DeadlineMs, UdfLimits.Maximum.DeadlineMs),
        Fuel = Math.Max(limits.Fuel, UdfLimits.Maximum.Fuel),
        MemoryBytes = Math.Max(limits.MemoryBytes, UdfLimits.Maximum.MemoryBytes),
        StackBytes = Math.Max(limits.StackBytes, UdfLimits.Maximum.StackBytes),
    };

    // Arguments come in order; the registry binds by name.
    private static JsonElement Bind(string function, JsonElement parameters, IReadOnlyList<string> arguments)
    {
        JsonElement[] declared = [.. parameters.EnumerateArray()];
        int required = declared.Count(static parameter => parameter.GetProperty("required").GetBoolean());
        if (arguments.Count < required || declared.Length < arguments.Count)
        {
            string signature = string.Join(", ", declared.Select(static parameter => $"{parameter.GetProperty("name").GetString()}: {parameter.GetProperty("type").GetString()}"));
            throw new CommandFailure(ExitCode.Usage, $"'{function}({signature})' takes {Count(required, declared.Length)}, found {arguments.Count}");
        }

        var values = new JsonObject();
        for (int index = 0; index < arguments.Count; index++)
        {
            string name = declared[index].GetProperty("name").GetString()!;
            values[name] = Parse(name, declared[index].GetProperty("type").GetString()!, arguments[index]);
        }

        return JsonElement.Parse(values.ToJsonString());
    }

    private static string Count(int required, int declared) =>
        required == declared ? $"{declared} arguments" : $"{required} to {declared} arguments";

    private static JsonNode? Parse(string name, string type, string text)
    {
        if (type == "string")
            return JsonValue.Create(text);
        try
        {
            return text switch
            {
                "True" => JsonValue.Create(true),
                "False" => JsonValue.Create(false),
                "None" => null,
                _ => JsonNode.Parse(text),
            };
        }
        catch (JsonException) when (type == "string?")
        {
            return JsonValue.Create(text);
        }
        catch (JsonException)
        {
            throw new CommandFailure(ExitCode.Usage, $"argument '{name}' has type {type} and is written as JSON, found '{text}'");
        }
    }
}
