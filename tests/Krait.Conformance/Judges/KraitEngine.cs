using System;
using System.Linq;
using System.Text;
using Krait.Conformance.Cases;
using Krait.Python;
using Krait.Runtime;
using Krait.Testing;

namespace Krait.Conformance.Judges;

/// <summary>Runs compiled programs on Krait's own engine.</summary>
internal static class KraitEngine
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly GuestThreadPool s_threads = new(new GuestThreadOptions { Threads = 2, QueueLength = 1000 });

    /// <summary>Compiles a program; fails with its diagnostics where it is refused.</summary>
    public static ReadOnlyMemory<byte> Compile(string source, string name)
    {
        CompileResult result = PythonCompiler.Compile(new SourceText(source, name));
        return result.Succeeded
            ? result.Module
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Select(item =>
                $"refused: {name}:{new SourceText(source).PositionAt(item.Span.Start).Line}: {item.Id} {item.Message}")));
    }

    /// <summary>Runs a module's main program to its end, at most a minute.</summary>
    public static Outcome Run(ReadOnlyMemory<byte> module)
    {
        var output = new StringBuilder();
        var linker = new Linker(s_engine);
        linker.DefineFunction("python", "py_print", (Action<Caller, int, int>)((caller, address, length) => output.Append(caller.Memory.ReadUtf8(address, length))));
        using CompiledModule compiled = s_engine.Compile(module);
        var options = new InstanceOptions
        {
            MaximumMemoryBytes = 1 << 26,
            Limits = new CallLimits { Deadline = TimeSpan.FromMinutes(1) },
        };
        return s_threads.Run(() =>
        {
            using Instance instance = linker.Instantiate(compiled, options);
            try
            {
                instance.GetAction("_start")();
                return new Outcome(output.ToString());
            }
            catch (TrapException trap)
            {
                var state = new UncaughtException(
                    [.. trap.Frames.Select(frame => (frame.FunctionIndex, frame.CodeOffset))],
                    GlobalOf(instance, DebugInfo.ExceptionTypeExport),
                    GlobalOf(instance, DebugInfo.ExceptionMessageExport),
                    instance.TryGetMemory("memory", out Memory? memory) ? memory.Bytes.ToArray() : default);
                return state.ToOutcome(compiled.Source, output.ToString(), trap.Message);
            }
        });
    }

    private static int GlobalOf(Instance instance, string name) =>
        instance.Module.FindExport(name) is null ? 0 : instance.GetGlobal(name).GetValue().AsInt32();
}
