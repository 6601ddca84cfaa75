using System;
using System.Collections.Immutable;

namespace Krait.Udf;

/// <summary>Every limit with its name and unit: read by registration, answers, help texts and docs.</summary>
public static class UdfLimitTable
{
    /// <summary>All limits, in the order in which they are shown.</summary>
    public static ImmutableArray<UdfLimitRow> Rows { get; } =
    [
        new("deadline_ms", "ms", 1, l => l.DeadlineMs, (l, v) => l with { DeadlineMs = v }, "wall time of one call"),
        new("memory_bytes", "bytes", 65_536, l => l.MemoryBytes, (l, v) => l with { MemoryBytes = v }, "linear memory of one instance"),
        new("fuel", "units", 1, l => l.Fuel, (l, v) => l with { Fuel = v }, "fuel of one call"),
        new("stack_bytes", "bytes", 16_384, l => l.StackBytes, (l, v) => l with { StackBytes = v }, "stack of the guest's calls"),
        new("log_bytes", "bytes", 0, l => l.LogBytes, (l, v) => l with { LogBytes = v }, "log and print output of one call"),
        new("result_bytes", "bytes", 1, l => l.ResultBytes, (l, v) => l with { ResultBytes = v }, "one result"),
        new("source_bytes", "bytes", 1, l => l.SourceBytes, (l, v) => l with { SourceBytes = v }, "source text"),
        new("module_bytes", "bytes", 8, l => l.ModuleBytes, (l, v) => l with { ModuleBytes = v }, "binary module"),
        new("compile_time_ms", "ms", 1, l => l.CompileTimeMs, (l, v) => l with { CompileTimeMs = v }, "wall time of compilation"),
        new("search_time_ms", "ms", 1, l => l.SearchTimeMs, (l, v) => l with { SearchTimeMs = v }, "all UDF time of one search"),
    ];

    /// <summary>Finds a limit by its name.</summary>
    /// <returns>The row, or null when no limit has this name.</returns>
    public static UdfLimitRow? FindOrNull(string name)
    {
        foreach (UdfLimitRow row in Rows)
        {
            if (string.Equals(row.Name, name, StringComparison.Ordinal))
                return row;
        }

        return null;
    }
}
