using System.IO;
using System.Linq;
using Krait.Conformance.Cases;
using Krait.Conformance.Judges;

namespace Krait.Conformance;

/// <summary>The cases themselves: complete, and with CPython's own outcome beside each.</summary>
public sealed class CaseFileTests
{
    [Fact]
    public void HasAtLeast350Cases() => Assert.InRange(CaseFolder.All.Count, 350, int.MaxValue);

    [Fact]
    public void AllCasesAreRun()
    {
        // A file that is neither a case nor the golden file of one would be looked at by nobody.
        string[] orphans = [.. Directory.EnumerateFiles(CaseFolder.Path, "*", SearchOption.AllDirectories)
            .Where(path => !CaseFolder.All.Values.Any(file => file.Path == path || file.OutPath == path))];
        Assert.Empty(orphans);
    }

    [Fact]
    public void HasTheRegressionCases()
    {
        string[] names = ["while_false_at_start", "continue_in_for", "continue_in_while", "range_down", "if_else_both_return"];
        Assert.All(names, name => Assert.Contains("regress/" + name, CaseFolder.All.Keys));
    }

    [Theory]
    [MemberData(nameof(CaseFolder.Names), MemberType = typeof(CaseFolder))]
    public void GoldenFileIsWhatCPythonDoes(string name)
    {
        Assert.SkipUnless(CPython.IsPresent, "python3 is not on the PATH");
        CaseFile file = CaseFolder.All[name];
        Assert.SkipWhen(file.DependsOnUnicode && !CPython.HasTheTablesUnicode, "this python3 has another version of Unicode than the library's tables");
        Outcome found = CPython.OutcomeOf(file);
        Assert.NotEqual("SyntaxError", found.ErrorType);
        if (GoldenFile.IsBlessing)
            GoldenFile.Write(file, found);
        Assert.Equal(found.InSharedWords().Print(), GoldenFile.Read(file).InSharedWords().Print());
    }

    [Fact]
    public void KeepsNoCaseThatOnlyFails()
    {
        // A case whose very first act is an exception says too little; each prints something before.
        string[] silent = [.. CaseFolder.All.Values.Where(file => GoldenFile.Read(file) is { ErrorType: not null, Stdout: "" }).Select(file => file.Name)];
        Assert.Empty(silent);
    }
}
