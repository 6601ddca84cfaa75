using System;
using System.IO;
using System.Threading;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>An interpreter compiled, with what its instances share.</summary>
internal sealed class GuestModule
{
    private static readonly Lazy<GuestModule>[] s_shared =
    [
        Shared(PythonInterpreter.CPython),
        Shared(PythonInterpreter.MicroPython),
    ];

    private readonly Linker _functions;

    private GuestModule(PythonInterpreter interpreter, Engine engine, CompiledModule module)
    {
        Interpreter = interpreter;
        Module = module;
        _functions = EmscriptenLinker.DefineFunctions(engine, module.Source);
    }

    public PythonInterpreter Interpreter { get; }

    public CompiledModule Module { get; }

    /// <summary>The one that this process uses, compiled when it is first asked for.</summary>
    /// <exception cref="GuestPackageException">The packages are not restored.</exception>
    public static GuestModule For(PythonInterpreter interpreter)
    {
        GuestPackages.CheckRestored();
        return s_shared[(int)interpreter].Value;
    }

    /// <summary>Compiles one for an engine.</summary>
    /// <exception cref="GuestPackageException">The packages are not restored.</exception>
    public static GuestModule Load(PythonInterpreter interpreter, Engine engine)
    {
        GuestPackages.CheckRestored();
        string path = interpreter == PythonInterpreter.CPython ? GuestPackages.CPythonModulePath : GuestPackages.MicroPythonModulePath;
        return new GuestModule(interpreter, engine, engine.Compile(File.ReadAllBytes(path)));
    }

    /// <summary>Makes an instance whose host functions find their host.</summary>
    public Instance Instantiate(EmscriptenHost host, InstanceOptions options)
    {
        Instance instance = EmscriptenLinker.WithGlobals(_functions, Module.Source).Instantiate(Module, options);
        host.Attach(instance);
        return instance;
    }

    /// <summary>Makes an instance of a snapshot whose host functions find their host.</summary>
    public Instance Instantiate(Snapshot snapshot, EmscriptenHost host, InstanceOptions options)
    {
        Instance instance = snapshot.Instantiate(_functions, options);
        host.Attach(instance);
        return instance;
    }

    private static Lazy<GuestModule> Shared(PythonInterpreter interpreter) =>
        new(() => Load(interpreter, new Engine(new EngineOptions { CodeCache = FindCache() })), LazyThreadSafetyMode.ExecutionAndPublication);

    // Without a folder to write to, each process compiles for itself.
    private static CodeCache? FindCache()
    {
        try
        {
            return new CodeCache(GuestPackages.CodeFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
