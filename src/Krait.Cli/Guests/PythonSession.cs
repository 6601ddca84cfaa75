using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Krait.Cli.Output;
using Krait.Guests;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Cli.Guests;

// What happens inside is written in Python (cpython.py, micropython.py): there it is the interpreter's own machinery that
// compiles, runs, reports and exits.

/// <summary>One Python in a sandbox, which runs programs for the command.</summary>
internal sealed class PythonSession : IDisposable
{
    private readonly PythonSandbox _sandbox;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly string _driver;

    private PythonSession(PythonGrants grants, Terminal terminal)
    {
        bool isCPython = grants.Interpreter == PythonInterpreter.CPython;
        _sandbox = PythonSandbox.Create(new PythonSandboxOptions
        {
            Interpreter = grants.Interpreter,
            Limits = CallLimits.Default with { Deadline = grants.Deadline, CancellationToken = _cancellation.Token },
            MaximumMemoryBytes = grants.MemoryBytes,
            Mounts = grants.Mounts,
            Environment = grants.Environment,
            Input = terminal.Input,
            Output = terminal.RawOutput,
            Error = terminal.RawError,
            Clock = grants.Clock,
        });
        try
        {
            _driver = isCPython ? LoadModule("cpython.py") : LoadDictionary("micropython.py");
            string lineBuffering = PythonLiteral.Of(terminal.Terminals.HasFlag(WasiTerminals.Output));
            Call("set_up", PythonLiteral.Of(grants.Arguments), PythonLiteral.Of(grants.ModulePath), PythonLiteral.Of(CurrentFolder(grants)), lineBuffering);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Makes the sandbox; where the interpreters are not on this machine yet they are fetched, and the terminal says so.</summary>
    /// <exception cref="CommandFailure">They cannot be fetched.</exception>
    public static PythonSession Start(PythonGrants grants, Terminal terminal)
    {
        try
        {
            if (!GuestPackages.IsRestored)
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

    /// <summary>Calls a function of the Python side, with arguments as source.</summary>
    public object? Call(string function, params ReadOnlySpan<string> arguments) =>
        _sandbox.Evaluate(string.Concat(_driver.Replace("NAME", function, StringComparison.Ordinal), "(", string.Join(", ", arguments), ")"));

    /// <summary>The same, for functions that run a program; Ctrl-C ends it.</summary>
    /// <returns>The program's exit status.</returns>
    public int Run(string function, params ReadOnlySpan<string> arguments)
    {
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            _cancellation.Cancel();
        });
        return Call(function, arguments) is long status ? (int)status : (int)ExitCode.Success;
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        _cancellation.Dispose();
    }

    // A module of its own, so that __main__ is the program's alone.
    private string LoadModule(string resource)
    {
        _sandbox.Execute(
            "exec(compile(" + PythonLiteral.Of(Read(resource)) + ", '<krait>', 'exec'), "
            + "(lambda sys: sys.modules.setdefault('_krait', type(sys)('_krait')).__dict__)(__import__('sys')))");
        return "__import__('_krait').NAME";
    }

    // MicroPython cannot make modules.
    private string LoadDictionary(string resource)
    {
        _sandbox.Execute(
            "__import__('builtins')._krait = {'__name__': '_krait'}\n"
            + "exec(compile(" + PythonLiteral.Of(Read(resource)) + ", '<krait>', 'exec'), _krait)");
        return "_krait['NAME']";
    }

    private static string Read(string resource)
    {
        using Stream stream = typeof(PythonSession).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"the resource {resource} is missing");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Where the command was started, if the program may look there.
    private static string? CurrentFolder(PythonGrants grants)
    {
        string current = Directory.GetCurrentDirectory();
        return grants.Mounts.Any(mount => GuestPaths.IsBelow(current, mount.GuestPath)) ? current : null;
    }
}
