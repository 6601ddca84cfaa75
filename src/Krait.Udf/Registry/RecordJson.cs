using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Krait.Udf.Registry;

/// <summary>A record as the store keeps it. Reads what it wrote; anything else is a damaged store.</summary>
internal static class RecordJson
{
    public static string Write(UdfRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("mode", record.Mode.ToString());
            writer.WriteString("mode_reason", record.ModeReason);
            writer.WriteString("language", record.Language.ToString());
            writer.WriteString("isolation", record.Isolation.ToString());
            writer.WriteString("source_name", record.SourceName);
            writer.WriteString("function_name", record.FunctionName);
            writer.WriteNumber("source_size_bytes", record.SourceSizeBytes);
            writer.WriteNumber("wasm_size_bytes", record.WasmSizeBytes);
            writer.WriteString("source_sha256", record.SourceSha256);
            writer.WriteString("wasm_sha256", record.WasmSha256);
            writer.WriteNumber("compile_time_ms", record.CompileTimeMs);
            writer.WriteString("created_at", record.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteStartObject("limits");
            foreach (UdfLimitRow row in UdfLimitTable.Rows)
                writer.WriteNumber(row.Name, row.Read(record.Limits));

            writer.WriteEndObject();
            writer.WritePropertyName("metadata");
            record.Metadata.WriteTo(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <exception cref="UdfException"><see cref="UdfErrorCode.StoreFailed"/>.</exception>
    public static UdfRecord Read(string text)
    {
        try
        {
            JsonElement json = JsonElement.Parse(text);
            JsonElement metadata = json.GetProperty("metadata");
            UdfMode mode = Enum.Parse<UdfMode>(json.GetProperty("mode").GetString()!);
            return new UdfRecord
            {
                Name = metadata.GetProperty("name").GetString()!,
                Version = metadata.GetProperty("version").GetString()!,
                Language = Enum.Parse<UdfLanguage>(json.GetProperty("language").GetString()!),
                Mode = mode,
                Isolation = json.TryGetProperty("isolation", out JsonElement isolation) ? Enum.Parse<UdfIsolation>(isolation.GetString()!) : IsolationOf(mode),
                SourceName = json.TryGetProperty("source_name", out JsonElement sourceName) ? sourceName.GetString()! : "",
                ModeReason = json.GetProperty("mode_reason").GetString()!,
                FunctionName = json.GetProperty("function_name").GetString()!,
                SourceSizeBytes = json.GetProperty("source_size_bytes").GetInt64(),
                WasmSizeBytes = json.GetProperty("wasm_size_bytes").GetInt64(),
                SourceSha256 = json.GetProperty("source_sha256").GetString()!,
                WasmSha256 = json.GetProperty("wasm_sha256").GetString()!,
                CompileTimeMs = json.GetProperty("compile_time_ms").GetDouble(),
                CreatedAt = DateTimeOffset.Parse(json.GetProperty("created_at").GetString()!, CultureInfo.InvariantCulture),
                Limits = ReadLimits(json.GetProperty("limits")),
                Metadata = metadata,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException
            or System.Collections.Generic.KeyNotFoundException)
        {
            throw new UdfException(UdfErrorCode.StoreFailed, "a stored UDF record is damaged: " + e.Message, e);
        }
    }

    /// <summary>What the calls of one search share where nothing else is asked for.</summary>
    public static UdfIsolation IsolationOf(UdfMode mode) => mode == UdfMode.Precompiled ? UdfIsolation.Batch : UdfIsolation.Call;

    private static UdfLimits ReadLimits(JsonElement json)
    {
        UdfLimits limits = UdfLimits.Default;
        foreach (UdfLimitRow row in UdfLimitTable.Rows)
        {
            if (json.TryGetProperty(row.Name, out JsonElement value))
                limits = row.Write(limits, value.GetInt64());
        }

        return limits;
    }
}
