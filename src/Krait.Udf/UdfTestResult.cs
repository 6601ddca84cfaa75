using System;
using System.Collections.Immutable;

namespace Krait.Udf;

/// <summary>What a trial call gave.</summary>
public sealed record UdfTestResult
{
    /// <summary>Name of the UDF.</summary>
    public required string Name { get; init; }

    /// <summary>The version that ran.</summary>
    public required string Version { get; init; }

    /// <summary>The mode it ran in.</summary>
    public required UdfMode Mode { get; init; }

    /// <summary>The results, one for a Python function.</summary>
    public required ImmutableArray<UdfValue> Results { get; init; }

    /// <summary>Wall time of the call alone, without queueing and compilation.</summary>
    public required TimeSpan ExecutionTime { get; init; }

    /// <summary>The request's document id.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Fuel units the call used.</summary>
    public required long FuelUsed { get; init; }

    /// <summary>Largest size of the instance's linear memory in bytes.</summary>
    public required long MemoryPeakBytes { get; init; }

    /// <summary>Lines the call logged or printed, control characters escaped.</summary>
    public required ImmutableArray<string> Logs { get; init; }
}
