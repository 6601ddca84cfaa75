using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Krait.Search;

namespace Krait.Server.Contracts;

/// <summary>An index as it is.</summary>
internal sealed record IndexContract(
    string Index, DateTimeOffset CreatedAt, long Documents, string Dynamic, IReadOnlyDictionary<string, IndexFieldContract> Fields)
{
    public static IndexContract Of(IndexDescription index) => new(
        index.Name,
        index.CreatedAt,
        index.Documents,
        index.Dynamic,
        index.Fields.ToDictionary(field => field.Path, field => new IndexFieldContract(field.Type, field.IsMapped)));
}

internal sealed record IndexFieldContract(string Type, bool Mapped);

internal sealed record IndexListContract(int Count, IReadOnlyList<IndexContract> Indices);

internal sealed record IndexCreatedContract(bool Acknowledged, string Index);

internal sealed record AcknowledgedContract(bool Acknowledged);

/// <summary>A document as stored, in the OpenSearch shape.</summary>
internal sealed record DocumentContract
{
    [JsonPropertyName("_index")]
    public required string Index { get; init; }

    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    [JsonPropertyName("_version")]
    public required long Version { get; init; }

    [JsonPropertyName("_seq_no")]
    public required long SequenceNumber { get; init; }

    public required bool Found { get; init; }

    [JsonPropertyName("_source")]
    public required JsonElement Source { get; init; }
}

/// <summary>A write that was done, in the OpenSearch shape.</summary>
internal sealed record WriteContract
{
    // In the order of WriteResult.
    private static readonly string[] s_resultNames = ["created", "updated", "deleted", "not_found"];

    [JsonPropertyName("_index")]
    public required string Index { get; init; }

    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    [JsonPropertyName("_version")]
    public long? Version { get; init; }

    public string? Result { get; init; }

    [JsonPropertyName("_seq_no")]
    public long? SequenceNumber { get; init; }

    public int? Status { get; init; }

    public SearchErrorCauseContract? Error { get; init; }

    public static WriteContract Of(WriteOutcome outcome) => new()
    {
        Index = outcome.Index,
        Id = outcome.Id,
        Version = outcome.Version,
        SequenceNumber = outcome.SequenceNumber < 0 ? null : outcome.SequenceNumber,
        Result = s_resultNames[(int)outcome.Result],
    };

    public static int StatusOf(WriteOutcome outcome) => outcome.Result switch
    {
        WriteResult.Created => 201,
        WriteResult.NotFound => 404,
        _ => 200,
    };
}

/// <summary>What a bulk request did; each item has one property, named for its action.</summary>
internal sealed record BulkContract(long Took, bool Errors, IReadOnlyList<IReadOnlyDictionary<string, WriteContract>> Items)
{
    public static BulkContract Of(BulkOutcome outcome) => new(
        (long)outcome.Took.TotalMilliseconds,
        outcome.HasErrors,
        [.. outcome.Items.Select(item => new Dictionary<string, WriteContract> { [item.Action] = Of(item) })]);

    private static WriteContract Of(BulkItem item)
    {
        if (item.Outcome is { } outcome)
            return WriteContract.Of(outcome) with { Status = WriteContract.StatusOf(outcome) };
        SearchErrorRow row = SearchErrors.Of(item.Error!.Kind);
        return new WriteContract
        {
            Index = item.Index,
            Id = item.Id,
            Status = row.Status,
            Error = new SearchErrorCauseContract { Type = row.Type, Reason = item.Error.Message, Index = item.Error.Index },
        };
    }
}

internal sealed record HealthContract(string Status);
