using System;
using System.Diagnostics;
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

    private readonly Process _process;

    private ServerProcess(Process process, string url)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = new Uri(url) };
    }

    public HttpClient Client { get; }

    /// <summary>What the child process does: serves a data folder on a free port until it is killed or its input ends.</summary>
    public static async Task<int> Serve(string folder)
    {
        await using WebApplication app = KraitServer.Build(new KraitServerOptions { DataFolder = folder, Urls = "http://127.0.0.1:0" });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    public static async Task<ServerProcess> Start(string folder)
    {
        // The parent's end of the child's input closes when the parent dies, so no server is left behind.
        var start = new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, ServeArgument, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string? url = await process.StandardOutput.ReadLineAsync();
        return url is null ? throw new InvalidOperationException("the server process ended before it served") : new ServerProcess(process, url);
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
