using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Krait.Search;

/// <summary>The answer to a search.</summary>
public sealed record SearchResult
{
    /// <summary>Time from the request to the answer.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>True when the request's timeout passed: the answer holds what was found by then.</summary>
    public required bool TimedOut { get; init; }

    /// <summary>Number of documents found, all pages together. Null when the request wants no total.</summary>
    public required SearchTotal? Total { get; init; }

    /// <summary>Score of the best document found. Null when nothing was found or a sort without scores was asked for.</summary>
    public required double? MaximumScore { get; init; }

    /// <summary>The page asked for.</summary>
    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>What each user-defined function did, in the order they ran. Empty when none was used.</summary>
    public required IReadOnlyList<UdfReport> Udfs { get; init; }

    /// <summary>Writes the answer as the OpenSearch API has it, with a <c>udf</c> section where functions ran.</summary>
    /// <param name="writer">Receives one JSON object; not flushed.</param>
    public void WriteTo(Utf8JsonWriter writer) => SearchResultWriter.Write(writer, this);
}

/// <summary>How many documents were found.</summary>
/// <param name="Value">The number, or the bound up to which the request wants them counted.</param>
/// <param name="IsExact">False when there are more than <paramref name="Value"/>.</param>
public sealed record SearchTotal(long Value, bool IsExact);

/// <summary>One document found.</summary>
public sealed record SearchHit
{
    /// <summary>Name of its index.</summary>
    public required string Index { get; init; }

    /// <summary>Id of the document.</summary>
    public required string Id { get; init; }

    /// <summary>How well it matches; 0 or more unless a function scores below. Null when a sort without scores was asked for.</summary>
    public required double? Score { get; init; }

    /// <summary>The document or the parts asked for, as UTF-8 JSON. Null when none was asked for.</summary>
    public required ReadOnlyMemory<byte>? Source { get; init; }

    /// <summary>The values it was sorted by, as JSON. Empty when sorted by score alone.</summary>
    public required IReadOnlyList<JsonElement> Sort { get; init; }

    /// <summary>Computed fields by name; one on which its function failed and was skipped is absent.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }
}
