using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Benchmarks.Goals;
using Krait.Guests;

namespace Krait.Benchmarks;

/// <summary>A loop in CPython, by the command and in V8; <c>./dev bench loop</c>, and a part of <c>sandboxes</c> and <c>guests</c>.</summary>
internal static class CPythonLoopBenchmark
{
    private const string Loop = "sum(i*i%7 for i in range(3*10**6))";
    private const int Processes = 5;
    private const int LoopsEach = 5;

    // What the loop takes, printed in ms, five times in one process; the first line is what a short program sees.
    private static readonly string s_loopScript = $"""
        import time
        for i in range({LoopsEach}):
            start = time.perf_counter()
            {Loop}
            print((time.perf_counter() - start) * 1000)
        """;

    // pyodide with its JavaScript, from the same package: the same module, run by V8.
    private const string NodeLoop = """
        const { loadPyodide } = await import(process.argv[1]);
        const python = await loadPyodide();
        python.runPython(process.argv[2]);
        """;

    /// <summary>Prints a table. Each way has processes of its own, in turn, so that all see the same machine.</summary>
    public static void Run()
    {
        string krait = Checkout.File("artifacts", "bin", "Krait.Cli", "release", "krait.dll");
        Start("dotnet", [krait, "guests", "prepare"]);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("krait-loop-");
        try
        {
            // A folder for guests in which nothing is prepared, with the packages by a link.
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, Path.GetFileName(GuestPackages.Folder)), GuestPackages.Folder);
            string script = Path.Combine(folder.FullName, "loop.py");
            File.WriteAllText(script, s_loopScript);
            string module = Path.Combine(GuestPackages.Folder, "node_modules", "pyodide", "pyodide.mjs");
            string[] run = [krait, "run", "--tier", "cpython", script];
            (string What, double? AtMost, Func<string> Run)[] ways =
            [
                ("V8 (node), the same module with pyodide's JavaScript", null, () => Start("node", ["--input-type=module", "-e", NodeLoop, module, s_loopScript])),
                ("krait run, prepared: machine code made ahead of time", 1.2, () => Start("dotnet", run)),
                ("krait run, nothing prepared: compiled on first calls", 2.5, () => Start("dotnet", run, folder.FullName)),
            ];
            MeasureWays(ways);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void MeasureWays((string What, double? AtMost, Func<string> Run)[] ways)
    {
        List<double[]>[] times = [.. ways.Select(static _ => new List<double[]>())];
        for (int i = 0; i < Processes; i++)
        {
            for (int way = 0; way < ways.Length; way++)
                times[way].Add([.. ways[way].Run().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]);
        }

        Console.WriteLine($"\n{Loop} in CPython, {LoopsEach} times in each of {Processes} processes, in ms, and the ratio to V8");
        Console.WriteLine("  the first of a process: best, median   all: best, median");
        double[] v8 = [];
        for (int way = 0; way < ways.Length; way++)
        {
            double[] first = [.. times[way].Select(static loops => loops[0]).Order()];
            double[] all = [.. times[way].SelectMany(static loops => loops).Order()];
            double[] row = [first[0], first[first.Length / 2], all[0], all[all.Length / 2]];
            v8 = way == 0 ? row : v8;
            if (ways[way].AtMost is { } atMost)
                GoalTable.Add($"`{Loop}` in CPython, {ways[way].What}, / V8, medians", row[^1] / v8[^1], string.Empty, atMost);
            Console.WriteLine("  " + string.Join("   ", row.Select((ms, i) => string.Create(CultureInfo.InvariantCulture, $"{ms,5:F0} {ms / v8[i],4:F2}"))) + "  " + ways[way].What);
        }
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

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
