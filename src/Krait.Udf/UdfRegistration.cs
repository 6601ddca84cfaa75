using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Krait.Udf;

/// <summary>What a user hands in to register one version of a UDF.</summary>
public sealed record UdfRegistration
{
    /// <summary>The UDF's name; null takes the source's <c># @udf: name=</c>, else the entry function's name.</summary>
    public string? Name { get; init; }

    /// <summary>A semantic version; null takes the source's <c># @udf: version=</c>, else 1.0.0.</summary>
    public string? Version { get; init; }

    /// <summary>What <see cref="Source"/> is written in.</summary>
    public required UdfLanguage Language { get; init; }

    /// <summary>UTF-8 text for Python and WebAssembly text, the module's bytes for Wasm. Not copied before <see cref="UdfHost.Register"/> returns.</summary>
    public required ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>Name that tracebacks and diagnostics show for the source; null for <c>NAME.py</c>.</summary>
    public string? SourceName { get; init; }

    /// <summary>How to execute it.</summary>
    public UdfMode Mode { get; init; } = UdfMode.Auto;

    /// <summary>What the calls of one search share; null for <see cref="UdfIsolation.Call"/>, and for <see cref="UdfIsolation.Batch"/> of precompiled modules.</summary>
    public UdfIsolation? Isolation { get; init; }

    /// <summary>Entry function; null for <c>udf_main</c>, else the only top-level function or export.</summary>
    public string? FunctionName { get; init; }

    /// <summary>JSON array of parameters that replaces what the source declares; null keeps it.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>JSON array of results that replaces what the source declares; null keeps it.</summary>
    public JsonElement? Returns { get; init; }

    /// <summary>JSON object in the shape of the metadata; members that are present replace what the source declares.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Own limits by the names of <see cref="UdfLimitTable"/>; null for the host's defaults.</summary>
    public IReadOnlyDictionary<string, long>? Limits { get; init; }
}
