using System.Collections.Generic;
using System.Linq;
using Krait.Testing;
using Krait.Testing.Wast;
using Krait.Wasm;
using Krait.Wasm.Tests.Suite;

namespace Krait.Runtime.Tests.Suite;

// The official suite's assertions about execution and linking.
public sealed class SuiteTests
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Engine s_metered = TestEngine.NewMetered();
    private static readonly GuestThreadPool s_threads = new(new GuestThreadOptions { Threads = 2 });

    public static IEnumerable<TheoryDataRow<string>> Files() =>
        SuiteFolder.FileNames.Count > 0 ? SuiteFolder.FileNames.Select(name => new TheoryDataRow<string>(name)) : [new TheoryDataRow<string>("absent")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Executes(string file) => Check(file, s_engine);

    [Theory]
    [MemberData(nameof(Files))]
    public void ExecutesWithFuelMetering(string file) => Check(file, s_metered);

    private static void Check(string file, Engine engine)
    {
        if (SuiteFolder.PathOrNull is null)
            Assert.Skip(SuiteFolder.AbsenceNote);
        ScriptRun run = new(engine);
        s_threads.Run(() => run.Run(file));

        Assert.True(run.Failures.Count == 0, string.Join('\n', run.Failures));
        WasmFeatures known = KnownGaps.Find(file)?.Missing ?? WasmFeatures.None;
        Assert.True((run.Missing & ~known) == 0, $"{file} misses {run.Missing & ~known}, which is no known gap");
        Assert.True(known != WasmFeatures.None || run.NotRun == 0, $"{run.NotRun} commands were not run although no gap is known");
    }
}
