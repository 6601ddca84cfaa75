using System;
using System.Text;
using Krait.Guests.Emscripten;
using Krait.Runtime;
using Krait.Wasi;

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
    private readonly int _main;

    private MicroPythonGuest(EmscriptenHost host, Instance instance, int heapBytes)
    {
        _host = host;
        _instance = instance;
        _memory = instance.GetMemory("memory");
        _malloc = instance.GetFunction<int, int>("malloc");
        _free = instance.GetAction<int>("free");
        _execute = instance.GetAction<int, int, int>("mp_js_do_exec");
        _getAttribute = instance.GetAction<int, int, int>("proxy_c_to_js_lookup_attr");
        instance.GetAction("emscripten_stack_init")();
        instance.GetAction("__wasm_call_ctors")();
        instance.GetAction<int, int>("mp_js_init")(PythonStackWords, heapBytes);
        instance.GetAction("proxy_c_init")();
        _main = ImportMain();
    }

    public Instance Instance => _instance;

    /// <summary>Makes an instance and starts the interpreter.</summary>
    public static MicroPythonGuest Start(GuestModule module, PythonSandboxOptions options, InstanceOptions limits)
    {
        var host = new EmscriptenHost(
            GuestWasi.OptionsFor(options) with { Environment = options.Environment },
            [new WasiMount("/", new MemoryFileSystem(Math.Max(options.MaximumFileBytes, MemoryFileSystem.NodeBytes))), .. options.Mounts]);
        try
        {
            return new MicroPythonGuest(host, module.Instantiate(host, limits), options.MicroPythonHeapBytes);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public void Execute(string source, string fileName) => Run(source);

    // The interpreter runs statements only, so a name that nobody else uses takes the value across.
    public object? Evaluate(string expression)
    {
        Run($"{Hidden} = ({expression}\n)");
        try
        {
            return WithText(Hidden, (name, _, result) => _getAttribute(_main, name, result), MicroPythonValues.Take);
        }
        finally
        {
            Run($"del {Hidden}");
        }
    }

    public string Repr(string expression) => Evaluate($"repr({expression}\n)") as string ?? string.Empty;

    public void Dispose()
    {
        _instance.Dispose();
        _host.Dispose();
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
