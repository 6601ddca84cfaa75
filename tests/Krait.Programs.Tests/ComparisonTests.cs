using Krait.Testing.Programs;
using Krait.Wasi;

namespace Krait.Programs.Tests;

/// <summary>C and C++ programs do as guests what they do natively: the same output, the same exit code.</summary>
public class ComparisonTests
{
    [Theory]
    [InlineData("bignum.c")]
    [InlineData("btree.c")]
    [InlineData("containers.cc")]
    [InlineData("data.c")]
    [InlineData("exceptions.cc")]
    [InlineData("files.c")]
    [InlineData("json.c")]
    [InlineData("jump.c")]
    [InlineData("lisp.c")]
    [InlineData("png.c")]
    [InlineData("regex.c")]
    public void ProgramsDoAsGuestsWhatTheyDoNatively(string source) => Check(new CProgram(source));

    [Fact]
    public void VectorProgramsDoAsGuestsWhatTheyDoNatively() => Check(new CProgram("vectors.c", "-msimd128"));

    [Fact]
    public void TheLibraryDoesWhatTheNativeOneDoes() => Check(new CProgram("libc.c")
    {
        Arguments = ["plain", "with space", "--flag=\"quoted\""],
        Environment = ["COLOUR=green", "OTHER=1"],
        Input = "first line\nsecond line 2\nwithout end",
    });

    // The vector form of the C library's loops, and code without optimisation: other instructions, the same meaning.
    [Theory]
    [InlineData("json.c", "-O0")]
    [InlineData("lisp.c", "-Os")]
    [InlineData("png.c", "-O3", "-msimd128", "-mbulk-memory", "-msign-ext", "-mnontrapping-fptoint", "-mmultivalue")]
    [InlineData("containers.cc", "-O1", "-mbulk-memory")]
    [InlineData("regex.c", "-O2", "-mtail-call", "-mreference-types")]
    public void CompilerFlagsChangeNothing(string source, params string[] flags) => Check(new CProgram(source, flags));

    private static void Check(CProgram program)
    {
        Assert.SkipWhen(ClangToolchain.Missing is not null, ClangToolchain.Missing ?? "");
        Assert.SkipWhen(NativeToolchain.Missing is not null, NativeToolchain.Missing ?? "");
        ProgramRun expected = program.RunNatively();
        ProgramRun actual = program.RunAsGuest(new MemoryFileSystem());
        Assert.Equal(expected.Output, actual.Output);
        Assert.Equal(expected.Errors, actual.Errors);
        Assert.Equal(expected.ExitCode, actual.ExitCode);
        Assert.NotEmpty(actual.Output);
    }
}
