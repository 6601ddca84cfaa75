using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Server.Tests.Testing;

namespace Krait.Server.Tests;

/// <summary>A server whose interpreters nobody has prepared. MicroPython stands for both, because it is small.</summary>
public sealed class InterpreterPreparationTests : IDisposable
{
    private const string Begun = "preparing the interpreter of mode micropython, once";
    private const string Done = "the interpreter of mode micropython is prepared, in ";
    private const string Source = "def udf_main(n: int) -> int:\n    return n * 2\n";
    private const string Search = """{"query": {"wasm_udf": {"name": "f"}}, "_source": false}""";

    private readonly string _data = Directory.CreateTempSubdirectory("krait-preparation-").FullName;
    private readonly GuestFolder _guests;

    public InterpreterPreparationTests()
    {
        GuestFolder.NeedInterpreters();
        _guests = new GuestFolder();
    }

    [Fact]
    public async Task OnlyWhatNeedsAnInterpreterWaitsWhileItIsPrepared()
    {
        using (ServerProcess server = await Start(waitMs: 0))
        {
            using (_guests.Hold())
            {
                Answer[] refused = await Task.WhenAll(Register(server, "f", "micropython"), Register(server, "g", "micropython"));
                foreach (Answer answer in refused)
                {
                    Assert.Equal((503, "INTERPRETER_NOT_READY", TimeSpan.FromSeconds(5)), (answer.Status, answer["code"], answer.RetryAfter));
                    Assert.Contains("mode micropython waits for its interpreter", answer["detail"]);
                }

                Assert.Equal(201, (await Register(server, "t", "typed")).Status);
                Assert.Equal("42", (await Send(server, "/api/v1/udfs/t/test", """{"document": {"n": 21}}"""))["results.0"]);
                Answer other = await Send(server, "/api/v1/udfs/t/test", """{"document": {"n": 21}, "mode": "micropython"}""");
                Assert.Equal(503, other.Status);
                Assert.Equal(200, (await TestServer.SendRaw(server.Client, "GET", "/health/ready", null)).Status);
            }

            await RegisterInTheEnd(server);
            Assert.Equal("42", (await Send(server, "/api/v1/udfs/t/test", """{"document": {"n": 21}, "mode": "micropython"}"""))["results.0"]);
            await Logged(server, Done);
            Assert.Single(server.Lines, line => line.Contains(Begun, StringComparison.Ordinal));
            Assert.Equal((1, 1), (_guests.Prepared("*.krait").Length, _guests.Prepared("*.image").Length));
            Assert.Equal(201, (await Send(server, "/api/v1/indices/i/documents", """{"n": 1}""")).Status);
        }

        // Found prepared, nothing begins again.
        using (ServerProcess again = await Start(waitMs: 0))
        {
            Assert.Equal("1", (await Send(again, "/api/v1/indices/i/search", Search))["hits.total.value"]);
            Assert.DoesNotContain(again.Lines, line => line.Contains("preparing", StringComparison.Ordinal));
        }

        // What a stored function needs is prepared without a request, and a search waits for it.
        foreach (string file in _guests.Prepared("*.*"))
            File.Delete(file);
        using ServerProcess last = await Start(waitMs: 600_000);
        await Logged(last, Begun);
        Assert.Equal("1", (await Send(last, "/api/v1/indices/i/search", Search))["hits.total.value"]);
    }

    [Fact]
    public async Task APreparationThatIsKilledIsDoneAgain()
    {
        using (ServerProcess server = await Start(waitMs: 0))
        {
            Assert.Equal(503, (await Register(server, "f", "micropython")).Status);
            server.Kill();
        }

        using ServerProcess again = await Start(waitMs: 600_000);
        Assert.Equal(201, (await Register(again, "f", "micropython")).Status);
        Assert.Equal("42", (await Send(again, "/api/v1/udfs/f/test", """{"document": {"n": 21}}"""))["results.0"]);
        Assert.Equal((1, 1, 0), (_guests.Prepared("*.krait").Length, _guests.Prepared("*.image").Length, _guests.Prepared("*.tmp").Length));
    }

    public void Dispose()
    {
        _guests.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private Task<ServerProcess> Start(int waitMs) =>
        ServerProcess.Start(_data, _guests.Environment, ServerProcess.PrepareArgument, waitMs.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static async Task RegisterInTheEnd(ServerProcess server)
    {
        Answer answer = await Register(server, "f", "micropython");
        for (int i = 0; i < 6000 && answer.Status == 503; i++)
        {
            await Task.Delay(100);
            answer = await Register(server, "f", "micropython");
        }

        Assert.Equal(201, answer.Status);
    }

    // Lines come on their own way, after what they tell of.
    private static async Task Logged(ServerProcess server, string text)
    {
        for (int i = 0; i < 6000 && !server.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)); i++)
            await Task.Delay(100);
        Assert.Contains(server.Lines, line => line.Contains(text, StringComparison.Ordinal));
    }

    private static Task<Answer> Register(ServerProcess server, string name, string mode) => Send(
        server,
        "/api/v1/udfs",
        $$"""{"name": "{{name}}", "mode": "{{mode}}", "encoding": "text", "source": {{JsonSerializer.Serialize(Source)}}, "limits": {"deadline_ms": 60000, "compile_time_ms": 60000} }""");

    private static Task<Answer> Send(ServerProcess server, string path, string body) =>
        TestServer.SendRaw(server.Client, "POST", path, new ByteArrayContent(Encoding.UTF8.GetBytes(body)));
}
