using System;
using System.IO;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests.Tests.Hostile;

/// <summary>How a hostile program ended.</summary>
/// <param name="Outcome">
/// <c>fine</c>; the name of a Python exception; <c>deadline</c>, after which the sandbox lives on; and what the sandbox does not survive:
/// <c>ended</c> by the engine after the deadline, <c>trap</c>, <c>abort</c>, <c>exit</c>.
/// </param>
/// <param name="Message">What the host was told.</param>
/// <param name="WroteBytes">Output and errors together.</param>
/// <param name="IsUsable">Whether the sandbox computed something afterwards; false for one that is of no use any more.</param>
/// <param name="IsRefused">Whether the sandbox refused further calls.</param>
internal sealed record HostileRun(string Outcome, string Message, long WroteBytes, bool IsUsable, bool IsRefused)
{
    public const int MaximumMemoryBytes = 96 << 20;
    public const int MaximumOutputBytes = 256 << 10;
    private const int MaximumFileBytes = 8 << 20;

    // Long enough for a slow machine where Python is expected to listen, short where the engine has to end it.
    private static readonly TimeSpan s_longGrace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_shortGrace = TimeSpan.FromMilliseconds(100);

    // What has no deadline of its own ends long before, or has failed.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private const int HeapBytes = 8 << 20;

    private static readonly Lazy<PythonImage>[] s_interpreted = [Interpreted(PythonInterpreter.CPython), Interpreted(PythonInterpreter.MicroPython)];

    public static HostileRun Of(HostileCase hostile, PythonInterpreter interpreter, EngineBackend backend = EngineBackend.Compiler)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        bool mayBeEnded = hostile.Ends.Contains("ended");
        var options = new PythonSandboxOptions
        {
            MaximumMemoryBytes = MaximumMemoryBytes,
            MicroPythonHeapBytes = HeapBytes,
            MaximumFileBytes = MaximumFileBytes,
            MaximumOutputBytes = MaximumOutputBytes,
            Output = output,
            Error = error,
            Limits = new CallLimits { Deadline = hostile.Deadline ?? s_patience },
            InterruptGrace = mayBeEnded ? s_shortGrace : s_longGrace,
        };
        Sandboxes.NeedPackages();
        using PythonSandbox sandbox = backend == EngineBackend.Interpreter
            ? PythonSandbox.Create(s_interpreted[(int)interpreter].Value, options)
            : Sandboxes.New(interpreter, options);
        (string outcome, string message) = EndOf(() => sandbox.Execute(hostile.Source, hostile.Name + ".py"));

        // Whether it still computes is not a question of the case's deadline, unless the case has changed what every call does.
        if (hostile.IsUsableAfter)
            sandbox.Limits = new CallLimits { Deadline = s_patience };
        if (outcome == "deadline" && Refuses(sandbox))
            outcome = "ended";
        bool isRefused = Refuses(sandbox);
        return new HostileRun(outcome, message, output.Length + error.Length, !isRefused && Computes(sandbox), isRefused);
    }

    private static Lazy<PythonImage> Interpreted(PythonInterpreter interpreter) => new(() =>
        StandardImages.Make(GuestModule.Load(interpreter, new Engine(new EngineOptions { Backend = EngineBackend.Interpreter })), HeapBytes));

    private static (string Outcome, string Message) EndOf(Action action)
    {
        try
        {
            action();
            return ("fine", string.Empty);
        }
        catch (PythonException exception)
        {
            return (exception.TypeName, exception.Message);
        }
        catch (ResourceLimitException exception)
        {
            return (exception.Kind == ResourceKind.Deadline ? "deadline" : "limit", exception.Message);
        }
        catch (TrapException exception)
        {
            return ("trap", exception.Message);
        }
        catch (GuestAbortException exception)
        {
            return ("abort", exception.Message);
        }
        catch (GuestExitException exception)
        {
            return ("exit", exception.Message);
        }
    }

    private static bool Computes(PythonSandbox sandbox)
    {
        try
        {
            return Equals(sandbox.Evaluate("1 + 1"), 2L);
        }
        catch (Exception exception) when (exception is PythonException or ResourceLimitException)
        {
            return false;
        }
    }

    private static bool Refuses(PythonSandbox sandbox)
    {
        try
        {
            sandbox.Evaluate("None");
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (Exception exception) when (exception is PythonException or ResourceLimitException)
        {
            return false;
        }
    }
}
