using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Guests;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Benchmarks;

// How soon a large real module answers its first call, from the start of the process: instantiated with host functions that do
// nothing, then `__wasm_call_ctors`. Each way runs in processes of its own; V8 does the same.

/// <summary><c>./dev bench guests</c>: process start to first answer.</summary>
internal static class GuestStartBenchmark
{
    /// <summary>The argument that makes this program one of the measured processes.</summary>
    public const string ChildVerb = "guest-start-child";

    private const string Constructors = "__wasm_call_ctors";
    private const int Rounds = 3;

    private static readonly (string Mode, string Meaning)[] s_modes =
    [
        ("at-once", "compiled as a whole, in memory"),
        ("on-first-call", "functions compiled on their first call"),
        ("cached", "found in the code cache"),
        ("loaded", "precompiled to machine code"),
        ("v8", "V8 (node), liftoff then turbofan"),
    ];

    private const string NodeScript = """
        const fs = require('fs');
        const module = new WebAssembly.Module(fs.readFileSync(process.argv[1]));
        const imports = {};
        for (const i of WebAssembly.Module.imports(module))
            (imports[i.module] ??= {})[i.name] = i.kind === 'function' ? () => 0 : new WebAssembly.Global({ value: 'i32', mutable: true }, 0);
        new WebAssembly.Instance(module, imports).exports.__wasm_call_ctors();
        console.log(performance.now());
        """;

    /// <summary>Prints a table of milliseconds.</summary>
    public static void Run()
    {
        GuestPackages.Restore();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("krait-guests-");
        try
        {
            Console.WriteLine($"process start to the end of {Constructors}, best of {Rounds}, in ms");
            MeasureAll("MicroPython", GuestPackages.MicroPythonModulePath, folder.FullName);
            MeasureAll("CPython", GuestPackages.CPythonModulePath, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Is one of the measured processes.</summary>
    public static void RunChild(string mode, string path)
    {
        using Engine engine = new(OptionsFor(mode, path));
        CompiledModule module = mode == "loaded" ? engine.DeserializeFile(path) : engine.Compile(File.ReadAllBytes(path));
        Linker linker = new(engine);
        foreach (Import import in module.Imports)
        {
            if (import.Type is FunctionReference function)
                linker.DefineFunction(import.ModuleName, import.Name, module.Source.FunctionTypeAt(function.TypeIndex), static (_, _, _) => { });
            else if (import.Type is GlobalType global)
                linker.DefineGlobal(import.ModuleName, import.Name, new Global(global, 0));
        }

        using Instance instance = linker.Instantiate(module, new InstanceOptions { MaximumMemoryBytes = 1 << 30 });
        instance.GetFunction(Constructors).Invoke();
        Console.WriteLine((DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    // Compiled code lies beside the module, so each module gets a copy in a folder that goes afterwards.
    private static void MeasureAll(string name, string package, string folder)
    {
        string module = Path.Combine(folder, Path.GetFileName(package));
        File.Copy(package, module);
        Console.WriteLine($"\n{name}, {new FileInfo(module).Length:N0} bytes");
        foreach ((string mode, string meaning) in s_modes)
        {
            double? best = Measure(mode, module);
            Console.WriteLine($"  {(best is { } ms ? ms.ToString("F0", CultureInfo.InvariantCulture) : "-"),6}  {meaning}");
        }
    }

    private static double? Measure(string mode, string module)
    {
        if (mode == "loaded" && !TryPrecompile(ref module))
            return null;
        if (mode == "cached")
            MeasureOnce(mode, module);
        return Enumerable.Range(0, Rounds).Select(_ => MeasureOnce(mode, module)).Min();
    }

    private static double MeasureOnce(string mode, string module)
    {
        IEnumerable<string> command = mode == "v8"
            ? ["node", "-e", NodeScript, module]
            : ["dotnet", typeof(GuestStartBenchmark).Assembly.Location, ChildVerb, mode, module];
        return double.Parse(Start(command.First(), command.Skip(1)), CultureInfo.InvariantCulture);
    }

    private static bool TryPrecompile(ref string module)
    {
        if (Crossgen.Find() is not { } crossgen)
            return false;
        using Engine engine = new(OptionsFor("loaded", module));
        byte[] compiled = engine.Precompile(File.ReadAllBytes(module), new PrecompileOptions { Translate = crossgen.Translate });
        module = Path.ChangeExtension(module, ".krait");
        File.WriteAllBytes(module, compiled);
        return true;
    }

    private static EngineOptions OptionsFor(string mode, string path) => new()
    {
        CompileTiming = mode == "on-first-call" ? CompileTiming.OnFirstCall : CompileTiming.AtOnce,
        CodeCache = mode == "cached" ? new CodeCache(path + ".cache") : null,
        LargeFunctions = mode == "loaded" ? LargeFunctions.Whole : LargeFunctions.Split,
    };

    private static string Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
