using System;
using System.Collections.Generic;
using System.Threading;

namespace Krait.Runtime.Tests.Suite;

/// <summary>Adds up what the scripts did and prints it once all have run.</summary>
public sealed class SuiteTotals : IDisposable
{
    private readonly SortedDictionary<string, SuiteCounts> _totals = [];
    private readonly Lock _gate = new();

    /// <summary>Prints a line for each engine.</summary>
    public void Dispose()
    {
        foreach ((string engine, SuiteCounts counts) in _totals)
            Console.WriteLine($"official suite, {engine}: {counts}");
    }

    /// <summary>Adds one script's counts to those of an engine.</summary>
    internal void Add(string engine, SuiteCounts counts)
    {
        lock (_gate)
        {
            if (!_totals.TryGetValue(engine, out SuiteCounts? total))
                _totals[engine] = total = new SuiteCounts();
            total.Add(counts);
        }
    }
}
