using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace Krait.Benchmarks.Goals;

/// <summary>How soon the command answers, each time as a new process with prepared interpreters; a part of <c>./dev bench guests</c>.</summary>
internal static class CommandBenchmark
{
    private const int Rounds = 21;

    // Only a start reads this variable, so CPython is started instead of taken from its image.
    private static readonly string[] s_booting = ["eval", "--precise-clock", "--env", "PYTHONHASHSEED=7", "__import__('time').time()"];

    private static readonly string[] s_fromImage = ["eval", "--precise-clock", "__import__('time').time()"];

    private static readonly string[] s_evaluating = ["eval", "sum(range(10))"];

    /// <summary>Prints medians and adds them to the table of goals.</summary>
    public static void Run()
    {
        string krait = Checkout.File("artifacts", "bin", "Krait.Cli", "release", "krait.dll");
        Start(krait, ["guests", "prepare"]);
        Console.WriteLine($"\nthe command as a process, median (and best) of {Rounds}, in ms");
        double evaluated = Measure("krait eval \"sum(range(10))\"", () => Time(krait, s_evaluating));
        double begun = Measure("process start to Python code, CPython from its image", () => TimeToPython(krait, s_fromImage));
        double booted = Measure("process start to Python code, CPython started anew", () => TimeToPython(krait, s_booting));
        Measure("krait eval --micropython \"sum(range(10))\"", () => Time(krait, [.. s_evaluating, "--micropython"]));
        Measure("krait --version", () => Time(krait, ["--version"]));
        GoalTable.Add("`krait eval \"sum(range(10))\"`, cold process, prepared", evaluated, "ms", 250);
        GoalTable.Add("process start of the command to Python code, CPython from its image", begun, "ms", 200);
        GoalTable.Add("the same, `Py_Initialize` executed anew", booted, "ms", 200);
    }

    private static double Measure(string what, Func<double> round)
    {
        double[] times = [.. Enumerable.Range(0, Rounds).Select(_ => round()).Order()];
        double median = times[Rounds / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {median,6:F0} ({times[0]:F0})  {what}"));
        return median;
    }

    private static double Time(string krait, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        Start(krait, arguments);
        return watch.Elapsed.TotalMilliseconds;
    }

    // Python says when it began to run.
    private static double TimeToPython(string krait, string[] arguments)
    {
        double start = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
        return (double.Parse(Start(krait, arguments), CultureInfo.InvariantCulture) * 1000) - start;
    }

    private static string Start(string krait, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [krait, .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{krait} ended with {process.ExitCode}");
    }
}
