using System;
using System.Collections.Immutable;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests.CPython;

/// <summary>CPython at work.</summary>
internal sealed class CPythonGuest : IPythonGuest
{
    // Of the C API: how source is read.
    private const int ModuleInput = 257;
    private const int ExpressionInput = 258;

    // How much of its stack in memory CPython may use before it raises RecursionError. The module has room for ten megabytes,
    // but the calls themselves use the host's stack, many bytes for each byte of this one.
    private const int StackBytes = 2 << 20;

    private readonly EmscriptenHost _host;
    private readonly Instance _instance;
    private readonly CPythonApi _api;
    private readonly CPythonValues _values;
    private readonly int _globals;

    private CPythonGuest(EmscriptenHost host, Instance instance, int? globals)
    {
        _host = host;
        _instance = instance;
        _api = new CPythonApi(instance);
        _values = new CPythonValues(_api);
        _globals = globals ?? Initialize();
    }

    public Instance Instance => _instance;

    public EmscriptenHost Host => _host;

    public int Root => _globals;

    /// <summary>Makes an instance and starts the interpreter.</summary>
    public static CPythonGuest Start(GuestModule module, PythonSandboxOptions options, InstanceOptions limits) =>
        Start(options, HostImage.Empty, host => new CPythonGuest(host, module.Instantiate(host, limits), null));

    /// <summary>Makes an instance whose interpreter has started.</summary>
    public static CPythonGuest Resume(PythonImage image, PythonSandboxOptions options, InstanceOptions limits) =>
        Start(options, image.Host, host => new CPythonGuest(host, image.Instantiate(host, limits), image.Root));

    public void Renew(ImmutableArray<string> environment) => Execute(CPythonRenewal.Source(environment), "<krait>");

    public void Execute(string source, string fileName) => _api.DecRef(Run(source, fileName, ModuleInput));

    public object? Evaluate(string expression)
    {
        int value = Run(expression, "<sandbox>", ExpressionInput);
        try
        {
            return _values.ToHost(value, expression);
        }
        finally
        {
            _api.DecRef(value);
        }
    }

    public string Repr(string expression)
    {
        int value = Run(expression, "<sandbox>", ExpressionInput);
        int text = _api.Repr(value);
        _api.DecRef(value);
        if (text == 0)
            throw _values.Raised();
        try
        {
            return _values.ReadText(text);
        }
        finally
        {
            _api.DecRef(text);
        }
    }

    public void Dispose()
    {
        _instance.Dispose();
        _host.Dispose();
    }

    private static CPythonGuest Start(PythonSandboxOptions options, HostImage beginning, Func<EmscriptenHost, CPythonGuest> start)
    {
        var host = new EmscriptenHost(
            GuestWasi.OptionsFor(options) with { Environment = CPythonFiles.Environment(options.Environment) },
            CPythonFiles.Library,
            options.MaximumFileBytes,
            options.Mounts,
            beginning);
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

    // Gives the dictionary of `__main__`, which lives as long as the interpreter.
    private int Initialize()
    {
        _instance.GetAction("__wasm_call_ctors")();
        LimitStack();
        _instance.GetAction("Py_Initialize")();
        using var names = new GuestStrings(_api);
        int main = _instance.GetFunction<int, int>("PyImport_AddModule")(names.Add("__main__"));
        int globals = main == 0 ? 0 : _instance.GetFunction<int, int>("PyModule_GetDict")(main);
        return globals != 0 ? globals : throw _values.Raised();
    }

    private void LimitStack()
    {
        int start = _instance.GetFunction<int>("emscripten_stack_get_base")();
        int end = _instance.GetFunction<int>("emscripten_stack_get_end")();
        _instance.GetAction<int, int>("emscripten_stack_set_limits")(start, Math.Max(end, start - StackBytes));
    }

    private int Run(string source, string fileName, int start)
    {
        using var strings = new GuestStrings(_api);
        int code = _api.Compile(strings.Add(source), strings.Add(fileName), start, 0, -1);
        if (code == 0)
            throw _values.Raised();
        int result = _api.EvalCode(code, _globals, _globals);
        _api.DecRef(code);
        Exception? error = result == 0 ? _values.Raised() : null;
        Flush("stdout");
        Flush("stderr");
        return error is null ? result : throw error;
    }

    // What Python has printed is to be seen when the call is over. A stream that is closed, replaced or full is left alone.
    private void Flush(string stream)
    {
        using var strings = new GuestStrings(_api);
        int module = _api.Get<Func<int, int>>("PySys_GetObject")(strings.Add(stream));
        if (module == 0 || module == _api.None)
            return;
        int method = _api.GetAttribute(module, strings.Add("flush"));
        int result = method == 0 ? 0 : _api.CallNoArgs(method);
        if (result == 0)
            _api.ClearError();
        else
            _api.DecRef(result);
        if (method != 0)
            _api.DecRef(method);
    }
}
