using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Krait.Runtime;

namespace Krait.Benchmarks.Kernels;

/// <summary>One kernel, ready to run in every contender.</summary>
internal sealed class KernelPrograms : IDisposable
{
    private const int CallsPerRound = 3;

    private readonly Kernel _kernel;
    private readonly string? _native;
    private readonly List<IDisposable> _owned = [];
    private readonly Dictionary<Contender, Func<int, long>> _functions = [];

    /// <param name="kernel">What is run.</param>
    /// <param name="folder">Where the native program is written.</param>
    /// <param name="hasNative">Whether there is a gcc.</param>
    public KernelPrograms(Kernel kernel, string folder, bool hasNative)
    {
        _kernel = kernel;
        _native = hasNative ? CompileNative(kernel, folder) : null;
        _functions[Contender.Compiler] = Load(new EngineOptions());
        _functions[Contender.Unchecked] = Load(new EngineOptions { LoopChecks = LoopChecks.None });
        _functions[Contender.Metered] = Load(new EngineOptions { MeterFuel = true });
        _functions[Contender.Interpreter] = Load(new EngineOptions { Backend = EngineBackend.Interpreter });
    }

    /// <summary>Calls the kernel a few times: the answer, and the best time.</summary>
    public Measurement Measure(Contender contender) => contender switch
    {
        Contender.Native => NativeProgram.Measure(_native!, Text(_kernel.Size), Text(CallsPerRound)),
        Contender.V8 => NativeProgram.Measure("node", Checkout.File("benchmarks", "kernels", "run_kernel.mjs"), _kernel.ModulePath, Text(_kernel.Size), Text(CallsPerRound)),
        Contender.Interpreter => Time(_functions[contender], calls: 1),
        _ => Time(_functions[contender], CallsPerRound),
    };

    public void Dispose()
    {
        for (int i = _owned.Count - 1; 0 <= i; i--)
            _owned[i].Dispose();
    }

    private static string CompileNative(Kernel kernel, string folder)
    {
        string executable = Path.Combine(folder, kernel.Name);
        NativeProgram.Execute(
            "gcc", "-O2", "-ffp-contract=off", "-fno-math-errno", "-o", executable, kernel.SourcePath, Checkout.File("benchmarks", "kernels", "native_main.c"));
        return executable;
    }

    private Func<int, long> Load(EngineOptions options)
    {
        Engine engine = new(options);
        _owned.Add(engine);
        CompiledModule module = engine.Compile(File.ReadAllBytes(_kernel.ModulePath));
        _owned.Add(module);
        Instance instance = new Linker(engine).Instantiate(module);
        _owned.Add(instance);
        return instance.GetFunction<int, long>("run");
    }

    private Measurement Time(Func<int, long> function, int calls)
    {
        double best = double.MaxValue;
        long answer = 0;
        for (int i = 0; i < calls; i++)
        {
            long start = Stopwatch.GetTimestamp();
            answer = function(_kernel.Size);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Measurement(((ulong)answer).ToString(CultureInfo.InvariantCulture), best);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
