using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Server.Tests.Testing;
using Krait.Testing;

namespace Krait.Server.Tests;

public sealed class UdfRouteTests : IAsyncLifetime
{
    private static readonly string s_priceFilter = File.ReadAllText(RepositoryRoot.File("examples", "udfs", "price_filter.wat"));

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task RegistersAFunctionOnce()
    {
        Answer created = await Register("1.0.0", s_priceFilter);
        Assert.Equal(201, created.Status);
        Assert.Equal("/api/v1/udfs/price_filter/1.0.0", created.Location);
        Assert.Equal("price_filter", created["name"]);
        Assert.Equal("wat", created["language"]);
        Assert.Equal("precompiled", created["mode"]);
        Assert.Equal("16777216", created["limits.memory_bytes"]);
        Assert.Equal(200, (await Register("1.0.0", s_priceFilter)).Status);

        Answer other = await Register("1.0.0", s_priceFilter + "\n;; changed");
        Assert.Equal(409, other.Status);
        Assert.Equal("application/problem+json", other.ContentType);
        Assert.Equal("UDF_ALREADY_EXISTS", other["code"]);
        Assert.Equal("409", other["status"]);
        Assert.Equal("/api/v1/udfs", other["instance"]);
    }

    [Fact]
    public async Task GivesTheBytesBack()
    {
        Answer created = await Register("1.0.0", s_priceFilter);
        Answer source = await _server.Send("GET", "/api/v1/udfs/price_filter/1.0.0/source");
        Assert.Equal(s_priceFilter, source.Text);
        Assert.Equal("text/plain; charset=utf-8", source.ContentType);
        Answer wasm = await _server.Send("GET", "/api/v1/udfs/price_filter/1.0.0/wasm");
        Assert.Equal("application/wasm", wasm.ContentType);
        Assert.Equal(created["wasm_sha256"], Convert.ToHexStringLower(SHA256.HashData(wasm.Body)));

        string base64 = Convert.ToBase64String(wasm.Body);
        Answer again = await _server.Send("POST", "/api/v1/udfs", $"{{'name':'copy','version':'2.1.0','language':'wasm','wasm_base64':'{base64}'}}");
        Assert.Equal(201, again.Status);
        Assert.Equal("wasm", again["language"]);
    }

    [Fact]
    public async Task ListsAndRemovesVersions()
    {
        await Register("1.0.0", s_priceFilter);
        await Register("1.10.0", s_priceFilter);
        await Register("1.9.0", s_priceFilter);
        Assert.Equal("1.10.0", (await _server.Send("GET", "/api/v1/udfs/price_filter"))["version"]);
        Assert.Equal("1.9.0", (await _server.Send("GET", "/api/v1/udfs/price_filter/1.9.0"))["version"]);
        Answer versions = await _server.Send("GET", "/api/v1/udfs/price_filter/versions");
        Assert.Equal(["1.10.0", "1.9.0", "1.0.0"], versions.Json.GetProperty("udfs").EnumerateArray().Select(udf => udf.GetProperty("version").GetString()));
        Assert.Equal("1", (await _server.Send("GET", "/api/v1/udfs"))["count"]);
        Assert.Equal("1", (await _server.Send("GET", "/api/v1/udfs?language=wat"))["count"]);
        Assert.Equal("0", (await _server.Send("GET", "/api/v1/udfs?language=python"))["count"]);

        Assert.Equal("True", (await _server.Send("DELETE", "/api/v1/udfs/price_filter/1.10.0"))["deleted"]);
        Assert.Equal(404, (await _server.Send("DELETE", "/api/v1/udfs/price_filter/1.10.0")).Status);
        Assert.Equal("1.9.0", (await _server.Send("GET", "/api/v1/udfs/price_filter"))["version"]);
    }

    [Fact]
    public async Task TriesAFunctionAndCountsTheCall()
    {
        await Register("1.0.0", s_priceFilter);
        Answer tried = await _server.Send("POST", "/api/v1/udfs/price_filter/test", "{'document':{'price':20},'parameters':{'max_price':{'type':'f64','data':30}}}");
        Assert.Equal(200, tried.Status);
        Assert.Equal("[true]", tried["results"]);
        Assert.Equal("1.0.0", tried["version"]);
        Assert.Equal("", tried["document_id"]);
        Assert.InRange(tried.Json.GetProperty("execution_time").GetDouble(), 0, 5000);
        Assert.Equal("[false]", (await _server.Send("POST", "/api/v1/udfs/price_filter/test", "{'document':{'price':20},'parameters':{'max_price':10.0}}"))["results"]);
        Assert.Equal("2", (await _server.Send("GET", "/api/v1/udfs/price_filter/stats"))["calls"]);
    }

    [Fact]
    public async Task FiltersASearch()
    {
        await Register("1.0.0", s_priceFilter);
        await _server.Send("POST", "/api/v1/indices/p/bulk", "{'index':{'_id':'1'}}\n{'price':5}\n{'index':{'_id':'2'}}\n{'price':50}\n{'index':{'_id':'3'}}\n{'name':'x'}\n");
        Answer found = await _server.Send(
            "POST", "/api/v1/indices/p/search", "{'query':{'bool':{'filter':[{'wasm_udf':{'name':'price_filter','version':'1.0.0','parameters':{'min_price':10.0}}}]}}}");
        Assert.Equal("1", found["hits.total.value"]);
        Assert.Equal("2", found["hits.hits.0._id"]);
        Assert.Equal("3", found["udf.0.documents"]);
        Assert.Equal("query.bool.filter[0].wasm_udf", found["udf.0.path"]);
    }

    [Fact]
    public async Task TellsAboutAMissingFunctionInASearchInTheShapeOfOpenSearch()
    {
        await _server.Send("PUT", "/api/v1/indices/p");
        Answer answer = await _server.Send("POST", "/api/v1/indices/p/search", "{'query':{'wasm_udf':{'name':'nope'}}}");
        Assert.Equal(404, answer.Status);
        Assert.Equal("script_exception", answer["error.root_cause.0.type"]);
        Assert.Equal("UDF_NOT_FOUND", answer["error.root_cause.0.code"]);
        Assert.Equal("query.wasm_udf", answer["error.root_cause.0.path"]);
    }

    [Theory]
    [InlineData("", 400, "INVALID_PARAMETERS", "line 1, column 1")]
    [InlineData("null", 400, "INVALID_PARAMETERS", "found null")]
    [InlineData("{'name': 5}", 400, "INVALID_PARAMETERS", "line 1, column 11: 'name' has a value of the wrong kind")]
    [InlineData("{'nmae': 'x'}", 400, "INVALID_PARAMETERS", "unknown property 'nmae', did you mean 'name'?")]
    [InlineData("{'name': 'x', 'name': 'y'}", 400, "INVALID_PARAMETERS", "name")]
    [InlineData("{'language': 'pyton', 'source': ''}", 400, "INVALID_PARAMETERS", "unknown language 'pyton', did you mean 'python'?")]
    [InlineData("{'language': 'wat', 'mode': 'jit', 'source': ''}", 400, "INVALID_PARAMETERS", "unknown mode 'jit'")]
    [InlineData("{'language': 'python'}", 400, "INVALID_PARAMETERS", "'source' is missing")]
    [InlineData("{'language': 'wasm'}", 400, "INVALID_PARAMETERS", "'wasm_base64' is missing")]
    [InlineData("{'language': 'python', 'source': 'def f():'}", 400, "INVALID_PARAMETERS", "say \\u0022encoding\\u0022: \\u0022text\\u0022")]
    [InlineData("{'language': 'python', 'wasm_base64': 'AA=='}", 400, "INVALID_PARAMETERS", "goes with language 'wasm'")]
    [InlineData("{'name': 'x', 'language': 'wasm', 'wasm_base64': 'AGFzbQE='}", 422, "INVALID_WASM", "")]
    [InlineData("{'name': 'x', 'language': 'wat', 'encoding': 'text', 'source': '(module'}", 422, "COMPILATION_FAILED", "")]
    [InlineData("{'name': '\\ud800', 'language': 'wat', 'encoding': 'text', 'source': '(module)'}", 400, "INVALID_PARAMETERS", "half of a surrogate pair")]
    [InlineData("{'name': 'x', 'language': 'wat', 'encoding': 'text', 'source': '(module)', 'limits': {'fule': 5}}", 400, "INVALID_PARAMETERS", "fule")]
    public async Task RefusesWrongRegistrations(string body, int status, string code, string part)
    {
        Answer answer = await _server.Send("POST", "/api/v1/udfs", body);
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer["code"]);
        Assert.Contains(part.Replace("\\u0022", "\"", StringComparison.Ordinal), answer["detail"]);
    }

    [Theory]
    [InlineData("GET", "/api/v1/udfs/nope")]
    [InlineData("GET", "/api/v1/udfs/nope/versions")]
    [InlineData("GET", "/api/v1/udfs/nope/stats")]
    [InlineData("GET", "/api/v1/udfs/nope/1.0.0")]
    [InlineData("GET", "/api/v1/udfs/nope/1.0.0/wasm")]
    [InlineData("GET", "/api/v1/udfs/nope/1.0.0/source")]
    [InlineData("DELETE", "/api/v1/udfs/nope/1.0.0")]
    [InlineData("POST", "/api/v1/udfs/nope/test")]
    public async Task TellsAboutAMissingFunction(string method, string path)
    {
        Answer answer = await _server.Send(method, path, method == "POST" ? "{}" : null);
        Assert.Equal(404, answer.Status);
        Assert.Equal("UDF_NOT_FOUND", answer["code"]);
    }

    [Fact]
    public async Task RefusesBodiesThatAreTooLarge()
    {
        await using TestServer small = await TestServer.Start(new KraitServerOptions { Limits = ServerLimits.Default with { MaximumUdfBytes = 1000, MaximumQueryBytes = 1000 } });
        Answer announced = await small.Send("POST", "/api/v1/udfs", $"{{'name':'{new string('x', 2000)}'}}");
        Assert.Equal(413, announced.Status);
        Assert.Equal("PAYLOAD_TOO_LARGE", announced["code"]);

        using var endless = new StreamContent(new MemoryStream(new byte[100_000]));
        endless.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/indices/t/search") { Content = endless };
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await small.Client.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
        JsonElement error = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("content_too_long_exception", error.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task BoundsBulkBodiesAndTheTimeOfARequest()
    {
        await using TestServer small = await TestServer.Start(new KraitServerOptions
        {
            Limits = ServerLimits.Default with { MaximumBulkBytes = 30, RequestTimeout = TimeSpan.FromSeconds(2) },
        });
        Assert.Equal(200, (await small.Send("POST", "/api/v1/indices/t/bulk", "{'index':{}}\n{'a':1}\n")).Status);
        Assert.Equal(413, (await small.Send("POST", "/api/v1/indices/t/bulk", "{'index':{}}\n{'a':'12345678901234'}\n")).Status);

        await RegisterEndless(small);
        Answer late = await small.Send("POST", "/api/v1/udfs/endless/test", "{}");
        Assert.Equal(504, late.Status);
        Assert.Equal("TIMEOUT", late["code"]);
        Assert.Contains("2 s", late["detail"]);
    }

    [Fact]
    public async Task BoundsTheMemoryOfBodies()
    {
        await using TestServer small = await TestServer.Start(new KraitServerOptions { Limits = ServerLimits.Default with { MaximumBodyMemoryBytes = 100_000 } });
        Answer refused = await small.Send("POST", "/api/v1/indices/t/search", new string(' ', 150_000) + "{}");
        Assert.Equal(429, refused.Status);
        Assert.Equal("rejected_execution_exception", refused["error.type"]);
        for (int i = 0; i < 10; i++)
            Assert.Equal(201, (await small.Send("POST", "/api/v1/indices/t/documents", new string(' ', 30_000) + "{}")).Status);
    }

    [Fact]
    public async Task RefusesRequestsWhenTooManyWait()
    {
        await using TestServer small = await TestServer.Start(new KraitServerOptions
        {
            Limits = ServerLimits.Default with { MaximumConcurrentRequests = 1, MaximumWaitingRequests = 0 },
        });
        await RegisterEndless(small);
        Task<Answer> running = SendUntilTaken(small, "/api/v1/udfs/endless/test");
        Answer refused;
        do
            refused = await small.Send("GET", "/api/v1/udfs");
        while (refused.Status == 200 && !running.IsCompleted);
        Assert.Equal((429, 1), (refused.Status, refused.RetryAfter!.Value.TotalSeconds));
        Assert.Equal("TOO_MANY_REQUESTS", refused["code"]);
        Assert.Equal(200, (await small.Send("GET", "/health/live")).Status);
        Answer ended = await running;
        Assert.Equal(504, ended.Status);
        Assert.Equal("TIMEOUT", ended["code"]);
        Assert.Equal(200, (await small.Send("GET", "/api/v1/udfs")).Status);
    }

    // The only place may be taken for a moment by the request that looks whether it is taken.
    private static async Task<Answer> SendUntilTaken(TestServer server, string path)
    {
        Answer answer;
        do
            answer = await server.Send("POST", path, "{}");
        while (answer.Status == 429);
        return answer;
    }

    private Task<Answer> Register(string version, string wat)
    {
        string body = $"{{'name':'price_filter','version':'{version}','language':'wat','source':'{Base64(wat)}'}}";
        return _server.Send("POST", "/api/v1/udfs", body);
    }

    private static async Task RegisterEndless(TestServer server)
    {
        const string Endless = "(module (func (export \"filter\") (param i64) (result i32) (loop (br 0)) (i32.const 1)))";
        Answer registered = await server.Send(
            "POST", "/api/v1/udfs", $"{{'name':'endless','language':'wat','source':'{Base64(Endless)}','limits':{{'deadline_ms':3000,'fuel':1000000000000}}}}");
        Assert.Equal(201, registered.Status);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
