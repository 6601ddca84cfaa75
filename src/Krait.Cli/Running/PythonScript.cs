using System;
using Krait.Python;
using Krait.Runtime;
using Krait.Udf;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>Runs the top level of a Python file.</summary>
internal static class PythonScript
{
    /// <exception cref="PythonFailure">The program ended with an exception or at a limit.</exception>
    public static void Run(CompileResult compiled, InputFile input, GuestSettings settings, Action<string> write)
    {
        if (!compiled.HasMainProgram)
            return;
        Krait.Wasm.Module module = ModuleDecoder.Decode(compiled.Module);
        var traces = new PythonTracebackReader(module, input.Name, () => PythonPrograms.Decode(input));
        using WasmGuest guest = WasmGuest.Start(module, settings, write);
        guest.Run(instance => Start(instance, traces));
    }

    private static Value[] Start(Instance instance, PythonTracebackReader traces)
    {
        try
        {
            return instance.GetFunction("_start").Invoke();
        }
        catch (TrapException trap)
        {
            throw new PythonFailure(ExitCode.ProgramFailed, traces.Read(trap, instance));
        }
        catch (ResourceLimitException limit)
        {
            throw new PythonFailure(ExitCode.LimitReached, traces.Read(limit.Kind == ResourceKind.Memory ? "MemoryError" : "TimeoutError", limit.Message, limit.Frames));
        }
    }
}
