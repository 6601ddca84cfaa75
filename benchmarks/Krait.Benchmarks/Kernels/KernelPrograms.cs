using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Runtime;

namespace Krait.Benchmarks.Kernels;

// Each measurement is a process of its own. Where code, stack and memory of a process happen to lie makes some kernels up to 1.6 times
// as slow for as long as it lives, in V8 and in Krait alike; the best of several processes leaves that out for all contenders.

/// <summary>One kernel, ready to run in every contender.</summary>
internal sealed class KernelPrograms
{
    /// <summary>The argument that makes this program one of the measured processes.</summary>
    public const string ChildVerb = "kernel-child";

    private const int CallsPerRound = 6;

    private readonly Kernel _kernel;
    private readonly string? _native;

    /// <param name="kernel">What is run.</param>
    /// <param name="folder">Where the native program is written.</param>
    /// <param name="hasNative">Whether there is a gcc.</param>
    public KernelPrograms(Kernel kernel, string folder, bool hasNative)
    {
        _kernel = kernel;
        _native = hasNative ? CompileNative(kernel, folder) : null;
    }

    /// <summary>Calls the kernel a few times in a new process: the answer, and the best time.</summary>
    public Measurement Measure(Contender contender) => contender switch
    {
        Contender.Native => NativeProgram.Measure(_native!, Text(_kernel.Size), Text(CallsPerRound)),
        Contender.V8 => NativeProgram.Measure("node", Checkout.File("benchmarks", "kernels", "run_kernel.mjs"), _kernel.ModulePath, Text(_kernel.Size), Text(CallsPerRound)),
        _ => NativeProgram.Measure("dotnet", typeof(KernelPrograms).Assembly.Location, ChildVerb, _kernel.Name, contender.ToString()),
    };

    /// <summary>Is one of the measured processes: prints the answer and the best time.</summary>
    public static void RunChild(string name, string contender)
    {
        Kernel kernel = Kernel.All.Single(kernel => kernel.Name == name);
        bool isInterpreter = contender == nameof(Contender.Interpreter);
        EngineOptions options = contender switch
        {
            nameof(Contender.Unchecked) => new EngineOptions { LoopChecks = LoopChecks.None },
            nameof(Contender.Metered) => new EngineOptions { MeterFuel = true },
            _ => new EngineOptions { Backend = isInterpreter ? EngineBackend.Interpreter : EngineBackend.Compiler },
        };
        using Engine engine = new(options);
        using CompiledModule module = engine.Compile(File.ReadAllBytes(kernel.ModulePath));
        using Instance instance = new Linker(engine).Instantiate(module);
        Measurement measurement = Time(instance.GetFunction<int, long>("run"), kernel.Size, isInterpreter ? 1 : CallsPerRound);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measurement.Answer} {measurement.BestMs:F4}"));
    }

    private static string CompileNative(Kernel kernel, string folder)
    {
        string executable = Path.Combine(folder, kernel.Name);
        NativeProgram.Execute(
            "gcc", "-O2", "-ffp-contract=off", "-fno-math-errno", "-o", executable, kernel.SourcePath, Checkout.File("benchmarks", "kernels", "native_main.c"));
        return executable;
    }

    private static Measurement Time(Func<int, long> function, int size, int calls)
    {
        double best = double.MaxValue;
        long answer = 0;
        for (int i = 0; i < calls; i++)
        {
            long start = Stopwatch.GetTimestamp();
            answer = function(size);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Measurement(((ulong)answer).ToString(CultureInfo.InvariantCulture), best);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
