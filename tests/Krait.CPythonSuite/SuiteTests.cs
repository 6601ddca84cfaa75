using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Krait.Testing;

namespace Krait.CPythonSuite;

/// <summary>CPython's own tests in a sandbox, compared with what the tables say of them.</summary>
public sealed class SuiteTests
{
    private const string Unexplained = "unexplained";

    public static TheoryData<string> Modules => [.. SuiteRuns.Rows.Select(static row => row.Name)];

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task ModuleDoesWhatItsRowSays(string module)
    {
        SuiteFiles.Need();
        ModuleRow row = SuiteRuns.Rows.First(row => row.Name == module);
        SuiteRun run = await SuiteRuns.Of(module);
        if (Golden.IsBlessing)
            return;
        Assert.True(run.Ended is null, $"the sandbox ended in {run.EndedIn}: {run.Ended}");
        string[] differences = [.. Differences(row, run)];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task ModulesThatCannotRunSayWhatTheirReasonSays()
    {
        SuiteFiles.Need();
        if (SuiteRuns.Excluded.Count == 0)
            Assert.Skip("only ./dev suite cpython without names runs and imports what is excluded");
        var differences = new List<string>();
        foreach (string module in SuiteRuns.Excluded)
        {
            IReadOnlyList<string> found = ExcludedReason.Of(await SuiteRuns.Of(module));
            if (!found.Any(reason => ExcludedReason.Fits(ModuleTable.ExcludedModules[module], reason)))
                differences.Add($"{module} {string.Join("; or ", found)}");
        }

        Assert.True(differences.Count == 0, "excluded.txt says otherwise of these:\n" + string.Join('\n', differences));
    }

    [Fact]
    public async Task WhatTakesLongIsNamed()
    {
        const int Named = 20;
        SuiteFiles.Need();
        var times = new List<(string Module, TimeSpan Time)>();
        foreach (ModuleRow row in SuiteRuns.Rows)
            times.Add((row.Name, (await SuiteRuns.Of(row.Name)).ProcessorTime));
        Assert.All(times, static entry => Assert.True(entry.Time > TimeSpan.Zero, $"{entry.Module} took no time"));
        IEnumerable<string> longest = times.OrderByDescending(static entry => entry.Time).Take(Named).Select(static entry => $"{entry.Module} {entry.Time.TotalSeconds:F1}");
        Console.WriteLine($"CPython's own tests: seconds of processor time: {times.Sum(static entry => entry.Time.TotalSeconds):F0}; of these {string.Join(", ", longest)}");
    }

    [Fact]
    public void EveryModuleOfTheSuiteStandsInATable()
    {
        SuiteFiles.Need();
        IEnumerable<string> known = ModuleTable.Rows.Select(static row => row.Name).Concat(ModuleTable.ExcludedModules.Keys);
        Assert.Equal(SuiteFiles.Modules, known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AtLeastAHundredModulesPassWhole()
    {
        int whole = ModuleTable.Rows.Count(static row => row.Excluded.Count == 0 && row.Passed > 0);
        int some = ModuleTable.Rows.Count(static row => row.Passed > 0);
        int tests = ModuleTable.Rows.Sum(static row => row.Passed);
        Console.WriteLine(
            $"CPython's own tests: {some} modules, {whole} of them without an exclusion; {tests} tests pass, {ModuleTable.Rows.Sum(static row => row.Excluded.Count)} are excluded");
        Assert.True(whole >= 100, $"only {whole} modules pass without an exclusion");
    }

    [Fact]
    public void EveryExclusionHasAReason()
    {
        Assert.DoesNotContain(ModuleTable.Rows, static row => row.Excluded.Any(static test => test.Reason.Length == 0 || test.Reason == Unexplained));
        Assert.DoesNotContain(ModuleTable.ExcludedModules.Values, static reason => reason.Length == 0);
    }

    [Fact]
    public async Task TheTableIsInOrder()
    {
        var rows = new List<ModuleRow>();
        foreach (ModuleRow row in ModuleTable.Rows)
        {
            bool isBlessed = Golden.IsBlessing && SuiteRuns.Rows.Contains(row);
            if (isBlessed)
                SuiteFiles.Need();
            rows.Add(isBlessed ? Blessed(row, await SuiteRuns.Of(row.Name)) : row);
        }

        Golden.Check(ModuleTable.RowsFile, ModuleTable.Format(rows));
    }

    private static IEnumerable<string> Differences(ModuleRow row, SuiteRun run)
    {
        HashSet<string> excluded = [.. row.Excluded.Select(static test => test.Name)];
        foreach ((string name, TestOutcome outcome) in run.Results)
        {
            if (outcome.Kind == "failed" && !excluded.Contains(name))
                yield return $"{name} failed: {outcome.Text}";
        }

        foreach (ExcludedTest test in row.Excluded.Where(static test => test.IsStarted))
        {
            if (!run.Results.TryGetValue(test.Name, out TestOutcome outcome) || outcome.Kind != "failed")
                yield return $"{test.Name} is excluded ({test.Reason}) but does not fail: take it off the table";
        }

        if (Count(run, "passed") != row.Passed)
            yield return $"{Count(run, "passed")} tests passed, the table says {row.Passed}";
        if (Skipped(row, run) != row.Skipped)
            yield return $"{Skipped(row, run)} tests skipped themselves, the table says {row.Skipped}";
    }

    private static ModuleRow Blessed(ModuleRow row, SuiteRun run)
    {
        Dictionary<string, ExcludedTest> known = row.Excluded.ToDictionary(static test => test.Name);
        IEnumerable<ExcludedTest> failed = run.Results.Where(static result => result.Value.Kind == "failed")
            .Select(result => known.GetValueOrDefault(result.Key, new ExcludedTest(result.Key, true, Unexplained)));
        return row with
        {
            Passed = Count(run, "passed"),
            Skipped = Skipped(row, run),
            Excluded = [.. failed, .. row.Excluded.Where(static test => !test.IsStarted)],
        };
    }

    private static int Skipped(ModuleRow row, SuiteRun run) =>
        run.Results.Count(result => result.Value.Kind == "skipped" && !row.Excluded.Any(test => !test.IsStarted && test.Name == result.Key));

    private static int Count(SuiteRun run, string kind) => run.Results.Count(result => result.Value.Kind == kind);
}
