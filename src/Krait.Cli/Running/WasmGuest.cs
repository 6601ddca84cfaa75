using System;
using System.Linq;
using System.Text;
using Krait.Runtime;
using Krait.Udf;
using Krait.Wasi;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>
/// A module running for the command line: on a thread of its own with the chosen stack, under the chosen limits,
/// with <c>python.py_print</c>, <c>python.py_error</c> and WASI as its only host functions.
/// </summary>
internal sealed class WasmGuest : IDisposable
{
    private readonly Engine _engine;
    private readonly GuestThreadPool _threads;
    private readonly CompiledModule _module;
    private readonly Linker _linker;
    private readonly InstanceOptions _options;
    private readonly WasiHost _wasi;

    private WasmGuest(Func<Engine, CompiledModule> compile, GuestSettings settings, Action<string> print, WasiOptions wasi)
    {
        UdfLimits limits = settings.Limits;
        _engine = new Engine(settings.Engine);
        _wasi = new WasiHost(wasi);
        _threads = new GuestThreadPool(new GuestThreadOptions { Threads = 1, StackBytes = (int)limits.StackBytes });
        _module = compile(_engine);
        _linker = new Linker(_engine)
            .DefineFunction("python", "py_print", (Caller caller, int pointer, int length) => print(ReadText(caller, pointer, length)))
            .DefineFunction("python", "py_error", (Caller caller, int pointer, int length) => print(ReadText(caller, pointer, length)));
        if (_module.Imports.Any(static import => import.ModuleName == WasiLinker.ModuleName))
            _linker.DefineWasi(_wasi);
        _options = new InstanceOptions
        {
            MaximumMemoryBytes = limits.MemoryBytes,
            Limits = new CallLimits
            {
                Deadline = TimeSpan.FromMilliseconds(limits.DeadlineMs),
                Fuel = settings.Engine.MeterFuel ? limits.Fuel : null,
                StackBytes = (int)limits.StackBytes,
            },
        };
    }

    /// <summary>Compiles a module that gets no arguments and no streams. Nothing of it has run yet.</summary>
    public static WasmGuest Start(Module module, GuestSettings settings, Action<string> print) =>
        new(engine => engine.Compile(module), settings, print, WasiOptions.Default);

    /// <summary>Compiles or loads the module of a file. Nothing of it has run yet.</summary>
    public static WasmGuest Start(InputFile input, GuestSettings settings, Action<string> print, WasiOptions wasi)
    {
        if (input.Kind == InputKind.WasmBinary)
            return new WasmGuest(engine => engine.Compile(input.Bytes), settings, print, wasi);
        if (input.Compiled is not { } compiled)
            return new WasmGuest(engine => engine.Compile(input.DecodeModule()), settings, print, wasi);
        settings = settings with { Engine = settings.Engine with { MeterFuel = compiled.MetersFuel } };
        return new WasmGuest(engine => engine.DeserializeFile(input.Path), settings, print, wasi);
    }

    /// <summary>Instantiates the module on the guest's thread and lets the caller use the instance there.</summary>
    public T Run<T>(Func<Instance, T> use) => _threads.Run(() =>
    {
        using Instance instance = _linker.Instantiate(_module, _options);

        // A library for WASI asks to be initialised before anything else is called.
        if (instance.TryGetFunction("_initialize", out Function? initialize) && initialize.Type.Parameters.IsEmpty)
            initialize.Invoke();
        return use(instance);
    });

    public void Dispose()
    {
        _threads.Dispose();
        _wasi.Dispose();
        _module.Dispose();
        _engine.Dispose();
    }

    private static string ReadText(Caller caller, int pointer, int length)
    {
        var bytes = new byte[Math.Min((uint)length, (ulong)caller.Memory.SizeBytes)];
        caller.Memory.Read((uint)pointer, bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
