using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Benchmarks.Goals;
using Krait.Guests;

namespace Krait.Benchmarks.Guests;

/// <summary>
/// <c>./dev bench python-guests</c>: the programs of benchmarks/python in CPython and MicroPython under Krait, in the same
/// interpreters under Node, and in python3. Rounds are interleaved, the best of each counts, and all answers have to be equal.
/// </summary>
internal static class PythonGuestsBenchmark
{
    private const int Rounds = 3;

    // Programs are as long as MicroPython's heap allows; the others run them this often in a row.
    private const int Calls = 5;

    // MicroPython collects nothing while a program runs, so its heap holds everything that the program ever made.
    private const int HeapBytes = 768 << 20;

    private const string NotInMicroPython = "# micropython: no";

    /// <summary>Prints a table of milliseconds and ratios, and their geometric means.</summary>
    /// <param name="names">Programs; all if there are none.</param>
    public static void Run(string[] names)
    {
        PythonGuests.Prepare();
        string folder = Checkout.File("benchmarks", "python");
        string[] programs = [.. Directory.GetFiles(folder, "*.py").Where(path => IsChosen(path, names)).Order(StringComparer.Ordinal)];
        string node = Path.Combine(folder, "measure.mjs");
        using var native = new LineProgram("python3", Path.Combine(folder, "measure.py"), Text(Calls, "0"));
        using var cpythonInNode = new LineProgram("node", node, "cpython", Beside(GuestPackages.CPythonModulePath, "pyodide.mjs"), Text(Calls, "0"));
        using var microPythonInNode = new LineProgram(
            "node", node, "micropython", Beside(GuestPackages.MicroPythonModulePath, "micropython.mjs"), "1", Text(HeapBytes, "0"));
        using var cpython = new SandboxProgram(PythonInterpreter.CPython, Calls, 0);
        using var microPython = new SandboxProgram(PythonInterpreter.MicroPython, 1, HeapBytes);

        Console.WriteLine($"best of {Rounds} interleaved rounds, milliseconds; ratios above 1 mean that Krait takes longer");
        Console.WriteLine($"{"",-18}{"python3",9} |{"CPython",9}{"in Node",9}{"/ Node",8}{"/ native",9} |{"Micro",9}{"in Node",9}{"/ Node",8}");
        var rows = new List<double?[]>();
        foreach (string program in programs)
        {
            bool isForMicroPython = !File.ReadLines(program).Any(static line => line.StartsWith(NotInMicroPython, StringComparison.Ordinal));
            Func<string, Measurement?> none = static _ => null;
            Func<string, Measurement?>[] ways =
            [
                native.Run, cpython.Run, cpythonInNode.Run, isForMicroPython ? microPython.Run : none, isForMicroPython ? microPythonInNode.Run : none,
            ];
            double?[] best = Best(program, ways);
            rows.Add(best);
            Print(Path.GetFileNameWithoutExtension(program), best);
        }

        Console.WriteLine(
            $"geometric means: CPython under Krait / Node {Mean(rows, 1, 2)}, / python3 {Mean(rows, 1, 0)}; MicroPython under Krait / Node {Mean(rows, 3, 4)}; CPython under Node / python3 {Mean(rows, 2, 0)}");
        AddGoal("programs in CPython, time under Krait / Node, geometric mean", Ratios(rows, 1, 2), 1.3);
        AddGoal("programs in CPython, time under Krait / python3, geometric mean", Ratios(rows, 1, 0), 2.8);
        AddGoal("programs in MicroPython, time under Krait / Node, geometric mean", Ratios(rows, 3, 4), 1.3);
    }

    private static bool IsChosen(string path, string[] names)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name != "measure" && (names.Length == 0 || names.Contains(name));
    }

    private static double?[] Best(string program, Func<string, Measurement?>[] ways)
    {
        var best = new double?[ways.Length];
        var answers = new HashSet<string>();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < ways.Length; i++)
            {
                // What failed once fails again.
                if ((round > 0 && best[i] is null) || ways[i](program) is not { } measurement)
                    continue;
                best[i] = Math.Min(best[i] ?? double.MaxValue, measurement.BestMs);
                answers.Add(measurement.Answer);
            }
        }

        return answers.Count == 1 ? best : throw new InvalidOperationException($"{program}: the answers differ: {string.Join(", ", answers)}");
    }

    private static void Print(string name, double?[] ms) => Console.WriteLine(
        $"{name,-18}{Text(ms[0], "0"),9} |{Text(ms[1], "0"),9}{Text(ms[2], "0"),9}{Text(ms[1] / ms[2], "0.00"),8}{Text(ms[1] / ms[0], "0.00"),9} |"
        + $"{Text(ms[3], "0"),9}{Text(ms[4], "0"),9}{Text(ms[3] / ms[4], "0.00"),8}");

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Mean(List<double?[]> rows, int over, int under)
    {
        double[] ratios = Ratios(rows, over, under);
        return ratios.Length == 0 ? "-" : Text(Math.Exp(ratios.Average(Math.Log)), "0.00") + $" ({ratios.Length} programs)";
    }

    private static double[] Ratios(List<double?[]> rows, int over, int under) => [.. rows.Select(row => row[over] / row[under]).OfType<double>()];

    private static void AddGoal(string what, double[] ratios, double atMost)
    {
        if (ratios.Length > 0)
            GoalTable.Add($"{ratios.Length} {what}", Math.Exp(ratios.Average(Math.Log)), string.Empty, atMost);
    }

    private static string Beside(string path, string name) => Path.Combine(Path.GetDirectoryName(path)!, name);
}
