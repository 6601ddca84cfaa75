using System;
using System.Text;
using Krait.Runtime;
using Krait.Udf;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>
/// A module running for the command line: on a thread of its own with the chosen stack, under the chosen limits,
/// with <c>python.py_print</c> and <c>python.py_error</c> as its only host functions.
/// </summary>
internal sealed class WasmGuest : IDisposable
{
    private readonly Engine _engine = new(new EngineOptions { MeterFuel = true });
    private readonly GuestThreadPool _threads;
    private readonly CompiledModule _module;
    private readonly Linker _linker;
    private readonly InstanceOptions _options;

    private WasmGuest(Module module, UdfLimits limits, Action<string> print)
    {
        _threads = new GuestThreadPool(new GuestThreadOptions { Threads = 1, StackBytes = (int)limits.StackBytes });
        _module = _engine.Compile(module);
        _linker = new Linker(_engine)
            .DefineFunction("python", "py_print", (Caller caller, int pointer, int length) => print(ReadText(caller, pointer, length)))
            .DefineFunction("python", "py_error", (Caller caller, int pointer, int length) => print(ReadText(caller, pointer, length)));
        _options = new InstanceOptions
        {
            MaximumMemoryBytes = limits.MemoryBytes,
            Limits = new CallLimits
            {
                Deadline = TimeSpan.FromMilliseconds(limits.DeadlineMs),
                Fuel = limits.Fuel,
                StackBytes = (int)limits.StackBytes,
            },
        };
    }

    /// <summary>Compiles a module. Nothing of it has run yet.</summary>
    public static WasmGuest Start(Module module, UdfLimits limits, Action<string> print) => new(module, limits, print);

    /// <summary>Instantiates the module on the guest's thread and lets the caller use the instance there.</summary>
    public T Run<T>(Func<Instance, T> use) => _threads.Run(() =>
    {
        using Instance instance = _linker.Instantiate(_module, _options);
        return use(instance);
    });

    public void Dispose()
    {
        _threads.Dispose();
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
