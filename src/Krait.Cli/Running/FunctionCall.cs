using System.Buffers;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Krait.Cli.Running;

/// <summary>What one call gave and what it cost.</summary>
/// <param name="Results">The results as JSON values; one for a Python function, any number for a module's.</param>
/// <param name="Logs">What the function printed or logged, line by line.</param>
/// <param name="ElapsedMs">Wall time of the call alone in milliseconds.</param>
/// <param name="FuelUsed">Fuel units of the call.</param>
/// <param name="MemoryPeakBytes">Largest linear memory in bytes; 0 for a module without one.</param>
internal sealed record FunctionCall(
    IReadOnlyList<JsonElement> Results,
    IReadOnlyList<string> Logs,
    double ElapsedMs,
    long FuelUsed,
    long MemoryPeakBytes)
{
    /// <summary>The call as one line of JSON, in the names of the HTTP interface.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("results");
            foreach (JsonElement result in Results)
                result.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteNumber("execution_time", ElapsedMs);
            writer.WriteNumber("fuel_used", FuelUsed);
            writer.WriteNumber("memory_peak_bytes", MemoryPeakBytes);
            writer.WriteStartArray("logs");
            foreach (string line in Logs)
                writer.WriteStringValue(line);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
