using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Krait.Server.Hosting;
using Krait.Server.Tests.Testing;
using Krait.Udf;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Krait.Server.Tests;

/// <summary>The server as a whole: its data folder, and many clients at once.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("krait-server-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task KeepsItsDataOverARestart()
    {
        var options = new KraitServerOptions { DataFolder = _folder };
        await using (TestServer first = await TestServer.Start(options))
        {
            await first.Send("PUT", "/api/v1/indices/t/documents/1", "{'n':1}");
            await Register(first, "def positive(n: int) -> bool:\n    return n > 0\n");
        }

        await using TestServer second = await TestServer.Start(options);
        Answer found = await second.Send("POST", "/api/v1/indices/t/search", "{'query':{'wasm_udf':{'name':'positive'}}}");
        Assert.Equal("1", found["hits.hits.0._id"]);
    }

    [Fact]
    public async Task RefusesADataFolderThatAnotherServerUses()
    {
        await using WebApplication first = KraitServer.Build(new KraitServerOptions { DataFolder = _folder });
        UdfException error = Assert.Throws<UdfException>(() => KraitServer.Build(new KraitServerOptions { DataFolder = _folder }));
        Assert.Equal(UdfErrorCode.StoreFailed, error.Code);
        Assert.Contains("in use by another server", error.Message);
    }

    [Fact]
    public async Task LeavesNoTemporaryFolderBehind()
    {
        string folder;
        await using (WebApplication server = KraitServer.Build(new KraitServerOptions()))
        {
            folder = server.Services.GetRequiredService<ServerState>().FolderPath;
            Assert.True(File.Exists(Path.Combine(folder, "search.db")));
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task AnswersManyClientsAtOnce()
    {
        await using TestServer server = await TestServer.Start();
        await Register(server, "def divides(n: int, by: int) -> bool:\n    return n % by == 0\n");
        await server.Send("POST", "/api/v1/indices/t/bulk", string.Concat(Enumerable.Range(0, 60).Select(n => $"{{'index':{{'_id':'{n}'}}}}\n{{'n':{n}}}\n")));
        await Task.WhenAll(Enumerable.Range(1, 12).Select(client => Task.Run(async () =>
        {
            for (int round = 0; round < 8; round++)
            {
                Answer found = await server.Send(
                    "POST", "/api/v1/indices/t/search", $"{{'size':0,'query':{{'wasm_udf':{{'name':'divides','parameters':{{'by':{client}}}}}}}}}");
                Assert.True(found.Status == 200, found.Text);
                Assert.Equal(((59 / client) + 1).ToString((IFormatProvider?)null), found["hits.total.value"]);
                Assert.Equal(201, (await server.Send("PUT", $"/api/v1/indices/other/documents/{client}-{round}", "{'word':'many writers'}")).Status);
            }
        })));
        Assert.Equal("96", (await server.Send("POST", "/api/v1/indices/other/search", "{'query':{'match':{'word':'writers'}}}"))["hits.total.value"]);
    }

    private static async Task Register(TestServer server, string source)
    {
        Answer answer = await server.Send("POST", "/api/v1/udfs", $"{{'source':'{Convert.ToBase64String(Encoding.UTF8.GetBytes(source))}'}}");
        Assert.True(answer.Status == 201, answer.Text);
    }
}
