using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Guests.Emscripten;
using Krait.Guests.Errors;
using Krait.Runtime;

namespace Krait.Guests.MicroPython;

/// <summary>MicroPython at work.</summary>
internal sealed class MicroPythonGuest : IPythonGuest
{
    private const string Unnamed = "<stdin>";
    private const int PythonStackWords = 2048;

    private readonly EmscriptenHost _host;
    private readonly Instance _instance;
    private readonly Memory _memory;
    private readonly MicroPythonProxy _proxy;
    private readonly MicroPythonReader _reader;
    private readonly MicroPythonWriter _writer;
    private readonly MicroPythonFunctions _functions;
    private readonly InterruptFlags _flags;
    private Action<int, int, int>? _execute;
    private string? _running;

    private MicroPythonGuest(EmscriptenHost host, Instance instance, PythonSandboxOptions options, int? root, int heapBytes)
    {
        _host = host;
        _instance = instance;
        _memory = instance.GetMemory("memory");
        _proxy = new MicroPythonProxy(instance, () => Root);
        _reader = new MicroPythonReader(_proxy, options);
        _writer = new MicroPythonWriter(_proxy, this, options.MaximumValueDepth);
        _functions = new MicroPythonFunctions(this, _proxy, _reader, _writer);
        host.Proxies = _functions;
        _proxy.Lines = LinesOf;
        Root = root ?? Initialize(heapBytes);
        _flags = InterruptFlags.Of(instance);
    }

    public Instance Instance => _instance;

    public EmscriptenHost Host => _host;

    public PythonSandbox? Owner { get; set; }

    public int Root { get; }

    /// <summary>Makes an instance and starts the interpreter.</summary>
    public static MicroPythonGuest Start(GuestModule module, PythonSandboxOptions options, InstanceOptions limits) =>
        Start(options, HostImage.Empty, host => new MicroPythonGuest(host, module.Instantiate(host, limits), options, null, options.MicroPythonHeapBytes));

    /// <summary>Makes an instance whose interpreter has started.</summary>
    public static MicroPythonGuest Resume(PythonImage image, PythonSandboxOptions options, InstanceOptions limits) =>
        Start(options, image.Host, host => new MicroPythonGuest(host, image.Instantiate(host, limits), options, image.Root, 0));

    // Has no environment, and its random numbers are the host's until a program seeds them.
    public void Renew(ImmutableArray<string> environment)
    {
    }

    public void Execute(string source, string fileName) => Run(source);

    public object? Evaluate(string expression) => _reader.TakeHeld(Hold(expression));

    public string Repr(string expression)
    {
        int held = Hold(expression);
        try
        {
            return ReprHeld(held);
        }
        finally
        {
            Release(held);
        }
    }

    public int Hold(string expression) => Ask(MicroPythonHelper.Evaluate, _proxy.Text(expression));

    public object? GetGlobal(string name) => _reader.TakeHeld(Ask(MicroPythonHelper.Find, _proxy.Text(name)));

    public void SetGlobal(string name, object? value)
    {
        if (value is Delegate function)
            _writer.PushFunction(NumberOf(function, name));
        else
            _writer.Push([value]);
        Tell(MicroPythonHelper.Store, _proxy.Text(name));
    }

    public void DefineModule(string name, IReadOnlyCollection<KeyValuePair<string, object?>> members)
    {
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (member.Value is Delegate function)
            {
                (int number, bool isNew) = Owner!.Functions.SetMember(name, member.Key, function);
                if (!isNew)
                    continue;
                _writer.PushFunction(number);
            }
            else
            {
                _writer.Push([member.Value]);
            }

            Tell(MicroPythonHelper.Define, _proxy.Text(name), _proxy.Text(member.Key));
        }
    }

    public void ForgetModules(string folder, IReadOnlyList<string> names) => Release(Hold(
        "(lambda sys, folder, names: [folder in sys.path or sys.path.insert(0, folder), [sys.modules.pop(name, None) for name in names]])"
        + $"(__import__('sys'), '{folder}', ['{string.Join("', '", names)}'])"));

    public object? Call(string path, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords)
    {
        int function = Ask(MicroPythonHelper.Find, _proxy.Text(path));
        try
        {
            return CallHeld(function, arguments, keywords);
        }
        finally
        {
            Release(function);
        }
    }

    public object? CallHeld(int handle, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords)
    {
        if (arguments.Count + keywords.Count > 0)
            _writer.Push([.. arguments, .. keywords.Select(static keyword => keyword.Value)]);
        return _reader.TakeHeld(Ask(
            MicroPythonHelper.Call, [ProxyValue.Object(handle), ProxyValue.Int(arguments.Count), .. keywords.Select(keyword => _proxy.Text(keyword.Key))]));
    }

    public object? ReadHeld(int handle) => _reader.ReadHeld(handle);

    public string ReprHeld(int handle) => (string)_reader.TakeHeld(Ask(MicroPythonHelper.Text, ProxyValue.Object(handle)))!;

    public int HoldAttribute(int handle, string name) => Ask(MicroPythonHelper.Attribute, ProxyValue.Object(handle), _proxy.Text(name));

    public void Release(int handle) => _proxy.Release(handle);

    public void Forget() => _reader.Forget();

    /// <summary>The number of a function of the host.</summary>
    public int NumberOf(Delegate function, string? name) => Owner!.Functions.Add(name ?? PythonNames.Of(function), function);

    public void RequestInterrupt()
    {
        _flags.Raise(_memory);

        // The number says nothing here: it only ends reads that wait.
        _host.Signals.Leave(1);
    }

    public void ForgetInterrupt()
    {
        _host.Signals.Leave(0);
        _host.Signals.ForgetSleep();
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

    // Gives the number of an object, which is the caller's to release.
    private int Ask(MicroPythonHelper helper, params ReadOnlySpan<ProxyValue> arguments)
    {
        try
        {
            int held = _proxy.Call(helper, arguments).First;
            CheckSleep();
            return held;
        }
        catch (PythonException exception) when (_functions.CauseOf(exception.TypeName, exception.Text) is { } cause)
        {
            throw new PythonException(exception.TypeName, exception.Text, exception.Frames, cause);
        }
    }

    // Of a function that gives None.
    private void Tell(MicroPythonHelper helper, params ReadOnlySpan<ProxyValue> arguments) => _proxy.Call(helper, arguments);

    // Another heap is another image, so the heap comes from the options only where an interpreter starts.
    private int Initialize(int heapBytes)
    {
        _instance.GetAction("emscripten_stack_init")();
        _instance.GetAction("__wasm_call_ctors")();
        _instance.GetAction<int, int>("mp_js_init")(PythonStackWords, heapBytes);
        _instance.GetAction("proxy_c_init")();
        int root = ImportMain();
        Run(MicroPythonPrelude.Source);
        int prelude = LookUp(root, MicroPythonPrelude.Name);
        Run("del " + MicroPythonPrelude.Name);
        int helpers = _proxy.Call(prelude, ProxyValue.ObjectOfHost(MicroPythonFunctions.ObjectNumber)).First;
        int[] words = _reader.WordsOf(helpers);
        int first = _proxy.Convert(words[0]).First;
        for (int i = 1; i < words.Length; i++)
        {
            if (_proxy.Convert(words[i]).First != first + i)
                throw new GuestAbortException("the interpreter numbers its objects in another way than was expected");
        }

        _proxy.Release(prelude);
        _proxy.Release(helpers);
        return first - 1;
    }

    // mp_js_do_exec(source, length, result)
    private void Run(string source)
    {
        Action<int, int, int> execute = _execute ??= _instance.GetAction<int, int, int>("mp_js_do_exec");
        string? before = _running;
        _running = source;
        try
        {
            WithText(source, (text, length, result) => execute(text, length, result));
            CheckSleep();
        }
        catch (PythonException exception) when (_functions.CauseOf(exception.TypeName, exception.Text) is { } cause)
        {
            throw new PythonException(exception.TypeName, exception.Text, exception.Frames, cause);
        }
        finally
        {
            _running = before;
        }
    }

    // What runs has no name of its own in MicroPython, so only its outermost lines are told apart from those of earlier sources.
    private string[]? LinesOf(string file, bool isModule) => file != Unnamed
        ? new SourceLines(_host).Of(file)
        : isModule && _running is not null ? SourceLines.Split(_running) : null;

    // A sleep that was cut short and not followed by any jump has not done what it should.
    private void CheckSleep()
    {
        if (_host.Signals.HasCutSleep && _flags.IsPending(_memory))
            throw new PythonException("KeyboardInterrupt", "");
    }

    private int ImportMain()
    {
        Action<int, int> import = _instance.GetAction<int, int>("mp_js_do_import");
        return WithText("__main__", (name, _, result) => import(name, result)).First;
    }

    private int LookUp(int reference, string name)
    {
        Action<int, int, int> find = _instance.GetAction<int, int, int>("proxy_c_to_js_lookup_attr");
        return WithText(name, (text, _, result) => find(reference, text, result)).First;
    }

    // Copies text, has it used, and takes the three words of the result.
    private ProxyValue WithText(string text, Action<int, int, int> use)
    {
        (int address, int length) = _proxy.Copy(text);
        int result = 0;
        try
        {
            result = _proxy.Allocate(ProxyValue.SizeBytes);
            use(address, length, result);
            return _proxy.Answer(result);
        }
        finally
        {
            _proxy.Free(address);
            if (result != 0)
                _proxy.Free(result);
        }
    }
}
