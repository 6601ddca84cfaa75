using System;
using Krait.Python;
using Krait.Udf;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>Runs the top level of a Python file.</summary>
internal static class PythonScript
{
    public static void Run(InputFile input, UdfLimits limits, Action<string> write)
    {
        CompileResult compiled = PythonPrograms.Compile(input);
        if (!compiled.HasMainProgram)
            return;
        using WasmGuest guest = WasmGuest.Start(ModuleDecoder.Decode(compiled.Module), limits, write);
        guest.Run(static instance => instance.GetFunction("_start").Invoke());
    }
}
