using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Threading;

namespace Krait.Udf.Execution;

/// <summary>What was counted for one UDF name. Batches count on their own and hand over in bulk, so the lock is rare.</summary>
internal sealed class StatisticsCollector
{
    private static readonly Meter s_meter = new("Krait.Udf");
    private static readonly Counter<long> s_calls = s_meter.CreateCounter<long>("krait.udf.calls", "{call}", "UDF calls, failed ones included");
    private static readonly Counter<long> s_failures = s_meter.CreateCounter<long>("krait.udf.errors", "{call}", "UDF calls that failed");
    private static readonly Counter<double> s_time = s_meter.CreateCounter<double>("krait.udf.time", "s", "Wall time of UDF calls");
    private static readonly Counter<long> s_fuel = s_meter.CreateCounter<long>("krait.udf.fuel", "{unit}", "Fuel used by UDF calls");

    private readonly KeyValuePair<string, object?> _tag;
    private readonly Lock _gate = new();
    private readonly LatencyHistogram _latency = new(); // guarded by _gate, as all below
    private readonly Dictionary<UdfErrorCode, long> _errors = [];
    private long _fuelUsed;
    private long _memoryPeakBytes;
    private string? _lastError;
    private DateTimeOffset? _lastErrorAt;
    private DateTimeOffset? _lastCalledAt;

    public StatisticsCollector(string name) => _tag = new("udf", name);

    /// <summary>Adds calls and empties the histogram that held them.</summary>
    public void AddCalls(LatencyHistogram latency, long fuelUsed, long memoryPeakBytes, DateTimeOffset now)
    {
        lock (_gate)
        {
            _latency.Add(latency);
            _fuelUsed += fuelUsed;
            _memoryPeakBytes = Math.Max(_memoryPeakBytes, memoryPeakBytes);
            _lastCalledAt = now;
        }

        s_calls.Add(latency.Count, _tag);
        s_time.Add(latency.TotalNs / 1e9, _tag);
        s_fuel.Add(fuelUsed, _tag);
        latency.Clear();
    }

    public void AddError(UdfErrorCode code, string message, DateTimeOffset now)
    {
        lock (_gate)
        {
            _errors[code] = _errors.GetValueOrDefault(code) + 1;
            _lastError = message;
            _lastErrorAt = now;
        }

        s_failures.Add(1, _tag, new("code", ErrorMapping.Of(code).WireName));
    }

    public UdfStatistics Summarize(string name)
    {
        lock (_gate)
        {
            long errors = 0;
            foreach (long count in _errors.Values)
                errors += count;

            return new UdfStatistics
            {
                Name = name,
                Calls = _latency.Count,
                Errors = errors,
                ErrorsByCode = _errors.ToImmutableSortedDictionary(),
                Latency = _latency.Summarize(),
                FuelUsed = _fuelUsed,
                MemoryPeakBytes = _memoryPeakBytes,
                LastError = _lastError,
                LastErrorAt = _lastErrorAt,
                LastCalledAt = _lastCalledAt,
            };
        }
    }
}
