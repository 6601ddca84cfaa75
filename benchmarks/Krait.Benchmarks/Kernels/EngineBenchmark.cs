using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Krait.Benchmarks.Goals;

namespace Krait.Benchmarks.Kernels;

/// <summary>
/// The engine side by side with V8 and native code on C kernels. Rounds of a kernel are interleaved: each asks every
/// contender once, so that what the machine does meanwhile meets all of them.
/// </summary>
internal static class EngineBenchmark
{
    // On a busy machine the best time is found late: rounds go on until none of the last few has brought a better one.
    private const int FewestRounds = 8;
    private const int MostRounds = 20;
    private const int SettledRounds = 5;

    // The interpreter takes most of the time and shows the least noise.
    private const int InterpreterRounds = 2;

    /// <summary>Runs all kernels, or those named; all of them rewrite docs/bench/engine.json and engine.svg.</summary>
    public static void Run(string[] names)
    {
        Kernel[] kernels = names.Length == 0 ? [.. Kernel.All] : [.. Kernel.All.Where(kernel => names.Contains(kernel.Name))];
        if (kernels.Length < names.Length)
            throw new ArgumentException("the kernels are " + string.Join(", ", Kernel.All.Select(static kernel => kernel.Name)));
        string folder = Directory.CreateTempSubdirectory("krait-bench-").FullName;
        try
        {
            KernelTimes[] times = [.. kernels.Select(kernel => Measure(kernel, folder))];
            Console.WriteLine(EngineReport.Table(times));
            if (names.Length > 0)
                return;
            AddGoals(times);
            string target = Checkout.File("docs", "bench");
            Directory.CreateDirectory(target);
            File.WriteAllText(Path.Combine(target, "engine.json"), EngineReport.Json(times));
            File.WriteAllText(Path.Combine(target, "engine.svg"), RatioChart.Draw(times));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AddGoals(KernelTimes[] times)
    {
        if (times.All(static row => row.Has(Contender.V8)))
        {
            double[] ratios = [.. times.Select(static row => row.Ratio(Contender.Compiler, Contender.V8))];
            GoalTable.Add("C kernels, Krait / V8, geometric mean", KernelTimes.GeometricMean(ratios), string.Empty, 1.1);
            KernelTimes worst = times.MaxBy(static row => row.Ratio(Contender.Compiler, Contender.V8))!;
            GoalTable.Add($"the worst of them, `{worst.Name}`", ratios.Max(), string.Empty, 1.6);
        }

        if (times.All(static row => row.Has(Contender.Native)))
        {
            double mean = KernelTimes.GeometricMean(times.Select(static row => row.Ratio(Contender.Compiler, Contender.Native)));
            GoalTable.Add("C kernels, Krait / native gcc -O2, geometric mean", mean, string.Empty, 2.0);
        }
    }

    private static KernelTimes Measure(Kernel kernel, string folder)
    {
        Contender[] contenders = [.. Enum.GetValues<Contender>().Where(IsPresent)];
        KernelPrograms programs = new(kernel, folder, IsPresent(Contender.Native));
        KernelTimes times = new(kernel.Name);
        HashSet<string> answers = [];
        for (int round = 0; round < MostRounds; round++)
        {
            if (FewestRounds <= round && contenders.All(contender => contender == Contender.Interpreter || times.IsSettled(contender, SettledRounds)))
                break;
            foreach (Contender contender in contenders)
            {
                if (contender == Contender.Interpreter && InterpreterRounds <= round)
                    continue;
                Measurement measurement = programs.Measure(contender);
                times.Add(contender, measurement.BestMs);
                answers.Add(measurement.Answer);
            }
        }

        return answers.Count == 1
            ? times
            : throw new InvalidOperationException($"{kernel.Name}: the answers differ: {string.Join(", ", answers)}");
    }

    private static bool IsPresent(Contender contender) => contender switch
    {
        Contender.Native => NativeProgram.Exists("gcc"),
        Contender.V8 => NativeProgram.Exists("node"),
        _ => true,
    };
}
