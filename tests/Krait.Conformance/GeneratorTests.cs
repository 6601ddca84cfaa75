using System.IO;
using Krait.Conformance.Cases;
using Krait.Conformance.Generation;
using Krait.Conformance.Judges;

namespace Krait.Conformance;

public sealed class GeneratorTests
{
    [Fact]
    public void WritesTheSameProgramForASeed() => Assert.Equal(ProgramGenerator.Write(1, 3), ProgramGenerator.Write(1, 3));

    [Fact]
    public void WritesProgramsThatCPythonRuns()
    {
        Assert.SkipUnless(CPython.IsPresent, "python3 is not on the PATH");
        string path = Path.Combine(Path.GetTempPath(), $"krait-generated-{System.Guid.NewGuid():N}.py");
        try
        {
            File.WriteAllText(path, ProgramGenerator.Write(2, 30));
            Outcome outcome = CPython.Run([path])[path];
            Assert.Null(outcome.ErrorType);
            Assert.True(outcome.Stdout.Length > 1000);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
