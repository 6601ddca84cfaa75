using System.Globalization;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Guests;
using Krait.Server.Tests.Testing;

namespace Krait.Server.Tests;

/// <summary>Functions that an interpreter runs, over HTTP.</summary>
public sealed class UdfModeTests : IAsyncLifetime
{
    // Where the interpreters are not prepared, each function of theirs is compiled when it is first called.
    private const string Patient = "'limits':{'deadline_ms':60000,'compile_time_ms':60000}";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        try
        {
            GuestPackages.Restore();
        }
        catch (GuestPackageException exception)
        {
            Assert.Skip(exception.Message);
        }

        _server = await TestServer.Start();
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task PyodideIsAnotherNameOfCPython()
    {
        Answer created = await Register("words", "import json\ndef udf_main(title):\n    log('seen')\n    return {'words': title.split(), 'json': json.dumps(title)}\n", "'mode':'pyodide','isolation':'batch'");
        Assert.Equal(201, created.Status);
        Assert.Equal(("cpython", "batch", "the request asks for mode cpython"), (created["mode"], created["isolation"], created["mode_reason"]));
        Assert.Equal(("67108864", "0", "any"), (created["limits.memory_bytes"], created["wasm_size_bytes"], created["parameters.0.type"]));
        Answer tested = await _server.Send("POST", "/api/v1/udfs/words/test", "{'document':{'title':'a b'}}");
        Assert.Equal(("""["a","b"]""", "seen", "0"), (tested["results.0.words"], tested["logs.0"], tested["fuel_used"]));
        Assert.Equal("1", (await _server.Send("GET", "/api/v1/udfs/words/stats"))["calls"]);
        Assert.Equal(404, (await _server.Send("GET", "/api/v1/udfs/words/1.0.0/wasm")).Status);
        Assert.Equal(200, (await _server.Send("DELETE", "/api/v1/udfs/words/1.0.0")).Status);
    }

    [Fact]
    public async Task AutoTellsTheTierAndTheLine()
    {
        Answer created = await Register("f", "import re\ndef udf_main(title: str) -> bool:\n    return re.search('x', title) is not None\n", "'mode':'auto'");
        Assert.Equal("cpython", created["mode"]);
        Assert.StartsWith("line 1 is not in the typed tier", created["mode_reason"]);
        Answer failed = await _server.Send("POST", "/api/v1/udfs/f/test", "{'document':{'title':5}}");
        Assert.Equal((500, "EXECUTION_FAILED", "TypeError"), (failed.Status, failed["code"], failed["traceback.type"]));
        Assert.Equal(("2", "f.py"), (failed["traceback.frames.0.line"], failed["traceback.frames.0.file"]));
    }

    [Fact]
    public async Task ASearchRunsOverTenThousandDocumentsInEachMode()
    {
        const int Documents = 10_000;
        var bulk = new StringBuilder();
        for (int n = 0; n < Documents; n++)
            bulk.Append(CultureInfo.InvariantCulture, $"{{'index':{{'_id':'{n}'}}}}\n{{'n':{n}}}\n");
        Assert.Equal(200, (await _server.Send("POST", "/api/v1/indices/t/bulk", bulk.ToString())).Status);
        foreach (string mode in (string[])["typed", "cpython", "micropython"])
        {
            Answer created = await Register(mode + "_even", "def udf_main(n: int, factor: int = 2) -> bool:\n    return n % factor == 0\n", $"'mode':'{mode}','isolation':'batch'");
            Assert.Equal((mode, 201), (created["mode"], created.Status));
            Answer found = await _server.Send("POST", "/api/v1/indices/t/search", $"{{'size':3,'track_total_hits':true,'query':{{'wasm_udf':{{'name':'{mode}_even','parameters':{{'factor':5}}}}}}}}");
            Assert.Equal((mode, 200), (mode, found.Status));
            Assert.Equal((mode, "2000"), (mode, found["hits.total.value"]));
        }
    }

    private Task<Answer> Register(string name, string source, string more)
    {
        string options = $"{more},{Patient}".Replace('\'', '"');
        string body = $"{{\"name\":\"{name}\",\"encoding\":\"text\",\"source\":{JsonSerializer.Serialize(source)},{options}}}";
        return _server.SendRaw("POST", "/api/v1/udfs", new ByteArrayContent(Encoding.UTF8.GetBytes(body)));
    }
}
