using System.Collections.Generic;
using System.IO;

namespace Krait.Cli.Running;

/// <summary>Calls one function of a file. Python goes the way of a UDF; a module is called as it is.</summary>
internal static class FunctionCaller
{
    public static FunctionCall Call(FileInfo file, string function, IReadOnlyList<string> arguments, GuestSettings settings)
    {
        InputFile input = InputFile.Read(file);
        return input.Kind == InputKind.Python
            ? PythonCaller.Call(input, function, arguments, settings)
            : WasmCaller.Call(input, function, arguments, settings);
    }
}
