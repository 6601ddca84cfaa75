using System.IO;
using System.Linq;
using System.Reflection;
using Krait.Conformance.Cases;
using Krait.Conformance.Judges;
using Krait.Python;

namespace Krait.Conformance;

/// <summary>Programs that the typed tier refuses: every diagnostic on its line, all in one pass.</summary>
public sealed class ErrorCaseTests
{
    [Theory]
    [MemberData(nameof(ErrorCase.Names), MemberType = typeof(ErrorCase))]
    public void ReportsWhatTheCommentsSay(string name)
    {
        ErrorCase item = ErrorCase.All[name];
        CompileResult result = PythonCompiler.Compile(item.Source);
        string annotated = item.Annotate(result.Diagnostics);
        if (GoldenFile.IsBlessing)
            File.WriteAllText(item.Path, annotated);
        Assert.NotEmpty(result.Diagnostics);
        Assert.Equal(File.ReadAllText(item.Path), annotated);
    }

    [Fact]
    public void HasACaseForEachRowOfTheCompiler()
    {
        string text = string.Join('\n', ErrorCase.All.Values.SelectMany(item => item.Lines));
        string[] missing = [.. typeof(PythonCompiler).Assembly.GetType("Krait.Python.Diagnostics")!
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null)).OfType<DiagnosticRow>()
            .Select(row => row.Id)
            .Where(id => id[2] is '2' or '3' && !text.Contains(id, System.StringComparison.Ordinal))
            .Except(KnownGaps.RowsWithoutCase.Keys)];
        Assert.Empty(missing);
    }

    [Fact]
    public void HasNoFileThatIsNoCase()
    {
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(ErrorCase.All.Values.First().Path))!;
        Assert.All(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), path => Assert.EndsWith(".py", path));
    }
}
