using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Krait.Guests.Tests.Kit;

namespace Krait.Guests.Tests;

/// <summary>Many sandboxes at the same time, and one after another.</summary>
public sealed class ManySandboxesTests
{
    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void FiveHundredLiveAtTheSameTimeInLittleMemory(PythonInterpreter interpreter)
    {
        Sandboxes.New(interpreter).Dispose();
        long before = ResidentBytes();
        List<PythonSandbox> sandboxes = [];
        try
        {
            for (int i = 0; i < 500; i++)
            {
                sandboxes.Add(Sandboxes.New(interpreter));
                sandboxes[i].Execute($"own = {i}");
            }

            Assert.Equal(Enumerable.Range(0, 500).Select(static i => (object)(long)i), sandboxes.Select(static sandbox => sandbox.Evaluate("own")));
            Assert.InRange(ResidentBytes() - before, 0, 4L << 30);
        }
        finally
        {
            sandboxes.ForEach(static sandbox => sandbox.Dispose());
        }
    }

    [Fact]
    public void AThousandOneAfterAnotherLeaveNothingBehind()
    {
        void Use(int count)
        {
            for (int i = 0; i < count; i++)
            {
                using PythonSandbox sandbox = Sandboxes.New(i % 2 == 0 ? PythonInterpreter.CPython : PythonInterpreter.MicroPython);
                sandbox.Evaluate("1 + 1");
            }
        }

        Use(200);
        long before = ResidentBytes();
        Use(1000);

        // Half a megabyte of each would be 500.
        Assert.InRange(ResidentBytes() - before, long.MinValue, 200L << 20);
    }

    [Fact]
    public void SandboxesOfOneImageRunInParallel()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute("def work(n):\n    return sum(i * n for i in range(1000))");
        using PythonImage image = parent.TakeImage();
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, n =>
        {
            using PythonSandbox sandbox = PythonSandbox.Create(image);
            for (int round = 0; round < 3; round++)
            {
                Assert.Equal(499_500L * n, sandbox.Evaluate($"work({n})"));
                sandbox.Reset();
            }
        });
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
