using System;
using System.Linq;
using System.Threading.Tasks;
using Krait.Server;
using Krait.Udf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Krait.Cli.Tests;

/// <summary>A real server on a free port of the loopback address, with a store that goes with it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    // Where the interpreters are not prepared, each function of theirs is compiled when it is first called.
    private static readonly UdfHostOptions s_patient = UdfHostOptions.Default with
    {
        DefaultLimits = UdfLimits.Default with { DeadlineMs = 600_000, CompileTimeMs = 600_000 },
        MaximumLimits = UdfLimits.Maximum with { DeadlineMs = 600_000, CompileTimeMs = 600_000 },
    };

    private readonly WebApplication _app;

    private RunningServer(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<RunningServer> StartAsync()
    {
        WebApplication app = KraitServer.Build(new KraitServerOptions { Urls = "http://127.0.0.1:0", Udfs = s_patient });
        await app.StartAsync();
        return new RunningServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
