using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Krait.Benchmarks.Goals;
using Krait.Guests;

namespace Krait.Benchmarks.Soak;

/// <summary>A hundred sandboxes at work for a minute; <c>./dev bench soak [SECONDS]</c>.</summary>
internal static class SoakBenchmark
{
    private const int Sandboxes = 100;

    // Module, code and image of the interpreter stay in memory for the next sandbox; what a sandbox leaves would add up to more.
    private const int MaximumLeftMebibytes = 256;

    /// <summary>Prints rows for docs/PERFORMANCE.md, or throws at the first wrong answer.</summary>
    public static void Run(string[] arguments)
    {
        double seconds = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 60;
        PythonGuests.Prepare();
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {Sandboxes} sandboxes, {seconds:F0} s each; MiB resident before, after the first rounds, at the end, after disposal");
        Console.WriteLine("| interpreter | pieces of work | errors | each second | processor time | MiB |");
        Console.WriteLine("|---|---|---|---|---|---|");
        List<string> kinds = [];
        foreach (PythonInterpreter interpreter in Enum.GetValues<PythonInterpreter>())
            kinds.Add(Measure(interpreter, TimeSpan.FromSeconds(seconds)));
        kinds.ForEach(Console.WriteLine);
    }

    private static string Measure(PythonInterpreter interpreter, TimeSpan duration)
    {
        long before = SoakRun.ResidentBytes();
        long first;
        long last;
        long total;
        TimeSpan elapsed;
        TimeSpan processor;
        string kinds;
        using (var run = new SoakRun(interpreter, Sandboxes))
        {
            run.Run(static done => done >= 2 * SoakSandbox.Kinds);
            first = SoakRun.ResidentBytes();
            long already = run.Total;
            TimeSpan processorBefore = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            run.Run(_ => watch.Elapsed >= duration);
            elapsed = watch.Elapsed;
            processor = Environment.CpuUsage.TotalTime - processorBefore;
            total = run.Total - already;
            last = SoakRun.ResidentBytes();
            kinds = string.Join(", ", run.Counts.OrderBy(static kind => kind.Key, StringComparer.Ordinal).Select(static kind => $"{kind.Key} {kind.Value:N0}"));
        }

        long after = SoakRun.ResidentBytes();
        string memory = string.Join(", ", ((long[])[before, first, last, after]).Select(static bytes => (bytes >> 20).ToString(CultureInfo.InvariantCulture)));
        Console.WriteLine($"| {interpreter} | {total:N0} | 0 | {total / elapsed.TotalSeconds:N0} | {processor.TotalSeconds:F0} s | {memory} |");
        AddGoals(interpreter, total / elapsed.TotalSeconds, last, after - before);
        return $"{interpreter}: {kinds}";
    }

    // An error ends the benchmark, so that none is left to count here.
    private static void AddGoals(PythonInterpreter interpreter, double perSecond, long lastBytes, long leftBytes)
    {
        string soak = $"{Sandboxes} sandboxes of {interpreter} at work in parallel for a minute";
        GoalTable.Add($"{soak}: errors", 0, string.Empty, 0);
        GoalTable.Add($"{soak}: pieces of work each second", perSecond, string.Empty, null);
        GoalTable.Add($"{soak}: memory of the process at the end", lastBytes >> 20, "MiB", null);
        GoalTable.Add($"{soak}: what has stayed of it when they are disposed", leftBytes >> 20, "MiB", MaximumLeftMebibytes);
    }
}
