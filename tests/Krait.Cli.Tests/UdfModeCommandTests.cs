using System;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Cli.Tests.Guests;

namespace Krait.Cli.Tests;

/// <summary><c>krait udf</c> with functions that interpreters run.</summary>
public class UdfModeCommandTests
{
    [Theory]
    [InlineData("typed", "typed")]
    [InlineData("cpython", "cpython")]
    [InlineData("pyodide", "cpython")]
    [InlineData("micropython", "micropython")]
    [InlineData("auto", "typed")]
    public async Task AModeIsRegisteredListedAndTried(string mode, string chosen)
    {
        Interpreters.Need();
        await using RunningServer server = await RunningServer.StartAsync();
        CommandResult registered = CommandResult.Run(
            ["udf", "register", CommandResult.Example("udfs", "text_similarity_typed.py"), "--mode", mode, "--isolation", "call", "--url", server.Url, "--json", "--limit", "deadline_ms=500000"]);
        Assert.Equal((0, string.Empty), (registered.ExitCode, registered.Error));
        JsonElement record = JsonElement.Parse(registered.Output);
        Assert.Equal((chosen, "call", 500_000), (record.GetProperty("mode").GetString(), record.GetProperty("isolation").GetString(), record.GetProperty("limits").GetProperty("deadline_ms").GetInt32()));
        Assert.Contains("text_similarity_typed", CommandResult.Run("udf", "list", "--mode", mode == "auto" ? "typed" : mode, "--category", "filter", "--url", server.Url).Output, StringComparison.Ordinal);
        Assert.Equal("no functions are registered\n", CommandResult.Run("udf", "list", "--mode", "precompiled", "--url", server.Url).Output);

        string[] call = ["udf", "test", "text_similarity_typed", "--url", server.Url, "--document", """{"title": "laptop"}""", "--param", "query=laptops", "--param", "threshold=1"];
        foreach ((string? other, string ran) in ((string?, string)[])[(null, chosen), ("typed", "typed"), ("cpython", "cpython"), ("micropython", "micropython"), ("auto", "typed")])
        {
            CommandResult tested = CommandResult.Run(other is null ? call : [.. call, "--mode", other]);
            Assert.Equal((0, "true\n"), (tested.ExitCode, tested.Output));
            Assert.StartsWith($"mode {ran}, ", tested.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RefusalsAndFailuresAreTheServers()
    {
        Interpreters.Need();
        await using RunningServer server = await RunningServer.StartAsync();
        using var folder = new TemporaryFolder();
        string file = folder.Write("f.py", "import json\n\n\ndef udf_main(x):\n    return json.loads(x)\n");
        Assert.Equal(0, CommandResult.Run("udf", "register", file, "--url", server.Url).ExitCode);

        string problem = await PostAsync(server, "/api/v1/udfs/f/test", """{"mode": "typed", "document": {"x": "1"}}""");
        CommandResult refused = CommandResult.Run("udf", "test", "f", "--mode", "typed", "--document", """{"x": "1"}""", "--url", server.Url);
        Assert.Equal(69, refused.ExitCode);
        Assert.Contains($"COMPILATION_FAILED: {JsonElement.Parse(problem).GetProperty("detail").GetString()}", refused.Error, StringComparison.Ordinal);
        Assert.Contains("\n1:8: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("\n    import json\n", refused.Error, StringComparison.Ordinal);

        problem = await PostAsync(server, "/api/v1/udfs/f/test", """{"document": {"x": "}"}}""");
        CommandResult failed = CommandResult.Run("udf", "test", "f", "--document", """{"x": "}"}""", "--url", server.Url);
        Assert.Equal(69, failed.ExitCode);
        Assert.EndsWith(JsonElement.Parse(problem).GetProperty("traceback").GetProperty("text").GetString() + "\n", failed.Error, StringComparison.Ordinal);
        Assert.Contains("File \"f.py\", line 5, in udf_main\n    return json.loads(x)\n", failed.Error, StringComparison.Ordinal);

        CommandResult unknown = CommandResult.Run("udf", "test", "f", "--mode", "cpthon", "--url", server.Url);
        Assert.Contains("INVALID_PARAMETERS: unknown mode 'cpthon', did you mean 'cpython'?", unknown.Error, StringComparison.Ordinal);
        CommandResult limit = CommandResult.Run("udf", "register", file, "--limit", "deadline=5", "--url", server.Url);
        Assert.Contains("limit 'deadline' is unknown", limit.Error, StringComparison.Ordinal);
    }

    private static async Task<string> PostAsync(RunningServer server, string path, string body)
    {
        using var client = new HttpClient();
        using HttpResponseMessage response = await client.PostAsync(new Uri(server.Url + path), new StringContent(body, Encoding.UTF8));
        return await response.Content.ReadAsStringAsync();
    }
}
