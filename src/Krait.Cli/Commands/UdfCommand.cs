using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Krait.Cli.Output;

namespace Krait.Cli.Commands;

/// <summary><c>krait udf register|list|test|delete</c>: the registry of a running server.</summary>
internal static class UdfCommand
{
    private const string Modes = "auto, typed, cpython, micropython or precompiled.";

    private static readonly Option<string> s_url = new("--url")
    {
        Description = "Address of the server.",
        DefaultValueFactory = static _ => ServerClient.DefaultUrl,
        Recursive = true,
    };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print the server's answer as JSON.", Recursive = true };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("udf", "Register, list, test and delete user-defined functions on a running server.")
        {
            s_url,
            s_json,
            Register(terminal),
            List(terminal),
            Test(terminal),
            Delete(terminal),
        };
        ExamplesHelp.Attach(
            command,
            "krait udf register examples/udfs/text_similarity.py",
            "krait udf list --json",
            "krait udf test text_similarity --document '{\"title\": \"laptop\"}' --param query=laptop --param threshold=5",
            "krait udf delete text_similarity 1.0.0");
        return command;
    }

    private static Command Register(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "A .py, .wasm or .wat file." };
        var name = new Option<string?>("--name") { Description = "Name; otherwise the source's own, otherwise the file's." };
        var version = new Option<string?>("--version") { Description = "Semantic version; otherwise the source's own, otherwise 1.0.0." };
        var mode = new Option<string?>("--mode") { Description = Modes };
        var limits = new Option<string[]>("--limit") { Description = "NAME=VALUE, e.g. deadline_ms=100; docs/LIMITS.md lists them." };
        var isolation = new Option<string?>("--isolation") { Description = "What the documents of a search share in modes cpython, micropython and precompiled: call (nothing) or batch (an instance)." };
        var command = new Command("register", "Upload a function.") { file, name, version, mode, isolation, limits };
        command.SetAction((result, token) => RunAsync(terminal, result, async client =>
        {
            FileInfo source = result.GetRequiredValue(file);
            var settings = new JsonObject();
            foreach (Option<string?> option in (Option<string?>[])[name, version, mode, isolation])
            {
                if (result.GetValue(option) is { } chosen)
                    settings[option.Name.TrimStart('-')] = chosen;
            }

            if (result.GetValue(limits) is { Length: > 0 } pairs)
                settings["limits"] = JsonArguments.ParsePairs(pairs, "--limit");
            JsonObject record = await client.RegisterAsync(source, settings, token).ConfigureAwait(false);
            if (!TryPrintJson(terminal, result, record))
                UdfPrinter.PrintRecord(terminal, record);
        }, token));
        ExamplesHelp.Attach(
            command,
            "krait udf register examples/udfs/text_similarity.py",
            "krait udf register examples/udfs/word_statistics.py --mode cpython --isolation batch --limit deadline_ms=500",
            "krait udf register filter.wasm --name price_filter --version 1.2.0");
        return command;
    }

    private static Command List(Terminal terminal)
    {
        Option<string?>[] filters =
        [
            new("--mode") { Description = "Only those of this mode." },
            new("--language") { Description = "Only those in this language." },
            new("--category") { Description = "Only those of this category." },
            new("--author") { Description = "Only those of this author." },
            new("--tag") { Description = "Only those with this tag." },
        ];
        var command = new Command("list", "List the functions.");
        foreach (Option<string?> filter in filters)
            command.Options.Add(filter);
        command.SetAction((result, token) => RunAsync(terminal, result, async client =>
        {
            IEnumerable<string> chosen = filters.Where(filter => result.GetValue(filter) is not null)
                .Select(filter => $"{filter.Name.TrimStart('-')}={ServerClient.Escape(result.GetValue(filter)!)}");
            JsonNode answer = await client.GetAsync("udfs?" + string.Join('&', chosen), token).ConfigureAwait(false);
            if (!TryPrintJson(terminal, result, answer))
                UdfPrinter.PrintList(terminal, answer);
        }, token));
        return command;
    }

    private static Command Test(Terminal terminal)
    {
        var name = new Argument<string>("name");
        var version = new Option<string?>("--version") { Description = "Semantic version; otherwise the newest." };
        var document = new Option<string>("--document") { Description = "The document as JSON.", DefaultValueFactory = static _ => "{}" };
        var parameters = new Option<string[]>("--param") { Description = "NAME=VALUE; the value is JSON, or text where it is not JSON." };
        var mode = new Option<string?>("--mode") { Description = "The mode to call it in, as if it had been registered so: " + Modes };
        var command = new Command("test", "Call a function on one document.") { name, version, document, parameters, mode };
        command.SetAction((result, token) => RunAsync(terminal, result, async client =>
        {
            var body = new JsonObject
            {
                ["document"] = JsonArguments.ParseObject(result.GetRequiredValue(document), "--document"),
                ["parameters"] = JsonArguments.ParsePairs(result.GetValue(parameters) ?? [], "--param"),
            };
            if (result.GetValue(version) is { } chosen)
                body["version"] = chosen;
            if (result.GetValue(mode) is { } other)
                body["mode"] = other;
            JsonNode answer = await client.PostAsync($"udfs/{ServerClient.Escape(result.GetRequiredValue(name))}/test", body, token).ConfigureAwait(false);
            if (!TryPrintJson(terminal, result, answer))
                UdfPrinter.PrintTest(terminal, answer);
        }, token));
        ExamplesHelp.Attach(
            command,
            "krait udf test text_similarity --document '{\"title\": \"laptop\"}' --param query=laptop --param threshold=5",
            "krait udf test text_similarity --mode cpython --document '{\"title\": \"laptop\"}' --param query=laptop");
        return command;
    }

    private static Command Delete(Terminal terminal)
    {
        var name = new Argument<string>("name");
        var version = new Argument<string>("version");
        var command = new Command("delete", "Delete one version of a function.") { name, version };
        command.SetAction((result, token) => RunAsync(terminal, result, async client =>
        {
            JsonNode answer = await client.DeleteAsync(
                $"udfs/{ServerClient.Escape(result.GetRequiredValue(name))}/{ServerClient.Escape(result.GetRequiredValue(version))}", token).ConfigureAwait(false);
            if (!TryPrintJson(terminal, result, answer))
                terminal.Output.WriteLine($"deleted {result.GetRequiredValue(name)} {result.GetRequiredValue(version)}");
        }, token));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ParseResult result, System.Func<ServerClient, Task> action, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var client = new ServerClient(result.GetValue(s_url) ?? ServerClient.DefaultUrl, terminal);
        await action(client).ConfigureAwait(false);
        await terminal.Output.FlushAsync(token).ConfigureAwait(false);
        return (int)ExitCode.Success;
    }

    private static bool TryPrintJson(Terminal terminal, ParseResult result, JsonNode answer)
    {
        if (!result.GetValue(s_json))
            return false;
        terminal.Output.WriteLine(answer.ToJsonString());
        return true;
    }
}
