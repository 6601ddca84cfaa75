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
    /// <summary>The argument that makes this program measure the loop in a process of its own.</summary>
    public const string LoopVerb = "guest-loop-child";

    private const string Loop = "sum(i*i%7 for i in range(3*10**6))";
    private const int Rounds = 100;
    private const int Live = 500;

    // pyodide with its JavaScript, from the same package: the same module, run by V8.
    private const string NodeLoop = """
        const { loadPyodide } = await import(process.argv[1]);
        const python = await loadPyodide();
        python.runPython('1');
        const start = performance.now();
        python.runPython(process.argv[2]);
        console.log(performance.now() - start);
        """;

    /// <summary>Prepares both interpreters and prints tables.</summary>
    public static void Run()
    {
        PythonGuests.Prepare();
        foreach (PythonInterpreter interpreter in Enum.GetValues<PythonInterpreter>())
            MeasureSandboxes(interpreter);
        MeasureCommand();
        Console.WriteLine($"\n{Loop} in CPython, best of 3, in ms");
        Print(Best(() => OwnLoop("prepared")), "prepared: machine code made ahead of time");
        Print(Best(() => OwnLoop("in-memory")), "compiled in memory, on first calls");
        Print(Best(V8Loop), "V8 (node), the same module with pyodide's JavaScript");
    }

    /// <summary>Is the process that measures the loop.</summary>
    public static void RunLoop()
    {
        using PythonSandbox sandbox = PythonSandbox.Create();
        sandbox.Evaluate("1");
        var watch = Stopwatch.StartNew();
        sandbox.Evaluate(Loop);
        Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
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

    // Where nothing is prepared: another folder, with the packages by a link.
    private static double OwnLoop(string mode)
    {
        string assembly = typeof(SandboxBenchmark).Assembly.Location;
        if (mode == "prepared")
            return Parse(Start("dotnet", [assembly, LoopVerb]));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("krait-guests-");
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, Path.GetFileName(GuestPackages.Folder)), GuestPackages.Folder);
            return Parse(Start("dotnet", [assembly, LoopVerb], folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double V8Loop() =>
        Parse(Start("node", ["--input-type=module", "-e", NodeLoop, Path.Combine(GuestPackages.Folder, "node_modules", "pyodide", "pyodide.mjs"), Loop]));

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

    private static string Start(string program, IEnumerable<string> arguments, string? guests = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (guests is not null)
            start.Environment[GuestPackages.FolderVariable] = guests;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
    }
}
