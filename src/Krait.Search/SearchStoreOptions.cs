using System;

namespace Krait.Search;

/// <summary>How a <see cref="SearchStore"/> is opened.</summary>
public sealed record SearchStoreOptions
{
    /// <summary>The file of the store, created when absent; two more files with suffixes <c>-wal</c> and <c>-shm</c> stand beside it.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>Bounds of requests.</summary>
    public SearchLimits Limits { get; init; } = SearchLimits.Default;

    /// <summary>Source of creation times and elapsed times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
