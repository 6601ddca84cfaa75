using System;
using System.Collections.Generic;
using System.IO;

namespace OpGen;

// Writes what is generated from the instruction table; with --verify, fails where a committed file differs instead.
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var isVerifying = arguments is ["--verify"];
        if (arguments.Length > 0 && !isVerifying)
        {
            Console.Error.WriteLine("usage: OpGen [--verify]");
            return 64;
        }

        var root = FindRoot();
        var rows = InstructionRow.ReadAll();
        Dictionary<string, string> files = new(StringComparer.Ordinal)
        {
            ["src/Krait.Wasm/Syntax/OpFacts.g.cs"] = FactsPrinter.Print(rows),
            ["src/Krait.Runtime/Interpreter/NumericDispatch.g.cs"] = DispatchPrinter.PrintNumeric(rows),
            ["src/Krait.Runtime/Interpreter/VectorDispatch.g.cs"] = DispatchPrinter.PrintVectors(rows),
            ["docs/OPCODES.md"] = OpcodesDocument.Print(rows),
        };
        var stale = 0;
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(root, name);
            if (File.Exists(path) && File.ReadAllText(path) == text)
                continue;
            stale++;
            if (isVerifying)
                Console.Error.WriteLine($"{name} does not match WasmOp.cs; run ./dev gen");
            else
                Write(path, text);
        }

        return isVerifying && stale > 0 ? 1 : 0;
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Console.WriteLine("wrote " + path);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Krait.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("no Krait.slnx above " + AppContext.BaseDirectory);
    }
}
