using System;
using System.Collections.Immutable;

namespace Krait.Udf;

/// <summary>Counts of one UDF over all its versions since the host was opened.</summary>
public sealed record UdfStatistics
{
    /// <summary>Name of the UDF.</summary>
    public required string Name { get; init; }

    /// <summary>Calls made, failed ones included.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls that failed.</summary>
    public required long Errors { get; init; }

    /// <summary>Failed calls by kind; kinds that never occurred are absent.</summary>
    public required ImmutableSortedDictionary<UdfErrorCode, long> ErrorsByCode { get; init; }

    /// <summary>Wall time of calls.</summary>
    public required UdfLatency Latency { get; init; }

    /// <summary>Fuel units of all calls.</summary>
    public required long FuelUsed { get; init; }

    /// <summary>Largest linear memory of any call in bytes.</summary>
    public required long MemoryPeakBytes { get; init; }

    /// <summary>Text of the last error, or null.</summary>
    public required string? LastError { get; init; }

    /// <summary>When the last error happened, or null.</summary>
    public required DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>When the last call ended, or null.</summary>
    public required DateTimeOffset? LastCalledAt { get; init; }
}

/// <summary>Wall times in milliseconds; percentiles are exact to about 6%. All zero without calls.</summary>
/// <param name="MinMs">Shortest.</param>
/// <param name="MeanMs">Arithmetic mean.</param>
/// <param name="P50Ms">Half of the calls took at most this.</param>
/// <param name="P95Ms">95% of the calls took at most this.</param>
/// <param name="P99Ms">99% of the calls took at most this.</param>
/// <param name="MaxMs">Longest.</param>
public readonly record struct UdfLatency(double MinMs, double MeanMs, double P50Ms, double P95Ms, double P99Ms, double MaxMs);
