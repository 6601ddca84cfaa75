using System.Collections.Generic;
using System.Linq;
using Krait.Testing.Wast;

namespace Krait.Wasm.Tests.Suite;

// Modules of the official suite: the good ones validate, the bad ones are refused for the right kind of reason.
public sealed class SuiteTests
{
    public static IEnumerable<TheoryDataRow<string>> Files() =>
        SuiteFolder.FileNames.Count > 0 ? SuiteFolder.FileNames.Select(name => new TheoryDataRow<string>(name)) : [new TheoryDataRow<string>("absent")];

    [Theory]
    [MemberData(nameof(Files))]
    public void ReadsAndValidates(string file)
    {
        if (SuiteFolder.PathOrNull is null)
            Assert.Skip(SuiteFolder.AbsenceNote);
        var failures = SuiteRun.Run(file).ToList();
        var gap = KnownGaps.MissingIn(file);
        var others = failures.Where(failure => (failure.Missing & gap) == 0).Select(failure => failure.Text);
        Assert.True(!others.Any(), string.Join('\n', others));
        var shown = failures.Aggregate(WasmFeatures.None, (features, failure) => features | failure.Missing);
        Assert.True((gap & ~shown) == 0, $"{file} passes without {gap & ~shown}; take that off the known gaps");
    }

    [Fact]
    public void FindsEveryFileOfTheSuiteOrNone() =>
        Assert.Equal(SuiteFolder.PathOrNull is null ? 0 : SuiteFolder.FileCount, SuiteFolder.FileNames.Count);
}
