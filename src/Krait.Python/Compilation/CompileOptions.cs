using System;

namespace Krait.Python;

/// <summary>How a source is compiled. Immutable.</summary>
public sealed record CompileOptions
{
    /// <summary>The default: full debug information, no metadata section, no dump.</summary>
    public static CompileOptions Default { get; } = new();

    /// <summary>What the module tells about its source.</summary>
    public DebugInformation Debug { get; init; } = DebugInformation.Full;

    /// <summary>The text of the section <c>krait.metadata</c>, or null for none.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>Receives the name of each stage and its result as text: <c>ir</c> and one per pass. Null for none.</summary>
    public Action<string, string>? Dump { get; init; }
}
