using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Guests;

namespace Krait.Benchmarks;

/// <summary>What sandboxes of prepared interpreters cost; <c>./dev bench sandboxes</c>, and a part of <c>guests</c>.</summary>
internal static class SandboxBenchmark
{
    private const int Rounds = 100;
    private const int Live = 500;

    /// <summary>Prepares both interpreters and prints tables.</summary>
    public static void Run()
    {
        PythonGuests.Prepare();
        foreach (PythonInterpreter interpreter in Enum.GetValues<PythonInterpreter>())
            MeasureSandboxes(interpreter);
        MeasureCommand();
        CPythonLoopBenchmark.Run();
    }

    private static void MeasureSandboxes(PythonInterpreter interpreter)
    {
        var options = new PythonSandboxOptions { Interpreter = interpreter };
        PythonSandbox.Create(options).Dispose();
        Console.WriteLine($"\n{interpreter}, medians of {Rounds}, in us");
        Print(Median(() => PythonSandbox.Create(options)), "Create");
        Print(Median(() => Evaluated(PythonSandbox.Create(options))), "Create to first result");
        using PythonSandbox sandbox = PythonSandbox.Create(options);
        Print(Median(() => Evaluated(sandbox), _ => sandbox.Reset()), "a result after Reset");
        Print(Median(() => Reset(sandbox), _ => sandbox.Evaluate("1+1")), "Reset after a result");
        long before = ResidentBytes();
        List<PythonSandbox> sandboxes = [.. Enumerable.Range(0, Live).Select(_ => Evaluated(PythonSandbox.Create(options)))];
        Console.WriteLine($"  {(ResidentBytes() - before) >> 20,6}  MiB for {Live} live sandboxes, each after a result");
        sandboxes.ForEach(static live => live.Dispose());
    }

    private static void MeasureCommand()
    {
        string krait = Checkout.File("artifacts", "bin", "Krait.Cli", "release", "krait.dll");
        if (!File.Exists(krait))
            return;
        Start("dotnet", [krait, "guests", "prepare"]);
        Console.WriteLine("\nthe command as a process, best of 10, in ms");
        string[] arguments = [krait, "eval", "sum(range(10))"];
        Print(Best(() => Time(() => Start("dotnet", arguments)), 10), "krait eval \"sum(range(10))\"");
        Print(Best(() => Time(() => Start("dotnet", [.. arguments, "--micropython"])), 10), "krait eval --micropython \"sum(range(10))\"");
        Print(Best(() => Time(() => Start("dotnet", [krait, "--version"])), 10), "krait --version");
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
    private static double Median(Func<PythonSandbox> round, Action<PythonSandbox>? after = null)
    {
        var times = new List<double>();
        for (int i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            PythonSandbox sandbox = round();
            times.Add(watch.Elapsed.TotalMicroseconds);
            if (after is null)
                sandbox.Dispose();
            else
                after(sandbox);
        }

        times.Sort();
        return times[Rounds / 2];
    }

    private static double Best(Func<double> round, int rounds = 3) => Enumerable.Range(0, rounds).Min(_ => round());

    private static double Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Print(double value, string what) => Console.WriteLine($"  {value,6:F0}  {what}");

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // Pages of the image that a sandbox has looked at count for each sandbox here, though all share them.
    private static long ResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static string Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
    }
}
