using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Krait.Cli.Output;
using Krait.Cli.Prompt;
using Krait.Guests;
using Krait.Runtime;
using Krait.Wasi;
using Krait.Wasm;

namespace Krait.Cli.Guests;

// What happens inside is written in Python (cpython.py, micropython.py): there it is the interpreter's own machinery that
// compiles, runs, reports and exits.

/// <summary>One Python in a sandbox, which runs programs for the command.</summary>
internal sealed class PythonSession : IDisposable
{
    // Long enough to show a traceback, for which Python loads modules.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private readonly PythonSandbox _sandbox;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly bool _isCPython;
    private readonly string _driver;
    private readonly PromptInput? _input;
    private readonly PosixSignalRegistration _interrupts;
    private int _presses; // of Ctrl-C, since the last call began

    private PythonSession(PythonGrants grants, Terminal terminal)
    {
        _input = grants.Input as PromptInput;
        _isCPython = grants.Interpreter == PythonInterpreter.CPython;
        _sandbox = PythonSandbox.Create(new PythonSandboxOptions
        {
            Interpreter = grants.Interpreter,
            Limits = CallLimits.Default with { Deadline = grants.Deadline, CancellationToken = _cancellation.Token },
            InterruptGrace = s_grace,
            MaximumMemoryBytes = grants.MemoryBytes,
            Mounts = grants.Mounts,
            Environment = grants.Environment,
            Input = grants.Input ?? terminal.Input,
            Output = grants.Output ?? terminal.RawOutput,
            Error = grants.Output ?? terminal.RawError,
            Clock = grants.Clock,
        });
        _interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        try
        {
            _driver = _isCPython ? LoadModule() : LoadDictionary();
            string lineBuffering = PythonLiteral.Of(terminal.Terminals.HasFlag(WasiTerminals.Output));
            Call("set_up", PythonLiteral.Of(grants.Arguments), PythonLiteral.Of(grants.ModulePath), PythonLiteral.Of(CurrentFolder(grants)), lineBuffering);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes the sandbox. What is not on this machine yet is fetched; a person at a terminal also sees it prepared, which others do
    /// without, since a start is slower then and preparing takes longer.
    /// </summary>
    /// <exception cref="CommandFailure">The interpreters cannot be fetched.</exception>
    public static PythonSession Start(PythonGrants grants, Terminal terminal)
    {
        try
        {
            bool isPerson = terminal.Terminals.HasFlag(WasiTerminals.Error) && GuestPreparation.IsWanted;
            if (isPerson && !PythonGuests.IsPrepared(grants.Interpreter))
            {
                terminal.Error.WriteLine("krait: preparing the interpreter, once");
                GuestPreparation.Run(grants.Interpreter, terminal.RichError, CancellationToken.None);
            }
            else if (!GuestPackages.IsRestored)
            {
                terminal.Error.WriteLine("krait: fetching CPython and MicroPython with npm, once");
                GuestPackages.Restore();
            }

            return new PythonSession(grants, terminal);
        }
        catch (GuestPackageException exception)
        {
            throw new CommandFailure(ExitCode.Unavailable, exception.Message);
        }
    }

    /// <summary>Whether the interpreter can still be called.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                _sandbox.Execute(string.Empty);
                return true;
            }
            catch (Exception exception) when (exception is KraitException or OperationCanceledException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <summary>Adds the functions that a prompt needs to the Python side.</summary>
    public void LoadPrompt() => Load(_isCPython ? "cpython_prompt.py" : "micropython_prompt.py", _driver[.._driver.IndexOf('[', StringComparison.Ordinal)]);

    /// <summary>Calls a function of the Python side, with arguments as source.</summary>
    public object? Call(string function, params ReadOnlySpan<string> arguments) =>
        _sandbox.Evaluate(string.Concat(_driver.Replace("NAME", function, StringComparison.Ordinal), "(", string.Join(", ", arguments), ")"));

    /// <summary>The same, and Ctrl-C raises <c>KeyboardInterrupt</c> in it; the third one ends the interpreter.</summary>
    public object? Interruptible(string function, params ReadOnlySpan<string> arguments)
    {
        Volatile.Write(ref _presses, 0);
        _input?.LendTo(PromptReader.Program);
        try
        {
            return Call(function, arguments);
        }
        finally
        {
            _input?.LendTo(PromptReader.Prompt);
        }
    }

    /// <summary>Runs a program.</summary>
    /// <returns>Its exit status.</returns>
    public int Run(string function, params ReadOnlySpan<string> arguments)
    {
        try
        {
            return Interruptible(function, arguments) is long status ? (int)status : (int)ExitCode.Success;
        }
        catch (PythonException exception) when (exception.TypeName == "KeyboardInterrupt")
        {
            return (int)ExitCode.Interrupted;
        }
    }

    public void Dispose()
    {
        _interrupts.Dispose();
        _sandbox.Dispose();
        _cancellation.Dispose();
    }

    // A module of its own, so that __main__ is the program's alone.
    private string LoadModule()
    {
        const string Names = "__import__('_krait').__dict__";
        _sandbox.Execute("(lambda sys: sys.modules.update(_krait=type(sys)('_krait')))(__import__('sys'))");
        Load("cpython.py", Names);
        return Names + "['NAME']";
    }

    // MicroPython cannot make modules.
    private string LoadDictionary()
    {
        const string Names = "_krait";
        _sandbox.Execute("__import__('builtins')._krait = {'__name__': '_krait'}");
        Load("micropython.py", Names);
        return Names + "['NAME']";
    }

    private void Load(string resource, string names) =>
        _sandbox.Execute($"exec(compile({PythonLiteral.Of(Read(resource))}, '<krait>', 'exec'), {names})");

    private static string Read(string resource)
    {
        using Stream stream = typeof(PythonSession).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"the resource {resource} is missing");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Python may catch the exception, and C code does not look for it; who presses on is obeyed.
    private void Interrupt(PosixSignalContext signal)
    {
        const int Patience = 3;
        signal.Cancel = true;
        if (Interlocked.Increment(ref _presses) < Patience)
            _sandbox.Interrupt();
        else
            _cancellation.Cancel();
    }

    // Where the command was started, if the program may look there.
    private static string? CurrentFolder(PythonGrants grants)
    {
        string current = Directory.GetCurrentDirectory();
        return grants.Mounts.Any(mount => GuestPaths.IsBelow(current, mount.GuestPath)) ? current : null;
    }
}
