using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Search;
using Krait.Server.Tests.Testing;

namespace Krait.Server.Tests;

/// <summary>Functions that mean harm, over the wire: the right code, the line at fault, and a server that answers the next request.</summary>
public sealed class UdfAttackTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.Start(new KraitServerOptions { SearchLimits = SearchLimits.Default with { MaximumUdfTime = TimeSpan.FromSeconds(1) } });
        await _server.Send("POST", "/api/v1/indices/t/bulk", string.Concat(Enumerable.Range(0, 20).Select(n => $"{{'index':{{'_id':'{n}'}}}}\n{{'n':{n}}}\n")));
    }

    public async ValueTask DisposeAsync()
    {
        await Register("def fine(n: int) -> bool:\n    return n < 5\n");
        Assert.Equal("5", (await Search("fine"))["hits.total.value"]);
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("def attack() -> bool:\n    while True:\n        pass\n", "TIMEOUT FUEL_EXHAUSTED", "")]
    [InlineData("def attack(n: int = 0) -> int:\n    return attack(n + 1) + 1\n", "EXECUTION_FAILED", "RecursionError")]
    [InlineData("def attack() -> bool:\n    x = 'abcdefgh'\n    while True:\n        x = x + x\n", "MEMORY_LIMIT", "")]
    [InlineData("def attack(n: int = 4) -> bool:\n    xs = [1, 2, 3]\n    return xs[n] == 1\n", "EXECUTION_FAILED", "IndexError")]
    [InlineData("def attack(n: int = 0) -> bool:\n    return 1 // n == 1\n", "EXECUTION_FAILED", "ZeroDivisionError")]
    [InlineData("def attack(n: int = 9223372036854775807) -> bool:\n    return n + 1 > 0\n", "EXECUTION_FAILED", "OverflowError")]
    [InlineData("def attack() -> bool:\n    raise ValueError('\\u001b[31mred')\n", "EXECUTION_FAILED", "ValueError")]
    public async Task FailsWithTheRightCode(string source, string codes, string exception)
    {
        Answer registered = await Register(source, "{\"deadline_ms\":300}");
        Assert.True(registered.Status == 201, registered.Text);
        Answer tried = await _server.Send("POST", "/api/v1/udfs/attack/test", "{}");
        Assert.InRange(tried.Status, 500, 504);
        Assert.Contains(tried["code"], codes.Split(' '));
        if (exception.Length > 0)
        {
            Assert.Equal(exception, tried["traceback.type"]);
            JsonElement frame = tried.Json.GetProperty("traceback").GetProperty("frames").EnumerateArray().Last();
            Assert.InRange(frame.GetProperty("line").GetInt32(), 2, 3);
            Assert.NotEmpty(frame.GetProperty("excerpt").GetString()!);
        }

        Answer searched = await _server.Send("POST", "/api/v1/indices/t/search", "{'query':{'ids':{'values':['1','4']}},'script_fields':{'x':{'wasm_udf':{'name':'attack'}}}}");
        Assert.True(searched.Status is 200 or 500 or 504, searched.Text);
    }

    [Fact]
    public async Task BoundsTheTimeOfAllCallsOfASearch()
    {
        // No call is long; together they are.
        await Register("def attack(n: int) -> bool:\n    total = 0\n    for i in range(20_000_000):\n        total = (total * 31 + i) % 1_000_003\n    return total > n\n");
        Answer answer = await Search("attack");
        Assert.Equal(504, answer.Status);
        Assert.Equal("TIMEOUT", answer["error.root_cause.0.code"]);
        Assert.Equal("script_exception", answer["error.type"]);
    }

    [Fact]
    public async Task SkipsAndReportsFailingDocuments()
    {
        await Register("def attack(n: int) -> bool:\n    return 100 // (n % 4) > 40\n");
        Answer answer = await _server.Send("POST", "/api/v1/indices/t/search", "{'size':0,'query':{'wasm_udf':{'name':'attack','on_error':'skip'}}}");
        Assert.Equal("10", answer["hits.total.value"]);
        Assert.Equal("5", answer["udf.0.failed"]);
        Assert.Equal("EXECUTION_FAILED", answer["udf.0.errors.0.code"]);
        Assert.Contains("ZeroDivisionError", answer["udf.0.errors.0.reason"]);

        Answer failed = await Search("attack");
        Assert.Equal(500, failed.Status);
        Assert.Equal("ZeroDivisionError", failed["error.root_cause.0.traceback.type"]);
        Assert.Contains("failed on document [0]", failed["error.reason"]);
    }

    private Task<Answer> Search(string name) => _server.Send("POST", "/api/v1/indices/t/search", $"{{'query':{{'wasm_udf':{{'name':'{name}'}}}}}}");

    private Task<Answer> Register(string source, string limits = "{}") => _server.Send(
        "POST", "/api/v1/udfs", $"{{'language':'python','source':'{Convert.ToBase64String(Encoding.UTF8.GetBytes(source))}','limits':{limits}}}");
}
