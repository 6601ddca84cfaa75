using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests.MicroPython;

/// <summary>MicroPython at work.</summary>
internal sealed class MicroPythonGuest : IPythonGuest
{
    private const int PythonStackWords = 2048;
    private const int ResultBytes = 12;
    private const string Hidden = "__krait_value__";

    private readonly EmscriptenHost _host;
    private readonly Instance _instance;
    private readonly Memory _memory;
    private readonly Func<int, int> _malloc;
    private readonly Action<int> _free;
    private readonly Action<int, int, int> _execute;
    private readonly Action<int, int, int> _getAttribute;
    private readonly InterruptFlags _flags;

    private MicroPythonGuest(EmscriptenHost host, Instance instance, int? root, int heapBytes)
    {
        _host = host;
        _instance = instance;
        _memory = instance.GetMemory("memory");
        _malloc = instance.GetFunction<int, int>("malloc");
        _free = instance.GetAction<int>("free");
        _execute = instance.GetAction<int, int, int>("mp_js_do_exec");
        _getAttribute = instance.GetAction<int, int, int>("proxy_c_to_js_lookup_attr");
        Root = root ?? Initialize(heapBytes);
        _flags = InterruptFlags.Of(instance);
    }

    public Instance Instance => _instance;

    public EmscriptenHost Host => _host;

    public PythonSandbox? Owner { get; set; }

    public int Root { get; }

    /// <summary>Makes an instance and starts the interpreter.</summary>
    public static MicroPythonGuest Start(GuestModule module, PythonSandboxOptions options, InstanceOptions limits) =>
        Start(options, HostImage.Empty, host => new MicroPythonGuest(host, module.Instantiate(host, limits), null, options.MicroPythonHeapBytes));

    /// <summary>Makes an instance whose interpreter has started.</summary>
    public static MicroPythonGuest Resume(PythonImage image, PythonSandboxOptions options, InstanceOptions limits) =>
        Start(options, image.Host, host => new MicroPythonGuest(host, image.Instantiate(host, limits), image.Root, 0));

    // Has no environment, and its random numbers are the host's until a program seeds them.
    public void Renew(ImmutableArray<string> environment)
    {
    }

    public void Execute(string source, string fileName) => Run(source);

    // The interpreter runs statements only, so a name that nobody else uses takes the value across.
    public object? Evaluate(string expression)
    {
        Run($"{Hidden} = ({expression}\n)");
        try
        {
            return WithText(Hidden, (name, _, result) => _getAttribute(Root, name, result), MicroPythonValues.Take);
        }
        finally
        {
            Run($"del {Hidden}");
        }
    }

    public string Repr(string expression) => Evaluate($"repr({expression}\n)") as string ?? string.Empty;

    public int Hold(string expression) => throw Refused();

    public object? GetGlobal(string name) => throw Refused();

    public void SetGlobal(string name, object? value) => throw Refused();

    public void DefineModule(string name, IReadOnlyCollection<KeyValuePair<string, object?>> members) => throw Refused();

    public object? Call(string path, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords) => throw Refused();

    public object? CallHeld(int handle, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords) => throw Refused();

    public object? ReadHeld(int handle) => throw Refused();

    public string ReprHeld(int handle) => throw Refused();

    public int HoldAttribute(int handle, string name) => throw Refused();

    public void Release(int handle)
    {
    }

    public void Forget()
    {
    }

    public void RequestInterrupt()
    {
        _flags.Raise(_memory);

        // The number says nothing here: it only ends reads that wait.
        _host.Signals.Leave(1);
    }

    public void ForgetInterrupt()
    {
        _host.Signals.Leave(0);
        _flags.Clear(_memory);
    }

    public void Dispose()
    {
        _instance.Dispose();
        _host.Dispose();
    }

    private static MicroPythonGuest Start(PythonSandboxOptions options, HostImage beginning, Func<EmscriptenHost, MicroPythonGuest> start)
    {
        var host = new EmscriptenHost(
            GuestWasi.OptionsFor(options) with { Environment = options.Environment }, library: null, options.MaximumFileBytes, options.Mounts, beginning);
        try
        {
            return start(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static PythonException Refused() => new("NotImplementedError", "MicroPython takes no values from the host; write them into the source");

    // Another heap is another image, so the heap comes from the options only where an interpreter starts.
    private int Initialize(int heapBytes)
    {
        _instance.GetAction("emscripten_stack_init")();
        _instance.GetAction("__wasm_call_ctors")();
        _instance.GetAction<int, int>("mp_js_init")(PythonStackWords, heapBytes);
        _instance.GetAction("proxy_c_init")();
        return ImportMain();
    }

    // mp_js_do_exec(source, length, result)
    private void Run(string source) => WithText(source, _execute, MicroPythonValues.Take);

    // Answers with an object, whose number names it from then on.
    private int ImportMain()
    {
        Action<int, int> import = _instance.GetAction<int, int>("mp_js_do_import");
        return WithText("__main__", (name, _, result) => import(name, result), static (memory, result, free) =>
        {
            if (MicroPythonValues.KindAt(memory, result) < MicroPythonValues.FirstObject)
                MicroPythonValues.Take(memory, result, free);
            return memory.Read<int>(result + 4);
        });
    }

    // Copies text, has it used, and reads the three words of the result.
    private T WithText<T>(string text, Action<int, int, int> use, Func<Memory, uint, Action<int>, T> read)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int address = Allocate(bytes.Length + 1);
        int result = Allocate(ResultBytes);
        try
        {
            Span<byte> target = _memory.GetSpan((uint)address, bytes.Length + 1);
            bytes.CopyTo(target);
            target[^1] = 0;
            use(address, bytes.Length, result);
            return read(_memory, (uint)result, _free);
        }
        finally
        {
            _free(address);
            _free(result);
        }
    }

    private int Allocate(int sizeBytes)
    {
        int address = _malloc(sizeBytes);
        return address != 0 ? address : throw new PythonException("MemoryError", $"no room for {sizeBytes} bytes of source", []);
    }
}
