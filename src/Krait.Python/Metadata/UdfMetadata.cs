using System.Collections.Immutable;

namespace Krait.Python;

/// <summary>What a UDF says about itself: what it is called, takes, returns and is for. Immutable.</summary>
public sealed record UdfMetadata
{
    /// <summary>The version of a UDF that says none.</summary>
    public const string DefaultVersion = "1.0.0";

    /// <summary>The name it is registered under.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its semantic version.</summary>
    public string Version { get; init; } = DefaultVersion;

    /// <summary>Who wrote it, or null.</summary>
    public string? Author { get; init; }

    /// <summary>What it is for, in one word such as <c>filter</c>, or null.</summary>
    public string? Category { get; init; }

    /// <summary>Words to find it by, in the order they were written.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The docstring without its indentation; empty where there is none. May have several lines.</summary>
    public string Description { get; init; } = "";

    /// <summary>The parameters in the order of the signature.</summary>
    public ImmutableArray<UdfParameter> Parameters { get; init; } = [];

    /// <summary>The result; empty for a function that returns None.</summary>
    public ImmutableArray<UdfReturn> Returns { get; init; } = [];

    /// <summary>The language of the source: <c>python</c>, <c>wasm</c> or <c>wat</c>.</summary>
    public string Language { get; init; } = "python";

    /// <summary>Other <c># @udf:</c> keys and their values, sorted by key.</summary>
    public ImmutableSortedDictionary<string, string> Extra { get; init; } = ImmutableSortedDictionary.Create<string, string>(System.StringComparer.Ordinal);
}
