using System;
using System.Threading.Tasks;
using Krait.Server.Contracts;
using Krait.Server.Endpoints;
using Krait.Server.Hosting;
using Krait.Server.Metrics;
using Krait.Udf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krait.Server;

/// <summary>The HTTP server over the registry of functions and the search store.</summary>
public static class KraitServer
{
    /// <summary>Opens the stores and puts the server together; it listens once it is started.</summary>
    /// <param name="options">Where the data is, where to listen, what is allowed.</param>
    /// <returns>The server. Disposing it stops it, closes the stores and deletes a temporary data folder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    /// <exception cref="UdfException">The data folder is in use or cannot be written, or the registry cannot be opened.</exception>
    public static WebApplication Build(KraitServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ServerState state = ServerState.Open(options);

        // An empty builder reads no files and no environment: the options are the whole configuration.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(KraitServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // Each route has its own bound, checked by RequestBody.
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.Logging.SetMinimumLevel(options.LogLevel).AddSimpleConsole();
        if (options.LogLevel == LogLevel.Warning)
            builder.Logging.AddFilter(typeof(InterpreterPreparation).FullName, LogLevel.Information); // Rare, and it explains why requests wait.
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenApi(static openApi => openApi.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info.Title = "Krait";
            document.Info.Version = "v1";
            return Task.CompletedTask;
        }));
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Contracts));

        // Made by a factory, because the container disposes only what it has made.
        builder.Services.AddSingleton(_ => state);
        builder.Services.AddSingleton<PrometheusMetrics>();

        WebApplication app = builder.Build();
        app.Services.GetRequiredService<ServerState>();
        PrepareInterpreters(state, app.Services.GetRequiredService<ILogger<InterpreterPreparation>>());
        app.Services.GetRequiredService<PrometheusMetrics>(); // Counts from now on, not from the first time somebody asks.
        app.UseMiddleware<ErrorMiddleware>();
        app.UseRouting();
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        UdfEndpoints.Map(api.MapGroup("/udfs").WithTags("udfs"));
        IndexEndpoints.Map(api.MapGroup("/indices").WithTags("indices"));
        DocumentEndpoints.Map(api.MapGroup("/indices/{index}").WithTags("documents"));
        SearchEndpoints.Map(api.MapGroup("/indices/{index}").WithTags("search"));
        OperationEndpoints.Map(app);
        app.MapOpenApi();
        return app;
    }

    // What stored functions need is begun before the first request asks for it.
    private static void PrepareInterpreters(ServerState state, ILogger log)
    {
        if (state.Preparation is not { } preparation)
            return;
        preparation.Changed += (_, news) => log.Log(news.IsFailure ? LogLevel.Warning : LogLevel.Information, "{Message}", news.Message);
        state.Udfs.PrepareInterpreters();
    }
}
