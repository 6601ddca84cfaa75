using Krait.Runtime;
using Krait.Testing.Programs;
using Krait.Wasi;

namespace Krait.Programs.Tests;

/// <summary>Programs that recurse without end trap, and their host goes on.</summary>
public class RecursionTests
{
    [Theory]
    [InlineData("calls", "20000", "calls 20000: ")]
    [InlineData("frames", "900", "frames 900: ")]
    [InlineData("mutual", "20000", "mutual 20000: ")]
    [InlineData("pointer", "20000", "pointer 20000: ")]
    public void DeepRecursionWithinTheStackRuns(string way, string levels, string output)
    {
        ProgramRun run = Recursion(way, levels).RunAsGuest(new MemoryFileSystem());
        Assert.StartsWith(output, run.Output, System.StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("calls", TrapCode.CallStackExhausted)]
    [InlineData("mutual", TrapCode.CallStackExhausted)]
    [InlineData("pointer", TrapCode.CallStackExhausted)]
    [InlineData("frames", TrapCode.OutOfBoundsMemoryAccess)]
    public void EndlessRecursionIsATrap(string way, TrapCode expected)
    {
        CProgram program = Recursion(way, "4000000000");
        for (int i = 0; i < 3; i++)
        {
            TrapException trap = Assert.Throws<TrapException>(() => program.RunAsGuest(new MemoryFileSystem()));
            Assert.Equal(expected, trap.Code);
        }

        DeepRecursionWithinTheStackRuns("calls", "1000", "calls 1000: ");
    }

    private static CProgram Recursion(string way, string levels)
    {
        Assert.SkipWhen(ClangToolchain.Missing is not null, ClangToolchain.Missing ?? "");
        return new CProgram("recursion.c") { Arguments = [way, levels] };
    }
}
