using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Krait.Python;

/// <summary>What an extraction found.</summary>
/// <param name="Metadata">The metadata, or null where the source has errors.</param>
/// <param name="FunctionName">The entry function's name in the source, or null where there is none.</param>
/// <param name="Diagnostics">Errors and warnings in source order.</param>
public sealed record MetadataResult(UdfMetadata? Metadata, string? FunctionName, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether there is metadata.</summary>
    [MemberNotNullWhen(true, nameof(Metadata), nameof(FunctionName))]
    public bool Succeeded => Metadata is not null && FunctionName is not null;
}
