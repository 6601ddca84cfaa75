using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Suite;

/// <summary>How many commands of scripts went which way. Not safe for several threads at once.</summary>
internal sealed class SuiteCounts
{
    private readonly SortedDictionary<WasmFeatures, int> _gaps = [];

    /// <summary>Scripts.</summary>
    public int Files { get; set; }

    /// <summary>Assertions that passed.</summary>
    public int Assertions { get; set; }

    /// <summary>Other commands that did what they say: modules, registrations, calls.</summary>
    public int Commands { get; set; }

    /// <summary>Commands whose expectation a later edition of the specification turned around.</summary>
    public int Outdated { get; set; }

    /// <summary>Scripts with a command that failed.</summary>
    public int FailedFiles { get; set; }

    /// <summary>Commands that need a feature Krait does not have, by feature.</summary>
    public IReadOnlyDictionary<WasmFeatures, int> Gaps => _gaps;

    public void AddGap(WasmFeatures missing, int commands = 1) => _gaps[missing] = _gaps.GetValueOrDefault(missing) + commands;

    public void Add(SuiteCounts other)
    {
        Files += other.Files;
        FailedFiles += other.FailedFiles;
        Assertions += other.Assertions;
        Commands += other.Commands;
        Outdated += other.Outdated;
        foreach ((WasmFeatures feature, int commands) in other._gaps)
            AddGap(feature, commands);
    }

    /// <summary>One line with all of them.</summary>
    public override string ToString()
    {
        string gaps = string.Join(", ", _gaps.Select(gap => string.Create(CultureInfo.InvariantCulture, $"{gap.Key} {gap.Value:N0}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Files} files ({FailedFiles} failed), {Assertions:N0} assertions and {Commands:N0} other commands passed; "
            + $"known gaps {_gaps.Values.Sum():N0}: {(gaps.Length == 0 ? "none" : gaps)}; outdated {Outdated}");
    }
}
