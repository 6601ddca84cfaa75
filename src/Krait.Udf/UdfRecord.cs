using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Udf.Registry;

namespace Krait.Udf;

/// <summary>One registered version. Immutable, as the version is.</summary>
public sealed record UdfRecord
{
    /// <summary>The UDF's name.</summary>
    public required string Name { get; init; }

    /// <summary>The semantic version.</summary>
    public required string Version { get; init; }

    /// <summary>What the source is written in.</summary>
    public required UdfLanguage Language { get; init; }

    /// <summary>How it is executed; never <see cref="UdfMode.Auto"/>.</summary>
    public required UdfMode Mode { get; init; }

    /// <summary>Why this mode was chosen, as a sentence.</summary>
    public required string ModeReason { get; init; }

    /// <summary>What the calls of one search share.</summary>
    public required UdfIsolation Isolation { get; init; }

    /// <summary>Name that tracebacks show for the source.</summary>
    public string SourceName { get; init; } = "";

    /// <summary>Function that is called.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Size of the source in bytes.</summary>
    public required long SourceSizeBytes { get; init; }

    /// <summary>Size of the module in bytes; 0 where an interpreter runs the source.</summary>
    public required long WasmSizeBytes { get; init; }

    /// <summary>Lower-case hexadecimal sha256 of the source.</summary>
    public required string SourceSha256 { get; init; }

    /// <summary>Lower-case hexadecimal sha256 of the module; empty where an interpreter runs the source.</summary>
    public required string WasmSha256 { get; init; }

    /// <summary>Time from source to executable code, or to the image of an interpreter that has read it, in milliseconds.</summary>
    public required double CompileTimeMs { get; init; }

    /// <summary>When it was registered, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The limits of its calls.</summary>
    public required UdfLimits Limits { get; init; }

    /// <summary>
    /// A JSON object with name, version, author, category, tags, description, parameters, returns, language and extra, in this
    /// order; absent members were not given.
    /// </summary>
    public required JsonElement Metadata { get; init; }

    /// <summary>The author, or null.</summary>
    public string? Author => MetadataJson.TextOrNull(Metadata, "author");

    /// <summary>The category, or null.</summary>
    public string? Category => MetadataJson.TextOrNull(Metadata, "category");

    /// <summary>The description, or null.</summary>
    public string? Description => MetadataJson.TextOrNull(Metadata, "description");

    /// <summary>The tags; may be empty.</summary>
    public ImmutableArray<string> Tags => MetadataJson.Tags(Metadata);
}
