using System.IO;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Judging;
using Krait.Testing;

namespace Krait.Fuzz;

/// <summary>Programs that once failed: no difference between the sides any more.</summary>
public sealed class RegressTests
{
    public static TheoryData<string> Cases => [.. Directory.GetFiles(RepositoryRoot.File("tests", "cases", "regress"), "*.wat").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void SidesAgree(string file)
    {
        (FuzzProgram program, ProgramProfile profile) = CaseText.Read(File.ReadAllText(RepositoryRoot.File("tests", "cases", "regress", file)));
        Verdict verdict = BigStack.Run(() => Judge.Compare(program, profile));
        Assert.Null(verdict.Difference);
        Assert.Equal(program.Modules.Length + program.Calls.Length, verdict.Expected.Steps.Length);
    }
}
