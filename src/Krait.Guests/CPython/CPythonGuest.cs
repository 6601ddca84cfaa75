using System;
using System.Collections.Generic;
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

    // SIGINT, whose handler raises KeyboardInterrupt unless Python code sets another.
    private const int InterruptSignal = 2;

    private readonly EmscriptenHost _host;
    private readonly Instance _instance;
    private readonly CPythonApi _api;
    private readonly CPythonSession _session;
    private readonly CPythonCaller _caller;
    private readonly int _globals;
    private int _system;

    private CPythonGuest(EmscriptenHost host, Instance instance, PythonSandboxOptions options, int? globals)
    {
        _host = host;
        _instance = instance;
        _api = new CPythonApi(instance);
        _session = new CPythonSession(_api, this, instance, host, options);
        host.Functions = _session.Functions;
        _caller = new CPythonCaller(_session);
        _globals = globals ?? Initialize();
    }

    public Instance Instance => _instance;

    public EmscriptenHost Host => _host;

    public PythonSandbox? Owner { get; set; }

    public int Root => _globals;

    /// <summary>Makes an instance and starts the interpreter.</summary>
    public static CPythonGuest Start(GuestModule module, PythonSandboxOptions options, InstanceOptions limits) =>
        Start(options, HostImage.Empty, host => new CPythonGuest(host, module.Instantiate(host, limits), options, null));

    /// <summary>Makes an instance whose interpreter has started.</summary>
    public static CPythonGuest Resume(PythonImage image, PythonSandboxOptions options, InstanceOptions limits) =>
        Start(options, image.Host, host => new CPythonGuest(host, image.Instantiate(host, limits), options, image.Root));

    public void Renew(ImmutableArray<string> environment) => Execute(CPythonRenewal.Source(environment), "<krait>");

    public void Execute(string source, string fileName) => _api.DecRef(Run(source, fileName, ModuleInput));

    public object? Evaluate(string expression)
    {
        int value = Run(expression, "<sandbox>", ExpressionInput);
        try
        {
            return _session.Reader.Read(value);
        }
        finally
        {
            _api.DecRef(value);
        }
    }

    public string Repr(string expression)
    {
        int value = Hold(expression);
        try
        {
            return ReprHeld(value);
        }
        finally
        {
            _api.DecRef(value);
        }
    }

    public int Hold(string expression) => Run(expression, "<sandbox>", ExpressionInput);

    public object? GetGlobal(string name) => _session.Reader.Read(FindGlobal(name));

    public void SetGlobal(string name, object? value) =>
        SetName(_globals, name, value is Delegate function ? _session.Functions.Write(function, name) : _session.Writer.Write(value));

    public void DefineModule(string name, IReadOnlyCollection<KeyValuePair<string, object?>> members)
    {
        int names = 0;
        foreach (KeyValuePair<string, object?> member in members)
        {
            int address;
            if (member.Value is Delegate function)
            {
                (int number, bool isNew) = Owner!.Functions.SetMember(name, member.Key, function);
                if (!isNew)
                    continue;
                address = _session.Functions.Write(number);
            }
            else
            {
                address = _session.Writer.Write(member.Value);
            }

            SetName(names != 0 ? names : names = ModuleNames(name), member.Key, address);
        }
    }

    // What finders remember of the folder is void, too: their clocks may not tell that it has changed.
    public void ForgetModules(string folder, IReadOnlyList<string> names) => Release(Hold(
        $"""
        (lambda sys, folder, names: [
            folder in sys.path or sys.path.insert(0, folder),
            [sys.path_importer_cache.pop(path, None) for path in list(sys.path_importer_cache) if str(path).startswith(folder)],
            [sys.modules.pop(name, None) for name in names],
        ])(__import__('sys'), '{folder}', ['{string.Join("', '", names)}'])
        """));

    public object? Call(string path, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords)
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        int function = FindGlobal(dot < 0 ? path : path[..dot]);
        _api.IncRef(function);
        try
        {
            while (dot >= 0)
            {
                int next = path.IndexOf('.', dot + 1);
                int attribute = HoldAttribute(function, next < 0 ? path[(dot + 1)..] : path[(dot + 1)..next]);
                _api.DecRef(function);
                function = attribute;
                dot = next;
            }

            return CallHeld(function, arguments, keywords);
        }
        finally
        {
            _api.DecRef(function);
        }
    }

    public object? CallHeld(int handle, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords)
    {
        int result = 0;
        try
        {
            result = _caller.Call(handle, arguments, keywords);
            return _session.Reader.Read(result);
        }
        finally
        {
            _api.Release(result);
            Flush();
        }
    }

    public object? ReadHeld(int handle) => _session.Reader.Read(handle);

    public string ReprHeld(int handle)
    {
        int text = _session.Check(_api.Repr(handle));
        try
        {
            return _session.Reader.ReadText(text);
        }
        finally
        {
            _api.DecRef(text);
        }
    }

    public int HoldAttribute(int handle, string name) => _session.Check(_session.Calls.GetAttribute(handle, _session.Name(name)));

    public void Release(int handle) => _api.DecRef(handle);

    public void Forget()
    {
        _session.Forget();
        _system = 0;
    }

    public void RequestInterrupt() => _host.Signals.Leave(InterruptSignal);

    // Python may have taken the signal without having looked at it since.
    public void ForgetInterrupt()
    {
        _host.Signals.Leave(0);
        if (_api.Get<Func<int>>("PyErr_CheckSignals")() != 0)
            _api.ClearError();
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

    // Gives the dictionary of `__main__`, which the host keeps alive.
    private int Initialize()
    {
        _instance.GetAction("__wasm_call_ctors")();
        LimitStack();
        _instance.GetAction("Py_Initialize")();
        ListenForSignals();
        using var names = new GuestStrings(_api);
        int main = _instance.GetFunction<int, int>("PyImport_AddModule")(names.Add("__main__"));
        int globals = main == 0 ? 0 : _instance.GetFunction<int, int>("PyModule_GetDict")(main);
        if (globals == 0)
            throw _session.Raised();
        // Python code may throw its module away, but not what the host goes on using.
        _api.IncRef(globals);
        return globals;
    }

    // From then on CPython asks for signals at every 50th jump backwards or call, and where its C code looks for signals.
    private void ListenForSignals() => _api.Memory.Write(_instance.GetGlobal("Py_EMSCRIPTEN_SIGNAL_HANDLING").GetValue().AsInt32(), 1);

    private void LimitStack()
    {
        int start = _instance.GetFunction<int>("emscripten_stack_get_base")();
        int end = _instance.GetFunction<int>("emscripten_stack_get_end")();
        _instance.GetAction<int, int>("emscripten_stack_set_limits")(start, Math.Max(end, start - StackBytes));
    }

    private int Run(string source, string fileName, int start)
    {
        using var strings = new GuestStrings(_api);
        int name = _session.Writer.WriteText(fileName);
        int code = _api.Compile(strings.Add(source), name, start, 0, -1);
        _api.DecRef(name);
        if (code == 0)
            throw _session.Raised();
        _host.Sources.Add(fileName, source, _session.CodesIn(code));
        try
        {
            int result = _api.EvalCode(code, _globals, _globals);
            Exception? error = result == 0 ? _session.Raised() : null;
            Flush();
            return error is null ? result : throw error;
        }
        finally
        {
            // Expressions come by the thousand, and few leave functions behind.
            if (start == ExpressionInput)
                _host.Sources.Remove(fileName, source);
            _api.DecRef(code);
        }
    }

    // Takes the reference over.
    private void SetName(int names, string name, int address)
    {
        int status = _session.Calls.SetItem(names, _session.Name(name), address);
        _api.DecRef(address);
        _session.CheckStatus(status);
    }

    private int ModuleNames(string name)
    {
        using GuestScratch.Stretch stretch = _session.Scratch.Open();
        return _session.Check(_session.Calls.ModuleNames(_session.Check(_session.Calls.AddModule(_session.CString(name)))));
    }

    // Borrowed.
    private int FindGlobal(string name)
    {
        int address = _session.Calls.FindItem(_globals, _session.Name(name));
        if (address != 0)
            return address;
        if (_session.Calls.ErrorOccurred() != 0)
            throw _session.Raised();
        throw new PythonException("NameError", $"name '{name}' is not defined");
    }

    // What Python has printed is to be seen when the call is over. A stream that is closed, replaced or full is left alone.
    private void Flush()
    {
        Flush("stdout");
        Flush("stderr");
    }

    private void Flush(string stream)
    {
        int file = _session.Calls.FindItem(SystemNames(), _session.Name(stream));
        if (file == 0 || file == _api.None)
        {
            _api.ClearError();
            return;
        }

        int method = _session.Calls.GetAttribute(file, _session.Name("flush"));
        int result = method == 0 ? 0 : _api.CallNoArgs(method);
        if (result == 0)
            _api.ClearError();
        _api.Release(result);
        _api.Release(method);
    }

    // The dictionary of the module sys; borrowed, because the interpreter keeps it.
    private int SystemNames() => _system != 0 ? _system : _system = _session.Check(_api.Get<Func<int, int>>("PyModule_GetDict")(SystemModule()));

    private int SystemModule()
    {
        using GuestScratch.Stretch stretch = _session.Scratch.Open();
        int module = _session.Check(_session.Calls.Import(_session.CString("sys")));
        _api.DecRef(module);
        return module;
    }
}
