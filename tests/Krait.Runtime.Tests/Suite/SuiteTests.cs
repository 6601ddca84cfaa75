using System.Collections.Generic;
using System.Linq;
using Krait.Testing;
using Krait.Testing.Wast;
using Krait.Wasm;
using Krait.Wasm.Tests.Suite;

namespace Krait.Runtime.Tests.Suite;

// Every command of the official suite: results, traps, exceptions, linking, and what must be refused.
public sealed class SuiteTests(SuiteTotals totals) : IClassFixture<SuiteTotals>
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Engine s_metered = TestEngine.NewMetered();
    private static readonly GuestThreadPool s_threads = new(new GuestThreadOptions { Threads = 2 });
    private static readonly string s_backend = TestEngine.IsInterpreter ? "interpreter" : "compiler";

    public static IEnumerable<TheoryDataRow<string>> Files() =>
        SuiteFolder.FileNames.Count > 0 ? SuiteFolder.FileNames.Select(name => new TheoryDataRow<string>(name)) : [new TheoryDataRow<string>("absent")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Executes(string file) => Check(file, s_engine, s_backend);

    [Theory]
    [MemberData(nameof(Files))]
    public void ExecutesWithFuelMetering(string file) => Check(file, s_metered, s_backend + " with fuel");

    [Fact]
    public void KnownGapsAreFilesOfTheSuite()
    {
        if (SuiteFolder.PathOrNull is null)
            Assert.Skip(SuiteFolder.AbsenceNote);
        Assert.Empty(KnownGaps.Files.Except(SuiteFolder.FileNames));
    }

    private void Check(string file, Engine engine, string name)
    {
        if (SuiteFolder.PathOrNull is null)
            Assert.Skip(SuiteFolder.AbsenceNote);
        ScriptRun run = new(engine);
        s_threads.Run(() => run.Run(file));
        run.Counts.Files = 1;
        run.Counts.FailedFiles = run.Failures.Count == 0 ? 0 : 1;
        totals.Add(name, run.Counts);

        Assert.True(run.Failures.Count == 0, string.Join('\n', run.Failures));
        Assert.True(
            KnownGaps.CommandsIn(file).OrderBy(gap => gap.Key).SequenceEqual(run.Counts.Gaps),
            $"commands of {file} that do not run: {Print(run.Counts.Gaps)}; the known gaps say: {Print(KnownGaps.CommandsIn(file))}");
    }

    private static string Print(IReadOnlyDictionary<WasmFeatures, int> gaps) =>
        gaps.Count == 0 ? "none" : string.Join(", ", gaps.Select(gap => $"{gap.Key} {gap.Value}"));
}
