using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Krait.Cli.Output;
using Krait.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Krait.Cli.Commands;

/// <summary>
/// <c>krait demo</c>: the main job on real input. A server with a store in a temporary folder, products, a Python filter
/// uploaded as base64 source, and a search that runs it. Everything goes over HTTP, as a client would do it.
/// </summary>
internal static class DemoCommand
{
    private const string Index = "products";
    private const string FunctionName = "text_similarity";

    public static Command Create(Terminal terminal)
    {
        var command = new Command("demo", "Upload a Python filter and search 1,200 products with it, on a server of its own.");
        command.SetAction((_, token) => RunAsync(terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, CancellationToken token)
    {
        // Without a data folder the server keeps its store in a temporary one, which goes with it.
        await using (WebApplication app = KraitServer.Build(new KraitServerOptions { Urls = "http://127.0.0.1:0" }))
        {
            await app.StartAsync(token).ConfigureAwait(false);
            string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            terminal.Output.WriteLine($"server      {address}, store in a temporary folder");
            using var client = new ServerClient(address, terminal);
            await LoadProductsAsync(terminal, client, token).ConfigureAwait(false);
            await UploadFunctionAsync(terminal, client, token).ConfigureAwait(false);
            await SearchAsync(terminal, client, token).ConfigureAwait(false);
            await app.StopAsync(token).ConfigureAwait(false);
        }

        terminal.Output.WriteLine("demo: ok");
        return (int)ExitCode.Success;
    }

    private static async Task LoadProductsAsync(Terminal terminal, ServerClient client, CancellationToken token)
    {
        byte[] lines = DemoData.Read("products.ndjson");
        var watch = Stopwatch.StartNew();
        JsonNode answer = await client.PostLinesAsync($"indices/{Index}/bulk", lines, token).ConfigureAwait(false);
        if (answer["errors"]?.GetValue<bool>() != false)
            throw new CommandFailure(ExitCode.Unavailable, "the bulk load reported errors: " + answer.ToJsonString());
        int count = ((JsonArray)answer["items"]!).Count;
        terminal.Output.WriteLine($"products    {count} documents loaded in {watch.Elapsed.TotalMilliseconds:0} ms");
    }

    private static async Task UploadFunctionAsync(Terminal terminal, ServerClient client, CancellationToken token)
    {
        var body = new JsonObject
        {
            ["name"] = FunctionName,
            ["version"] = "1.0.0",
            ["language"] = "python",
            ["source"] = Convert.ToBase64String(DemoData.Read("text_similarity.py")),
        };
        JsonNode record = await client.PostAsync("udfs", body, token).ConfigureAwait(false);
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"function    {record["name"]} {record["version"]}: mode {record["mode"]}, module {record["wasm_size_bytes"]} bytes, compiled in {(double)record["compile_time_ms"]!:0} ms"));
    }

    private static async Task SearchAsync(Terminal terminal, ServerClient client, CancellationToken token)
    {
        JsonNode query = JsonNode.Parse("""
            {"query": {"bool": {
                "must": [{"match": {"category": "electronics"}}],
                "filter": [{"wasm_udf": {"name": "text_similarity", "version": "1.0.0",
                                         "parameters": {"query": "laptop computer", "threshold": 5}}}]}}}
            """)!;
        terminal.Output.WriteLine("search      category electronics, title within 5 edits of 'laptop computer'");
        var watch = Stopwatch.StartNew();
        JsonNode answer = await client.PostAsync($"indices/{Index}/search", query, token).ConfigureAwait(false);
        JsonArray hits = (JsonArray)answer["hits"]!["hits"]!;
        int total = answer["hits"]!["total"]!["value"]!.GetValue<int>();
        if (hits.Count == 0)
            throw new CommandFailure(ExitCode.ProgramFailed, "the search found nothing");

        var table = new Table { Border = TableBorder.Rounded };
        foreach (string column in (string[])["id", "score", "title", "price"])
            table.AddColumn(column);
        foreach (JsonNode? hit in hits)
        {
            JsonNode source = hit!["_source"]!;
            table.AddRow(
                Markup.Escape(hit["_id"]!.ToString()),
                hit["_score"]!.GetValue<double>().ToString("0.000", CultureInfo.InvariantCulture),
                Markup.Escape(source["title"]!.ToString()),
                Markup.Escape(source["price"]!.ToString()));
        }

        terminal.Rich.Write(table);
        JsonNode statistics = await client.GetAsync($"udfs/{FunctionName}/stats", token).ConfigureAwait(false);
        terminal.Output.WriteLine(
            $"hits        {total} in {watch.Elapsed.TotalMilliseconds:0} ms over HTTP ({answer["took"]} ms in the server, {statistics["calls"]} calls of the function)");
    }
}
