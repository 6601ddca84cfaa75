using System;
using System.Threading;
using Krait.Runtime;
using Krait.Wasm;
using Spectre.Console;

namespace Krait.Cli.Running;

/// <summary>Compiles a module for <c>krait run</c>, showing how far it is.</summary>
internal static class ModulePrecompiler
{
    /// <param name="input">The module.</param>
    /// <param name="engine">The settings of the engine that will load it.</param>
    /// <param name="crossgen">Makes machine code; null leaves that to whoever loads the module.</param>
    /// <param name="console">Where progress is shown.</param>
    public static byte[] Compile(InputFile input, EngineOptions engine, Crossgen? crossgen, IAnsiConsole console)
    {
        byte[] wasm = input.Kind == InputKind.WasmBinary ? input.Bytes : ModuleEncoder.Encode(input.DecodeModule());
        int functions = ModuleDecoder.Decode(wasm).Functions.Length;
        using var compiler = new Engine(engine);
        return console.Progress().HideCompleted(false).Start(progress =>
        {
            ProgressTask compiling = progress.AddTask($"compiling {functions} functions", maxValue: Math.Max(functions, 1));
            ProgressTask? translating = crossgen is null ? null : progress.AddTask("making machine code", autoStart: false, maxValue: 1);
            byte[] compiled = compiler.Precompile(wasm, new PrecompileOptions
            {
                Progress = new TaskProgress(compiling),
                Translate = crossgen is null ? null : (assembly, token) => Translate(crossgen, assembly, translating!, token),
            });
            compiling.Value = compiling.MaxValue;
            return compiled;
        });
    }

    // crossgen2 does not say how far it is.
    private static byte[] Translate(Crossgen crossgen, ReadOnlyMemory<byte> assembly, ProgressTask task, CancellationToken cancellationToken)
    {
        task.StartTask();
        task.IsIndeterminate = true;
        byte[] translated = crossgen.Translate(assembly, cancellationToken);
        task.IsIndeterminate = false;
        task.Value = task.MaxValue;
        return translated;
    }

    private sealed class TaskProgress(ProgressTask task) : IProgress<int>
    {
        // Each report takes a lock of the display.
        private const int Step = 64;

        public void Report(int value)
        {
            if (value % Step == 0)
                task.Value = value;
        }
    }
}
