using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Krait.Server.Tests.Testing;

namespace Krait.Server.Tests;

/// <summary>What was acknowledged survives kill -9, and functions of interpreters run after it as before.</summary>
public sealed class UdfDurabilityTests : IDisposable
{
    private const int MaximumPerRound = 4; // for each mode, since one may be much faster

    private readonly string _folder = Directory.CreateTempSubdirectory("krait-kill-").FullName;
    private readonly GuestFolder _guests;
    private readonly ConcurrentDictionary<string, string> _acknowledged = new(); // records by name
    private int _count;

    public UdfDurabilityTests()
    {
        GuestFolder.NeedInterpreters();
        _guests = new GuestFolder();
    }

    [Fact]
    public async Task LosesNoFunctionOfAnInterpreterWhenKilled()
    {
        // Killed while the first images are made or written, while a function is registered, and between.
        await KillWhen(() => _guests.Prepared("*").Length > 0);
        await KillWhen(() => Acknowledged("cpython") >= 1);
        await KillWhen(() => Acknowledged("cpython") >= 3);
        Assert.True(Acknowledged("cpython") >= 3);

        // Killed in the middle of calls, which make images anew or reuse them.
        using (ServerProcess server = await Start())
        {
            Task calls = Task.WhenAll(_acknowledged.Keys.Select(name => Send(server, $"/api/v1/udfs/{name}/test", """{"document": {"n": 3}}""")));
            server.Kill();
            await Task.WhenAny(calls);
        }

        using ServerProcess last = await Start();
        await Check(last);
        Assert.Equal((1, 1), (_guests.Prepared("cpython-*.image").Length, _guests.Prepared("micropython-*.image").Length));
    }

    public void Dispose()
    {
        _guests.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task KillWhen(Func<bool> isTime)
    {
        using ServerProcess server = await Start();
        await Check(server);
        Task clients = Task.WhenAll(RegisterUntilKilled(server, "cpython"), RegisterUntilKilled(server, "micropython"));
        while (!isTime() && !clients.IsCompleted)
            await Task.WhenAny(Task.Delay(2), clients);
        server.Kill();
        await clients;
    }

    private async Task RegisterUntilKilled(ServerProcess server, string mode)
    {
        for (int i = 0; i < MaximumPerRound; i++)
        {
            int factor = Interlocked.Increment(ref _count);
            string source = $"import json\nTABLE = {{str(i): i * {factor} for i in range(1000)}}\ndef udf_main(n: int) -> str:\n    return json.dumps({{'n': TABLE[str(n)]}})\n";
            try
            {
                Answer answer = await Send(server, "/api/v1/udfs", $$"""{"name": "f{{factor}}", "mode": "{{mode}}", "encoding": "text", "source": {{JsonSerializer.Serialize(source)}} }""");
                Assert.Equal(201, answer.Status);
                _acknowledged[$"f{factor}"] = answer.Text;
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private int Acknowledged(string mode) => _acknowledged.Values.Count(record => record.Contains($"\"mode\":\"{mode}\"", StringComparison.Ordinal));

    // What was not acknowledged may be there or not; what is there works.
    private async Task Check(ServerProcess server)
    {
        string[] names = [.. (await TestServer.SendRaw(server.Client, "GET", "/api/v1/udfs", null)).Json.GetProperty("udfs").EnumerateArray().Select(udf => udf.GetProperty("name").GetString()!)];
        Assert.Empty(_acknowledged.Keys.Except(names));
        foreach (string name in names)
        {
            Answer record = await TestServer.SendRaw(server.Client, "GET", $"/api/v1/udfs/{name}", null);
            Assert.Equal(((IReadOnlyDictionary<string, string>)_acknowledged).GetValueOrDefault(name, record.Text), record.Text);
            Answer answer = await Send(server, $"/api/v1/udfs/{name}/test", """{"document": {"n": 3}}""");
            Assert.True(answer.Status == 200, answer.Text);
            Assert.Equal("{\"n\": " + (3 * int.Parse(name[1..], null)) + "}", answer["results.0"]);
        }
    }

    private Task<ServerProcess> Start() => ServerProcess.Start(_folder, _guests.Environment, ServerProcess.PatientArgument);

    private static Task<Answer> Send(ServerProcess server, string path, string body) => TestServer.SendRaw(server.Client, "POST", path, new StringContent(body));
}
