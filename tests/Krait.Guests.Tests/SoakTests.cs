using Krait.Benchmarks.Soak;
using Krait.Guests.Tests.Kit;

namespace Krait.Guests.Tests;

/// <summary>The work of <c>./dev bench soak</c> for a few rounds.</summary>
public sealed class SoakTests
{
    private const int Count = 20;

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void ManySandboxesAtWorkGiveRightAnswersAndKeepTheirMemory(PythonInterpreter interpreter)
    {
        Sandboxes.NeedPackages();
        using var run = new SoakRun(interpreter, Count);
        run.Run(static done => done >= 2 * SoakSandbox.Kinds);
        long before = SoakRun.ResidentBytes();
        run.Run(static done => done >= 3 * SoakSandbox.Kinds);
        Assert.Equal(5L * SoakSandbox.Kinds * Count, run.Total);
        Assert.Equal(SoakSandbox.Kinds, run.Counts.Count);

        // A fifth of a megabyte for each of the rounds would be 108.
        Assert.InRange(SoakRun.ResidentBytes() - before, long.MinValue, 100L << 20);
    }
}
