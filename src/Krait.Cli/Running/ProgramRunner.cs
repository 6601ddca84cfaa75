using System;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Cli.Running;

/// <summary>Runs a module's start-up export.</summary>
internal static class ProgramRunner
{
    // The names that tool chains give to the function that begins a program, in the order in which they are looked for.
    private static readonly string[] s_entries = ["_start", "main"];

    /// <summary>Runs it to its end.</summary>
    /// <returns>The status that a guest ends itself with; 0 if it just returns.</returns>
    public static int Run(InputFile input, GuestSettings settings, Action<string> write, WasiOptions wasi)
    {
        using WasmGuest guest = WasmGuest.Start(input, settings, write, wasi);
        return guest.Run(static instance =>
        {
            foreach (string entry in s_entries)
            {
                if (instance.TryGetFunction(entry, out Function? function) && function.Type.Parameters.IsEmpty)
                    return StatusOf(function);
            }

            throw new CommandFailure(ExitCode.InvalidInput, "the module exports no '_start' or 'main' without parameters; 'krait call' calls any function");
        });
    }

    private static int StatusOf(Function entry)
    {
        try
        {
            entry.Invoke();
            return 0;
        }
        catch (GuestExitException exit)
        {
            return exit.ExitCode;
        }
    }
}
