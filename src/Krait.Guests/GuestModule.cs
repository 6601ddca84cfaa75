using System;
using System.IO;
using System.Threading;
using Krait.Guests.CPython;
using Krait.Guests.Emscripten;
using Krait.Runtime;
using Krait.Runtime.Persisting;
using Krait.Wasm;

namespace Krait.Guests;

/// <summary>An interpreter compiled, with what its instances share.</summary>
internal sealed class GuestModule
{
    // Of a module that is not prepared most functions are never called.
    private static readonly EngineOptions s_options = new() { CompileTiming = CompileTiming.OnFirstCall };

    // crossgen2 optimises functions of every size.
    private static readonly EngineOptions s_machineCode = s_options with { LargeFunctions = LargeFunctions.Whole };

    private static readonly Lazy<GuestModule>[] s_shared =
    [
        Shared(PythonInterpreter.CPython),
        Shared(PythonInterpreter.MicroPython),
    ];

    private readonly Lazy<Linker> _functions;

    private GuestModule(PythonInterpreter interpreter, Engine engine, CompiledModule module)
    {
        Interpreter = interpreter;
        Module = module;
        _functions = Prefetch.Begin(() => EmscriptenLinker.DefineFunctions(engine, module.Source));
        if (interpreter == PythonInterpreter.CPython)
            CPythonFiles.Prefetch();
    }

    public PythonInterpreter Interpreter { get; }

    public CompiledModule Module { get; }

    /// <summary>Where prepared ones are kept.</summary>
    public static PreparedFiles Files { get; } = new(s_options);

    /// <summary>The one that this process uses, loaded or compiled when it is first asked for.</summary>
    /// <exception cref="GuestPackageException">The packages are not restored.</exception>
    public static GuestModule For(PythonInterpreter interpreter)
    {
        GuestPackages.CheckRestored();
        return s_shared[(int)interpreter].Value;
    }

    /// <summary>Compiles one for an engine.</summary>
    /// <exception cref="GuestPackageException">The packages are not restored.</exception>
    public static GuestModule Load(PythonInterpreter interpreter, Engine engine) =>
        new(interpreter, engine, engine.Compile(ReadPackage(interpreter)));

    /// <summary>Loads one that <see cref="Precompile"/> made; null where there is none that can be used.</summary>
    public static GuestModule? LoadPrepared(PythonInterpreter interpreter)
    {
        string path = Files.CodePath(interpreter);
        if (!Files.Has(path))
            return null;
        Engine? engine = null;
        try
        {
            engine = new Engine(SerializedModuleInfo.ReadFile(path) is { HasMachineCode: true } ? s_machineCode : s_options);
            return new GuestModule(interpreter, engine, engine.DeserializeFile(path));
        }
        catch (Exception exception) when (exception is SerializedModuleException or IOException)
        {
            // Damaged, or removed meanwhile; it is made again when somebody prepares.
            engine?.Dispose();
            return null;
        }
    }

    /// <summary>Compiles one for later processes.</summary>
    /// <param name="interpreter">Which one.</param>
    /// <param name="options">Progress and machine code.</param>
    /// <exception cref="GuestPackageException">The packages are not restored, or there is no place to keep it.</exception>
    public static void Precompile(PythonInterpreter interpreter, PrecompileOptions options)
    {
        byte[] package = ReadPackage(interpreter);
        using var engine = new Engine(options.Translate is null ? s_options : s_machineCode);
        Files.WriteCode(interpreter, engine.Precompile(package, options));
    }

    /// <summary>How many functions one has, for showing how far its compilation is.</summary>
    public static int FunctionsOf(PythonInterpreter interpreter) => ModuleDecoder.Decode(ReadPackage(interpreter)).Functions.Length;

    /// <summary>Makes an instance whose host functions find their host.</summary>
    public Instance Instantiate(EmscriptenHost host, InstanceOptions options)
    {
        Instance instance = EmscriptenLinker.WithGlobals(_functions.Value, Module.Source).Instantiate(Module, options);
        host.Attach(instance);
        return instance;
    }

    /// <summary>Makes an instance of a snapshot whose host functions find their host.</summary>
    public Instance Instantiate(Snapshot snapshot, EmscriptenHost host, InstanceOptions options)
    {
        Instance instance = snapshot.Instantiate(_functions.Value, options);
        host.Attach(instance);
        return instance;
    }

    private static Lazy<GuestModule> Shared(PythonInterpreter interpreter) =>
        new(() => LoadPrepared(interpreter) ?? Load(interpreter, new Engine(s_options)), LazyThreadSafetyMode.ExecutionAndPublication);

    private static byte[] ReadPackage(PythonInterpreter interpreter)
    {
        GuestPackages.CheckRestored();
        return interpreter == PythonInterpreter.CPython
            ? CallbackEntries.AddTo(File.ReadAllBytes(GuestPackages.CPythonModulePath))
            : File.ReadAllBytes(GuestPackages.MicroPythonModulePath);
    }
}
