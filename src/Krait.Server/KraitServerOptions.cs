using Krait.Search;
using Krait.Udf;
using Microsoft.Extensions.Logging;

namespace Krait.Server;

/// <summary>How a server is set up. Immutable; checked by <see cref="KraitServer.Build"/>.</summary>
public sealed record KraitServerOptions
{
    /// <summary>Folder of the registry and the search store, created when absent. Null: a temporary folder, deleted when the server is disposed.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons; port 0 takes a free one. Default <c>http://127.0.0.1:9200</c>, this machine only.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:9200";

    /// <summary>Bounds of requests.</summary>
    public ServerLimits Limits { get; init; } = ServerLimits.Default;

    /// <summary>Bounds of searches and documents.</summary>
    public SearchLimits SearchLimits { get; init; } = SearchLimits.Default;

    /// <summary>Limits, threads and cache of the functions; its database path is set by the server.</summary>
    public UdfHostOptions Udfs { get; init; } = UdfHostOptions.Default;

    /// <summary>
    /// Whether interpreters that UDFs need are prepared in the background where nobody has done so: those of stored UDFs when the server
    /// is built, others when they are first needed. Requests wait as <see cref="ServerLimits.InterpreterWait"/> says. Default: false,
    /// they are used as they are on this machine.
    /// </summary>
    public bool PreparesInterpreters { get; init; }

    /// <summary>The least level that is logged to the console. Default: warnings.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;
}
