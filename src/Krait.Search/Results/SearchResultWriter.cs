using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Krait.Search;

/// <summary>The OpenSearch shape of an answer.</summary>
internal static class SearchResultWriter
{
    public static void Write(Utf8JsonWriter writer, SearchResult result)
    {
        writer.WriteStartObject();
        writer.WriteNumber("took", (long)result.Took.TotalMilliseconds);
        writer.WriteBoolean("timed_out", result.TimedOut);
        WriteShards(writer);
        writer.WriteStartObject("hits");
        if (result.Total is { } total)
        {
            writer.WriteStartObject("total");
            writer.WriteNumber("value", total.Value);
            writer.WriteString("relation", total.IsExact ? "eq" : "gte");
            writer.WriteEndObject();
        }

        WriteScore(writer, "max_score", result.MaximumScore);
        writer.WriteStartArray("hits");
        foreach (SearchHit hit in result.Hits)
            WriteHit(writer, hit);
        writer.WriteEndArray();
        writer.WriteEndObject();
        if (result.Udfs.Count > 0)
            WriteUdfs(writer, result.Udfs);
        writer.WriteEndObject();
    }

    // A store is one piece; clients of the API expect to be told about pieces nevertheless.
    private static void WriteShards(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("_shards");
        writer.WriteNumber("total", 1);
        writer.WriteNumber("successful", 1);
        writer.WriteNumber("skipped", 0);
        writer.WriteNumber("failed", 0);
        writer.WriteEndObject();
    }

    private static void WriteHit(Utf8JsonWriter writer, SearchHit hit)
    {
        writer.WriteStartObject();
        writer.WriteString("_index", hit.Index);
        writer.WriteString("_id", hit.Id);
        WriteScore(writer, "_score", hit.Score);
        if (hit.Source is { } source)
        {
            writer.WritePropertyName("_source");
            writer.WriteRawValue(source.Span, skipInputValidation: true);
        }

        if (hit.Fields.Count > 0)
        {
            writer.WriteStartObject("fields");
            foreach ((string name, JsonElement value) in hit.Fields)
            {
                writer.WriteStartArray(name);
                value.WriteTo(writer);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        if (hit.Sort.Count > 0)
        {
            writer.WriteStartArray("sort");
            foreach (JsonElement key in hit.Sort)
                key.WriteTo(writer);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteUdfs(Utf8JsonWriter writer, IReadOnlyList<UdfReport> reports)
    {
        writer.WriteStartArray("udf");
        foreach (UdfReport report in reports)
        {
            writer.WriteStartObject();
            writer.WriteString("name", report.Name);
            writer.WriteString("version", report.Version);
            writer.WriteString("path", report.Path);
            writer.WriteNumber("documents", report.Documents);
            writer.WriteNumber("failed", report.Failed);
            writer.WriteNumber("not_reached", report.NotReached);
            writer.WriteNumber("time_ms", Math.Round(report.Elapsed.TotalMilliseconds, 3));
            writer.WriteNumber("fuel_used", report.FuelUsed);
            if (report.Errors.Any())
                WriteErrors(writer, report.Errors);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<UdfFailure> errors)
    {
        writer.WriteStartArray("errors");
        foreach (UdfFailure error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("_id", error.Id);
            writer.WriteString("code", error.Code);
            writer.WriteString("reason", error.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteScore(Utf8JsonWriter writer, string name, double? score)
    {
        if (score is { } value)
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }
}
