using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Server.Tests.Testing;

namespace Krait.Server.Tests;

/// <summary>Requests that mean harm are answered with an error of the sender, and the server answers the next one.</summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.Start();
        await _server.Send("PUT", "/api/v1/indices/t/documents/1", "{'n': 1}");
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(200, (await _server.Send("POST", "/api/v1/indices/t/search", "{}")).Status);
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("POST", "/api/v1/udfs")]
    [InlineData("POST", "/api/v1/udfs/x/test")]
    [InlineData("PUT", "/api/v1/indices/new")]
    [InlineData("PUT", "/api/v1/indices/t/documents/2")]
    [InlineData("POST", "/api/v1/indices/t/documents")]
    [InlineData("POST", "/api/v1/indices/t/bulk")]
    [InlineData("POST", "/api/v1/indices/t/search")]
    public async Task RefusesBrokenBodies(string method, string path)
    {
        byte[][] bodies =
        [
            Encoding.UTF8.GetBytes(new string('[', 500_000)),
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))),
            [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8],
            [0xFF, 0xFE, 0x00, 0x00],
            Encoding.UTF8.GetBytes("{\"\\ud800\":\"\\udfff\"}"),
            Encoding.UTF8.GetBytes("{\"size\": 1e99999, \"version\": 123456789012345678901234567890}"),
            Encoding.UTF8.GetBytes("\"text\""),
            Encoding.UTF8.GetBytes("nul"),
        ];
        foreach (byte[] body in bodies)
        {
            Answer answer = await _server.SendRaw(method, path, new ByteArrayContent(body));
            Assert.InRange(answer.Status, 400, 499);
            Assert.Equal(JsonValueKind.Object, answer.Json.ValueKind);
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/indices/..%2F..%2Fetc")]
    [InlineData("PUT", "/api/v1/indices/%00")]
    [InlineData("PUT", "/api/v1/indices/A")]
    [InlineData("GET", "/api/v1/indices/t/documents/%00")]
    [InlineData("GET", "/api/v1/indices/t/documents/%FF%FE")]
    [InlineData("GET", "/api/v1/udfs/%27%20OR%201=1")]
    [InlineData("GET", "/api/v1/udfs/x/%ED%A0%80/wasm")]
    [InlineData("GET", "/api/v1/udfs?language=klingon")]
    [InlineData("PUT", "/api/v1/indices/t/documents/1?op_type=destroy")]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd")]
    public async Task RefusesStrangePaths(string method, string path)
    {
        string request = $"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}";
        Assert.InRange(await StatusOf(request), 400, 499);
    }

    [Theory]
    [InlineData("GET\r\n\r\n")]
    [InlineData("POST /api/v1/indices/t/search HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n")]
    [InlineData("POST /api/v1/indices/t/search HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n")]
    [InlineData("POST /api/v1/udfs HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n{}")]
    public async Task RefusesBrokenHttp(string request) => Assert.InRange(await StatusOf(request), 400, 499);

    [Theory]
    [InlineData("/api/v1/udfs", "{'name':'g','version':'1.2.3','language':'python','mode':'auto','encoding':'text','source':'def g(n: int, s: str = \\u0022x\\u0022) -> bool:\\n    return n > len(s)\\n','limits':{'fuel':1000000},'metadata':{'tags':['a'],'category':'c'},'parameters':[{'name':'n','type':'i64','required':true},{'name':'s','type':'string','required':false,'default':'x'}],'returns':[{'type':'bool'}]}")]
    [InlineData("/api/v1/udfs/f/test", "{'version':'1.0.0','document':{'n':3,'deep':{'a':[1,{'b':null}]}},'parameters':{'limit':{'type':'i64','data':5},'word':'x'},'document_id':'d','score':1.5}")]
    public async Task FailsAtNoVariantOfARequest(string path, string body)
    {
        const string Source = "def f(n: int, limit: int = 2, word: str = 'w') -> bool:\n    return n < limit + len(word)\n";
        Answer registered = await _server.Send("POST", "/api/v1/udfs", $"{{'source':'{Convert.ToBase64String(Encoding.UTF8.GetBytes(Source))}'}}");
        Assert.Equal(201, registered.Status);
        string good = body.Replace('\'', '"');
        Answer unchanged = await _server.SendRaw("POST", path, new ByteArrayContent(Encoding.UTF8.GetBytes(good)));
        Assert.True(unchanged.Status is 200 or 201, unchanged.Text);

        string[] pieces = ["{", "}", "[]", "null", "-1", "1e999", "99999999999999999999", "\"\"", "\\ud800", "\\u0000", ",", ":", "\n", "\"unknown\":1,", "true", "\u00e9"];
        var random = new Random(20260119);
        for (int i = 0; i < 250; i++)
        {
            int start = random.Next(good.Length);
            int end = Math.Min(good.Length, start + random.Next(8));
            string variant = string.Concat(good.AsSpan(0, start), pieces[random.Next(pieces.Length)], good.AsSpan(end));
            Answer answer = await _server.SendRaw("POST", path, new ByteArrayContent(Encoding.UTF8.GetBytes(variant)));
            bool isUnexpected = answer.Status >= 500 && answer["code"] is "INTERNAL_ERROR" or "STORE_FAILED";
            Assert.False(isUnexpected, $"{variant}\n{answer.Text}");
        }
    }

    [Fact]
    public async Task OutlivesClientsThatGoAway()
    {
        for (int i = 0; i < 20; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(new Uri(_server.Url).Host, new Uri(_server.Url).Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /api/v1/indices/t/bulk HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{\"index\""));
        }

        Assert.Equal("1", (await _server.Send("POST", "/api/v1/indices/t/search", "{}"))["hits.total.value"]);
    }

    /// <summary>Sends bytes that no proper client would send; the status of the answer.</summary>
    private async Task<int> StatusOf(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(new Uri(_server.Url).Host, new Uri(_server.Url).Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        string line = await reader.ReadLineAsync() ?? "";
        return int.Parse(line.Split(' ')[1], null);
    }
}
