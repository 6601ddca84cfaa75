using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Krait.Udf.Execution;

namespace Krait.Udf.Registry;

/// <summary>
/// All records in memory, by name and in the order of versions. The host that opened a database is the only one that
/// writes it, so this is the truth and the database its durable copy.
/// </summary>
internal sealed class UdfIndex
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Dictionary<string, UdfRecord>> _records = new(StringComparer.Ordinal); // guarded by _gate
    private readonly Dictionary<string, StatisticsCollector> _statistics = new(StringComparer.Ordinal); // guarded by _gate

    public void Add(UdfRecord record)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue(record.Name, out Dictionary<string, UdfRecord>? versions))
                _records.Add(record.Name, versions = new(StringComparer.Ordinal));

            versions.Add(record.Version, record);
        }
    }

    public void Remove(string name, string version)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue(name, out Dictionary<string, UdfRecord>? versions))
                return;

            versions.Remove(version);
            if (versions.Count != 0)
                return;

            _records.Remove(name);
            _statistics.Remove(name);
        }
    }

    public UdfRecord? FindOrNull(string name, string version)
    {
        lock (_gate)
            return _records.TryGetValue(name, out Dictionary<string, UdfRecord>? versions) ? versions.GetValueOrDefault(version) : null;
    }

    /// <summary>The records of one name, newest first; empty when there is none.</summary>
    public IReadOnlyList<UdfRecord> Versions(string name)
    {
        lock (_gate)
            return _records.TryGetValue(name, out Dictionary<string, UdfRecord>? versions) ? NewestFirst(versions.Values) : [];
    }

    /// <summary>The newest record of every name, by name.</summary>
    public IReadOnlyList<UdfRecord> Newest()
    {
        lock (_gate)
            return [.. _records.Values.Select(versions => NewestFirst(versions.Values)[0])];
    }

    public IReadOnlyList<string> Names()
    {
        lock (_gate)
            return [.. _records.Keys];
    }

    public StatisticsCollector StatisticsOf(string name)
    {
        lock (_gate)
        {
            if (!_statistics.TryGetValue(name, out StatisticsCollector? collector))
                _statistics.Add(name, collector = new StatisticsCollector(name));

            return collector;
        }
    }

    // Prereleases come after every release: who asks for the newest wants one that is released.
    private static UdfRecord[] NewestFirst(IEnumerable<UdfRecord> records) =>
    [
        .. records
            .Select(record => (Record: record, Version: SemanticVersion.TryParse(record.Version, out SemanticVersion? version) ? version : null))
            .OrderBy(pair => pair.Version is null)
            .ThenBy(pair => pair.Version is { IsPrerelease: true })
            .ThenByDescending(pair => pair.Version)
            .ThenByDescending(pair => pair.Record.Version, StringComparer.Ordinal)
            .Select(pair => pair.Record),
    ];
}
