using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Krait.Server.Tests.Testing;

/// <summary>A server in a process of its own, which can be killed without a chance to clean up.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string ServeArgument = "--serve";

    /// <summary>Has the child prepare interpreters; the milliseconds that a request waits for one follow.</summary>
    public const string PrepareArgument = "--prepare";

    /// <summary>Has the child use <see cref="TestServer.Patient"/>.</summary>
    public const string PatientArgument = "--patient";

    private readonly Process _process;

    private readonly ConcurrentQueue<string> _lines;

    private ServerProcess(Process process, string url, ConcurrentQueue<string> lines)
    {
        _process = process;
        _lines = lines;
        Client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(10) };
    }

    public HttpClient Client { get; }

    /// <summary>What it has logged so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>What the child process does: serves a data folder on a free port until it is killed or its input ends.</summary>
    public static async Task<int> Serve(string folder, string[] more)
    {
        KraitServerOptions start = more is [PatientArgument] ? TestServer.Patient : new KraitServerOptions();
        KraitServerOptions options = start with { DataFolder = folder, Urls = "http://127.0.0.1:0" };
        if (more is [PrepareArgument, string wait])
        {
            var limits = ServerLimits.Default with { InterpreterWait = TimeSpan.FromMilliseconds(int.Parse(wait, CultureInfo.InvariantCulture)) };
            options = options with { PreparesInterpreters = true, Limits = limits };
        }

        await using WebApplication app = KraitServer.Build(options);
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    public static Task<ServerProcess> Start(string folder) => Start(folder, [], []);

    /// <summary>Starts a child with variables of its environment and more arguments.</summary>
    public static async Task<ServerProcess> Start(string folder, (string Name, string Value)[] environment, params string[] more)
    {
        // The parent's end of the child's input closes when the parent dies, so no server is left behind.
        var start = new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, ServeArgument, folder, .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        var lines = new ConcurrentQueue<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("http://", StringComparison.Ordinal))
            {
                _ = Collect(process.StandardOutput, lines);
                return new ServerProcess(process, line, lines);
            }

            lines.Enqueue(line);
        }

        throw new InvalidOperationException("the server process ended before it served: " + string.Join('\n', lines));
    }

    private static async Task Collect(StreamReader output, ConcurrentQueue<string> lines)
    {
        while (await output.ReadLineAsync() is { } line)
            lines.Enqueue(line);
    }

    /// <summary>Ends the process as kill -9 does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
