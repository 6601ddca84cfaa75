using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Krait.Benchmarks.Goals;
using Krait.Guests;

namespace Krait.Benchmarks;

/// <summary>What sandboxes of prepared interpreters cost; <c>./dev bench sandboxes</c>, and a part of <c>guests</c>.</summary>
internal static class SandboxBenchmark
{
    private const int Rounds = 100;
    private const int Live = 500;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);

    /// <summary>Prepares both interpreters and prints tables.</summary>
    public static void Run()
    {
        PythonGuests.Prepare();
        foreach (PythonInterpreter interpreter in Enum.GetValues<PythonInterpreter>())
            MeasureSandboxes(interpreter);
        CommandBenchmark.Run();
        CPythonLoopBenchmark.Run();
    }

    private static void MeasureSandboxes(PythonInterpreter interpreter)
    {
        var options = new PythonSandboxOptions { Interpreter = interpreter };
        PythonSandbox.Create(options).Dispose();
        Console.WriteLine($"\n{interpreter}, medians of {Rounds}, in us");
        double created = Median(() => PythonSandbox.Create(options));
        double first = Median(() => Evaluated(PythonSandbox.Create(options)));
        Print(created, "Create");
        Print(first, "Create to first result");
        using PythonSandbox sandbox = PythonSandbox.Create(options);
        Print(Median(() => Evaluated(sandbox), _ => sandbox.Reset()), "a result after Reset");
        double reset = Median(() => Reset(sandbox), _ => sandbox.Evaluate("1+1"));
        Print(reset, "Reset after a result");
        long before = ResidentBytes();
        List<PythonSandbox> sandboxes = [.. Enumerable.Range(0, Live).Select(_ => Evaluated(PythonSandbox.Create(options)))];
        long live = (ResidentBytes() - before) >> 20;
        Console.WriteLine($"  {live,6}  MiB for {Live} live sandboxes, each after a result");
        sandboxes.ForEach(static one => one.Dispose());

        bool isCPython = interpreter == PythonInterpreter.CPython;
        GoalTable.Add($"{interpreter}, `PythonSandbox.Create` to first result", first / 1000, "ms", isCPython ? 3 : 1);
        if (!isCPython)
            return;
        GoalTable.Add("an instance of the snapshot of CPython, with its host", created, "us", 500);
        GoalTable.Add("reset of one after a result", reset, "us", 500);
        GoalTable.Add($"{Live} live instances", live, "MiB", 4096);
    }

    private static PythonSandbox Evaluated(PythonSandbox sandbox)
    {
        sandbox.Evaluate("1+1");
        return sandbox;
    }

    private static PythonSandbox Reset(PythonSandbox sandbox)
    {
        sandbox.Reset();
        return sandbox;
    }

    // What was made in a round is disposed outside of the measured time, unless something else is done with it.
    // Of a warm process: what .NET compiles again once it was called often is compiled before the times count.
    private static double Median(Func<PythonSandbox> round, Action<PythonSandbox>? after = null)
    {
        var times = new List<double>();
        var warm = Stopwatch.StartNew();
        while (times.Count < Rounds)
        {
            bool counts = s_warmUp < warm.Elapsed;
            var watch = Stopwatch.StartNew();
            PythonSandbox sandbox = round();
            if (counts)
                times.Add(watch.Elapsed.TotalMicroseconds);
            if (after is null)
                sandbox.Dispose();
            else
                after(sandbox);
        }

        times.Sort();
        return times[Rounds / 2];
    }

    private static void Print(double value, string what) => Console.WriteLine($"  {value,6:F0}  {what}");

    // Pages of the image that a sandbox has looked at count for each sandbox here, though all share them.
    private static long ResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
