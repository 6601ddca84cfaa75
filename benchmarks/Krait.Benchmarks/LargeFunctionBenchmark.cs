using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Guests;
using Krait.Runtime;
using Krait.Runtime.Splitting;

namespace Krait.Benchmarks;

// CPython's interpreter loop is a function of 79 KB, far beyond what the just-in-time compiler optimises as one method. All ways run
// in this process, one after another, but for V8; processor time of the process is measured, which other programs disturb less.

/// <summary><c>./dev bench large</c>: a loop in CPython, with its functions in parts, whole, and in V8.</summary>
internal static class LargeFunctionBenchmark
{
    private const int Rounds = 5;
    private const string Loop = "sum(i*i%7 for i in range(3*10**6))";

    private const string NodeScript = """
        const { loadPyodide } = await import(process.argv[1] + '/pyodide.mjs');
        const python = await loadPyodide({ indexURL: process.argv[1] + '/' });
        for (let i = 0; i < process.argv[3]; i++) {
            const start = process.cpuUsage();
            python.runPython(process.argv[2]);
            const used = process.cpuUsage(start);
            console.log((used.user + used.system) / 1000);
        }
        """;

    private static readonly (string Name, EngineOptions Options)[] s_ways =
    [
        ("Krait, whole", new EngineOptions { LargeFunctions = LargeFunctions.Whole }),
        ("Krait, parts of weight 2,500", new EngineOptions { MethodSizes = MethodSizes.Default with { Part = 2_500 } }),
        ("Krait, parts of weight 5,000", EngineOptions.Default),
        ("Krait, parts of weight 10,000", new EngineOptions { MethodSizes = MethodSizes.Default with { Part = 10_000 } }),
    ];

    /// <summary>Prints a table of milliseconds.</summary>
    public static void Run()
    {
        GuestPackages.Restore();
        Console.WriteLine($"{Loop} in CPython, compiled in memory; processor time in ms, best of {Rounds}");
        double v8 = InV8();
        Print("V8 (node)", v8, v8);
        foreach ((string name, EngineOptions options) in s_ways)
            Print(name, InKrait(options), v8);
    }

    private static double InKrait(EngineOptions options)
    {
        using Engine engine = new(options);
        using PythonSandbox sandbox = PythonSandbox.Create(PythonSandboxOptions.Default, GuestModule.Load(PythonInterpreter.CPython, engine));
        using Process process = Process.GetCurrentProcess();
        return Enumerable.Range(0, Rounds).Min(_ =>
        {
            process.Refresh();
            TimeSpan start = process.TotalProcessorTime;
            sandbox.Evaluate(Loop);
            process.Refresh();
            return (process.TotalProcessorTime - start).TotalMilliseconds;
        });
    }

    private static double InV8()
    {
        string folder = Path.GetDirectoryName(GuestPackages.CPythonModulePath)!;
        string[] arguments = ["--input-type=module", "-e", NodeScript, folder, Loop, Rounds.ToString(CultureInfo.InvariantCulture)];
        using Process process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true })!;
        List<double> times = [];
        while (process.StandardOutput.ReadLine() is string line)
            times.Add(double.Parse(line, CultureInfo.InvariantCulture));
        process.WaitForExit();
        return times.Min();
    }

    private static void Print(string name, double ms, double v8) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32}{ms,8:F0}{ms / v8,8:F2}"));
}
