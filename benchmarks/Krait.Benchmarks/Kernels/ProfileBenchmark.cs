using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Krait.Runtime;

namespace Krait.Benchmarks.Kernels;

// Processor time of the process, which other programs disturb less than the clock; the profiler's own thread is in it. Calls with and
// without take turns.

/// <summary><c>./dev bench profile</c>: what a profiler costs the C kernels.</summary>
internal static class ProfileBenchmark
{
    private const int Calls = 5;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Prints a table of milliseconds.</summary>
    public static void Run()
    {
        using Process process = Process.GetCurrentProcess();
        using GuestProfiler profiler = new(s_interval);
        using Engine plain = new();
        using Engine profiling = new(new EngineOptions { Profiler = profiler });
        List<double> ratios = [];
        Console.WriteLine($"processor time in ms, least of {Calls} calls, without and with a profiler that looks every {s_interval.TotalMilliseconds} ms");
        foreach (Kernel kernel in Kernel.All)
        {
            (double without, double with) = Measure(kernel, plain, profiling, process);
            ratios.Add(with / without);
            Print(kernel.Name, $"{without,8:F0}{with,8:F0}", ratios[^1]);
        }

        Print("geometric mean", "", KernelTimes.GeometricMean(ratios));
        if (profiler.Read().Callees.IsEmpty)
            throw new InvalidOperationException("the profiler saw no call");
    }

    private static (double Without, double With) Measure(Kernel kernel, Engine plain, Engine profiling, Process process)
    {
        byte[] bytes = File.ReadAllBytes(kernel.ModulePath);
        using CompiledModule plainModule = plain.Compile(bytes);
        using CompiledModule profiledModule = profiling.Compile(bytes);
        using Instance plainInstance = new Linker(plain).Instantiate(plainModule);
        using Instance profiledInstance = new Linker(profiling).Instantiate(profiledModule);
        Func<int, long> run = plainInstance.GetFunction<int, long>("run");
        Func<int, long> profiledRun = profiledInstance.GetFunction<int, long>("run");
        double without = double.MaxValue;
        double with = double.MaxValue;
        for (int i = 0; i < Calls; i++)
        {
            without = Math.Min(without, ProcessorMs(process, () => run(kernel.Size)));
            with = Math.Min(with, ProcessorMs(process, () => profiledRun(kernel.Size)));
        }

        return (without, with);
    }

    private static double ProcessorMs(Process process, Func<long> work)
    {
        process.Refresh();
        TimeSpan start = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalMilliseconds;
    }

    private static void Print(string name, string times, double ratio) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16}{times,16}{(ratio - 1) * 100,8:+0;-0;0}%"));
}
