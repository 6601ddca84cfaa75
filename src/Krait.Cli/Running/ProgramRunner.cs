using System;
using Krait.Runtime;
using Krait.Udf;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>Runs a whole program: the top level of a Python file, or a module's start-up export.</summary>
internal static class ProgramRunner
{
    // The names that tool chains give to the function that begins a program, in the order in which they are looked for.
    private static readonly string[] s_entries = ["_start", "main"];

    public static void Run(InputFile input, UdfLimits limits, Action<string> write)
    {
        if (input.Kind == InputKind.Python)
            PythonScript.Run(input, limits, write);
        else
            RunModule(input.DecodeModule(), limits, write);
    }

    private static void RunModule(Module module, UdfLimits limits, Action<string> write)
    {
        using WasmGuest guest = WasmGuest.Start(module, limits, write);
        guest.Run(static instance =>
        {
            foreach (string entry in s_entries)
            {
                if (instance.TryGetFunction(entry, out Function? function) && function.Type.Parameters.IsEmpty)
                    return function.Invoke();
            }

            throw new CommandFailure(ExitCode.InvalidInput, "the module exports no '_start' or 'main' without parameters; 'krait call' calls any function");
        });
    }
}
