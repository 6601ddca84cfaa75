using System;
using System.Collections.Generic;
using System.Linq;

namespace Krait.CPythonSuite;

/// <summary>What Tables/excluded.txt says of a module that does not run.</summary>
internal static class ExcludedReason
{
    private const string Skips = "skips itself: ";
    private const string Fails = "cannot be imported by Python 3.14 in a sandbox: ";
    private const string CutOff = "...";

    /// <summary>Whether running or importing the module shows it, word for word.</summary>
    public static bool IsShown(string reason) => IsOfImport(reason) || reason.StartsWith(Skips, StringComparison.Ordinal);

    /// <summary>Whether importing the module shows it.</summary>
    public static bool IsOfImport(string reason) => reason.StartsWith(Fails, StringComparison.Ordinal);

    /// <summary>The reasons that a run gives, in the table's words; those that its tests skip themselves for count each.</summary>
    public static IReadOnlyList<string> Of(SuiteRun run)
    {
        if (run.Ended is { } ended)
            return ["ends its sandbox: " + ended];
        if (run.Results.TryGetValue("import", out TestOutcome import) && import.Kind == "failed")
            return [Fails + import.Text.TrimEnd().Split('\n').Last()];
        if (run.Results.Count == 0)
            return ["can be imported, or holds no test"];
        int others = run.Results.Values.Count(static outcome => outcome.Kind != "skipped");
        return others > 0 ? [$"has {others} tests that run"] : [.. run.Results.Values.Select(static outcome => Skips + outcome.Text).Distinct()];
    }

    /// <summary>Whether a reason of the table is the one of a run; the table's may be cut off.</summary>
    public static bool Fits(string reason, string found) =>
        reason.EndsWith(CutOff, StringComparison.Ordinal) ? found.StartsWith(reason[..^CutOff.Length], StringComparison.Ordinal) : reason == found;
}
