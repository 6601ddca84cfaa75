using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Krait.Udf;

namespace Krait.Server.Contracts;

/// <summary>The body that registers a function.</summary>
internal sealed record RegisterUdfContract : IStrictContract
{
    public string? Name { get; init; }

    public string? Version { get; init; }

    public string? Language { get; init; }

    public string? Source { get; init; }

    public string? Encoding { get; init; }

    public string? WasmBase64 { get; init; }

    public string? Mode { get; init; }

    public string? Isolation { get; init; }

    public string? FunctionName { get; init; }

    public JsonElement? Parameters { get; init; }

    public JsonElement? Returns { get; init; }

    public JsonElement? Metadata { get; init; }

    public Dictionary<string, long>? Limits { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>The body of a trial call.</summary>
internal sealed record TestUdfContract : IStrictContract
{
    public string? Version { get; init; }

    public string? Mode { get; init; }

    public JsonElement? Document { get; init; }

    public string? DocumentId { get; init; }

    public double Score { get; init; }

    public JsonElement? Parameters { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record TestUdfResultContract
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Mode { get; init; }

    public required IReadOnlyList<JsonElement> Results { get; init; }

    /// <summary>Milliseconds.</summary>
    public required double ExecutionTime { get; init; }

    public required string DocumentId { get; init; }

    public required long FuelUsed { get; init; }

    public required long MemoryPeakBytes { get; init; }

    public required IReadOnlyList<string> Logs { get; init; }

    public static TestUdfResultContract Of(UdfTestResult result) => new()
    {
        Name = result.Name,
        Version = result.Version,
        Mode = UdfNames.Modes.Print(result.Mode),
        Results = [.. result.Results.Select(value => value.ToJson())],
        ExecutionTime = Math.Round(result.ExecutionTime.TotalMilliseconds, 4),
        DocumentId = result.DocumentId,
        FuelUsed = result.FuelUsed,
        MemoryPeakBytes = result.MemoryPeakBytes,
        Logs = result.Logs,
    };
}

/// <summary>One registered version.</summary>
internal sealed record UdfContract
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Language { get; init; }

    public required string Mode { get; init; }

    public JsonElement? Author { get; init; }

    public JsonElement? Category { get; init; }

    public JsonElement? Tags { get; init; }

    public JsonElement? Description { get; init; }

    public JsonElement? Parameters { get; init; }

    public JsonElement? Returns { get; init; }

    public JsonElement? Extra { get; init; }

    public required string ModeReason { get; init; }

    public required string Isolation { get; init; }

    public required string FunctionName { get; init; }

    public required long SourceSizeBytes { get; init; }

    public required long WasmSizeBytes { get; init; }

    public required string SourceSha256 { get; init; }

    public required string WasmSha256 { get; init; }

    public required double CompileTimeMs { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyDictionary<string, long> Limits { get; init; }

    public static UdfContract Of(UdfRecord record) => new()
    {
        Name = record.Name,
        Version = record.Version,
        Language = UdfNames.Languages.Print(record.Language),
        Mode = UdfNames.Modes.Print(record.Mode),
        Author = Member(record, "author"),
        Category = Member(record, "category"),
        Tags = Member(record, "tags"),
        Description = Member(record, "description"),
        Parameters = Member(record, "parameters"),
        Returns = Member(record, "returns"),
        Extra = Member(record, "extra"),
        ModeReason = record.ModeReason,
        Isolation = UdfNames.Isolations.Print(record.Isolation),
        FunctionName = record.FunctionName,
        SourceSizeBytes = record.SourceSizeBytes,
        WasmSizeBytes = record.WasmSizeBytes,
        SourceSha256 = record.SourceSha256,
        WasmSha256 = record.WasmSha256,
        CompileTimeMs = Math.Round(record.CompileTimeMs, 3),
        CreatedAt = record.CreatedAt,
        Limits = UdfLimitTable.Rows.ToDictionary(row => row.Name, row => row.Read(record.Limits)),
    };

    private static JsonElement? Member(UdfRecord record, string name) =>
        record.Metadata.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

internal sealed record UdfListContract(int Count, IReadOnlyList<UdfContract> Udfs);

internal sealed record UdfDeletedContract(string Name, string Version, bool Deleted);

internal sealed record UdfStatisticsContract
{
    public required string Name { get; init; }

    public required long Calls { get; init; }

    public required long Errors { get; init; }

    public required IReadOnlyDictionary<string, long> ErrorsByCode { get; init; }

    public required UdfLatencyContract LatencyMs { get; init; }

    public required long FuelUsed { get; init; }

    public required long MemoryPeakBytes { get; init; }

    public required string? LastError { get; init; }

    public required DateTimeOffset? LastErrorAt { get; init; }

    public required DateTimeOffset? LastCalledAt { get; init; }

    public static UdfStatisticsContract Of(UdfStatistics statistics) => new()
    {
        Name = statistics.Name,
        Calls = statistics.Calls,
        Errors = statistics.Errors,
        ErrorsByCode = statistics.ErrorsByCode.ToDictionary(pair => ErrorMapping.Of(pair.Key).WireName, pair => pair.Value),
        LatencyMs = new UdfLatencyContract(
            statistics.Latency.MinMs, statistics.Latency.MeanMs, statistics.Latency.P50Ms, statistics.Latency.P95Ms, statistics.Latency.P99Ms, statistics.Latency.MaxMs),
        FuelUsed = statistics.FuelUsed,
        MemoryPeakBytes = statistics.MemoryPeakBytes,
        LastError = statistics.LastError,
        LastErrorAt = statistics.LastErrorAt,
        LastCalledAt = statistics.LastCalledAt,
    };
}

internal sealed record UdfLatencyContract(double Min, double Mean, double P50, double P95, double P99, double Max);

/// <summary>Parts of failures that answers show.</summary>
internal static class UdfContracts
{
    public static TracebackContract? TracebackOf(UdfException? error) => error?.Traceback is { } traceback
        ? new TracebackContract(
            traceback.Type,
            traceback.Message,
            [.. traceback.Frames.Select(frame => new FrameContract(frame.FunctionName, frame.FileName, frame.Line, frame.Column, frame.Excerpt))],
            traceback.Print())
        : null;

    public static IReadOnlyList<DiagnosticContract>? DiagnosticsOf(UdfException? error) => error is { Diagnostics.IsEmpty: false }
        ? [.. error.Diagnostics.Select(found => new DiagnosticContract(found.Id, found.Line, found.Column, found.Message, found.Hint, found.Excerpt))]
        : null;
}
