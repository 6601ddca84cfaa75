using System;
using System.Collections.Immutable;
using Krait.Search.Mapping;

namespace Krait.Search.Query;

/// <summary>A parsed search.</summary>
internal sealed record SearchRequest
{
    public required QueryNode Query { get; init; }

    public int From { get; init; }

    public int Size { get; init; } = 10;

    /// <summary>Empty: by score, best first.</summary>
    public ImmutableArray<SortKey> Sort { get; init; } = [];

    public SourceFilter Source { get; init; } = SourceFilter.Everything;

    /// <summary>Up to which number hits are counted; -1 when no total is wanted.</summary>
    public int TrackTotalHits { get; init; } = int.MaxValue;

    /// <summary>After this the search answers with what it has. Null: only the server's own limit holds.</summary>
    public TimeSpan? Timeout { get; init; }

    public double? MinimumScore { get; init; }

    public ImmutableArray<(string Name, UdfCall Call)> ScriptFields { get; init; } = [];

    public bool NeedsUdf => Query.ContainsUdf || !ScriptFields.IsEmpty;
}

/// <summary>One key of a sort: <c>_score</c>, <c>_doc</c>, <c>_id</c> or a field.</summary>
internal sealed record SortKey(string Field, SortOrder Order, SortMode Mode, MissingValue Missing, FieldValue? MissingAs);

internal enum SortOrder
{
    Ascending,
    Descending,
}

/// <summary>Which value of a field with several decides. By default the smallest when ascending, the largest when descending.</summary>
internal enum SortMode
{
    Minimum,
    Maximum,
}

/// <summary>Where documents without the field stand.</summary>
internal enum MissingValue
{
    Last,
    First,
    Given,
}
