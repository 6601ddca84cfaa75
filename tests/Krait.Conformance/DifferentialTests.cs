using Krait.Conformance.Cases;
using Krait.Conformance.Judges;
using Krait.Python;

namespace Krait.Conformance;

/// <summary>Each case on Krait's engine and in Node, against what CPython printed.</summary>
public sealed class DifferentialTests
{
    [Theory]
    [MemberData(nameof(CaseFolder.Names), MemberType = typeof(CaseFolder))]
    public void KraitDoesWhatCPythonDoes(string name)
    {
        CaseFile file = CaseFolder.All[name];
        if (KnownGaps.Refused.TryGetValue(name, out string? reason))
        {
            Assert.False(Compile(file).Succeeded, $"this gap has closed; delete its row in KnownGaps: {reason}");
            return;
        }

        Outcome found = KraitEngine.Run(KraitEngine.Compile(file.Source, name));
        Assert.True(file.Difference(GoldenFile.Read(file), found) is null, file.Difference(GoldenFile.Read(file), found));
    }

    [Theory]
    [MemberData(nameof(CaseFolder.Names), MemberType = typeof(CaseFolder))]
    public void NodeDoesWhatCPythonDoes(string name)
    {
        Assert.SkipUnless(Node.IsPresent, "node is not on the PATH");
        CaseFile file = CaseFolder.All[name];
        if (KnownGaps.Refused.ContainsKey(name))
            return;
        Outcome found = Node.OutcomeOf(file);
        Assert.True(file.Difference(GoldenFile.Read(file), found) is null, file.Difference(GoldenFile.Read(file), found));
    }

    [Fact]
    public void KnownGapsAreCases() => Assert.All(KnownGaps.Refused.Keys, name => Assert.Contains(name, CaseFolder.All.Keys));

    [Fact]
    public void CompilesToTheSameBytesTwice()
    {
        CaseFile file = CaseFolder.All["programs/recursive_descent"];
        Assert.Equal(Compile(file).Module.ToArray(), Compile(file).Module.ToArray());
    }

    private static CompileResult Compile(CaseFile file) => PythonCompiler.Compile(new SourceText(file.Source, file.Name));
}
