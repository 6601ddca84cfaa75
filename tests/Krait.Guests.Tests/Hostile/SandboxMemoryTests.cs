using System;
using System.Threading;
using System.Threading.Tasks;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;

namespace Krait.Guests.Tests.Hostile;

/// <summary>What sandboxes leave behind in the host: nothing, however they ended. Measured alone, because it is the process that is measured.</summary>
[Collection(nameof(RunsAlone))]
public sealed class SandboxMemoryTests
{
    private const int Rounds = 1000;

    // Sandboxes made before measuring, for what the process keeps: compiled code, images, threads, pools.
    private const int WarmingRounds = 100;

    // A single sandbox of CPython that was not freed takes more than a megabyte.
    private const long ToleranceBytes = 150L << 20;

    private static readonly string[] s_programs =
    [
        "x = [i for i in range(1000)]",
        "raise ValueError('no')",
        "kept = bytearray(8 << 20)",
        "kept = []\nwhile True: kept.append(bytearray(100000))",
        "def f(): return f()\nf()",
        "print('x' * 10000)",
        "f = open('/left-open', 'w'); f.write('x' * 1000)",
    ];

    [Fact]
    public void AThousandSandboxesLeaveNothingBehind()
    {
        for (int round = 0; round < WarmingRounds; round++)
            UseOne(round);
        long before = MemoryBytes();
        for (int round = 0; round < Rounds; round++)
            UseOne(round);
        long after = MemoryBytes();
        Assert.True(after - before < ToleranceBytes, $"the process grew from {before >> 20} MiB to {after >> 20} MiB");
    }

    [Fact]
    public void ManySandboxesRunAtOnce()
    {
        const int SandboxCount = 100;
        Sandboxes.NeedPackages();
        long sum = 0;
        var sandboxes = new PythonSandbox[SandboxCount];
        try
        {
            Parallel.For(0, SandboxCount, index => sandboxes[index] = Sandboxes.New(index % 2 == 0 ? PythonInterpreter.CPython : PythonInterpreter.MicroPython));
            for (int turn = 0; turn < 3; turn++)
            {
                Parallel.For(0, SandboxCount, index =>
                {
                    sandboxes[index].Execute($"x = sum(range({index}))");
                    Interlocked.Add(ref sum, (long)sandboxes[index].Evaluate("x")!);
                });
            }
        }
        finally
        {
            foreach (PythonSandbox? sandbox in sandboxes)
                sandbox?.Dispose();
        }

        // Of every index the sum of what lies below, three times over.
        Assert.Equal(3L * SandboxCount * (SandboxCount - 1) * (SandboxCount - 2) / 6, sum);
    }

    // One in twenty is ended by the engine, one in twenty traps or aborts, one in ten is left to the collector.
    private static void UseOne(int round)
    {
        PythonInterpreter interpreter = round % 2 == 0 ? PythonInterpreter.CPython : PythonInterpreter.MicroPython;
        bool isEnded = round % 20 < 2;
        var options = new PythonSandboxOptions
        {
            MaximumMemoryBytes = 40 << 20,
            MicroPythonHeapBytes = 4 << 20,
            MaximumOutputBytes = 1000,
            Limits = new CallLimits { Deadline = isEnded ? TimeSpan.FromMilliseconds(5) : null },
            InterruptGrace = TimeSpan.Zero,
        };
        PythonSandbox sandbox = Sandboxes.New(interpreter, options);
        try
        {
            string program = s_programs[round / 2 % s_programs.Length];
            sandbox.Execute(isEnded ? "while True: pass" : round % 20 == 2 ? "import os\nos.abort()" : program);
        }
        catch (Exception exception) when (exception is PythonException or ResourceLimitException or GuestAbortException)
        {
            // However it ended, what counts is what is left.
        }

        if (round % 10 != 0)
            sandbox.Dispose();
    }

    private static long MemoryBytes()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return Environment.WorkingSet;
    }
}
