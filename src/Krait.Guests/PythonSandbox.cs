using System;
using System.Threading;
using Krait.Guests.CPython;
using Krait.Guests.MicroPython;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>A Python of its own, in which untrusted code runs under limits.</summary>
/// <remarks>
/// <para>
/// One call at a time; a second thread's gets an <see cref="InvalidOperationException"/>. Calls run on threads that Krait keeps for
/// guests, because interpreters need more stack than others have.
/// </para>
/// <para>
/// Cost: the first sandbox of a process compiles the interpreter, which takes seconds for CPython; each further one starts it, which
/// takes part of a second.
/// </para>
/// </remarks>
public sealed class PythonSandbox : IDisposable
{
    private const int StackBytes = 64 << 20;

    private static readonly GuestThreadPool s_threads = new(new GuestThreadOptions
    {
        Threads = Math.Max(4, Environment.ProcessorCount),
        StackBytes = StackBytes,
        QueueLength = 1024,
    });

    private readonly IPythonGuest _guest;
    private readonly PythonSandboxOptions _options;
    private bool _isBroken;
    private int _isBusy;

    private PythonSandbox(IPythonGuest guest, PythonSandboxOptions options)
    {
        _guest = guest;
        _options = options;
    }

    /// <summary>Starts an interpreter.</summary>
    /// <param name="options">What it is granted; null for <see cref="PythonSandboxOptions.Default"/>.</param>
    /// <exception cref="GuestPackageException">The interpreters are not on this machine; see <see cref="GuestPackages.Restore"/>.</exception>
    /// <exception cref="ResourceLimitException">It does not fit into its memory.</exception>
    public static PythonSandbox Create(PythonSandboxOptions? options = null)
    {
        options ??= PythonSandboxOptions.Default;
        return Create(options, GuestModule.For(options.Interpreter));
    }

    /// <summary>Runs statements in the module <c>__main__</c>, which keeps its names from call to call.</summary>
    /// <param name="source">Without NUL.</param>
    /// <param name="fileName">What tracebacks call it.</param>
    /// <exception cref="PythonException">The code raised an exception; <c>SystemExit</c> is one, too.</exception>
    /// <exception cref="ResourceLimitException">A limit was reached; the sandbox is of no use any more.</exception>
    /// <exception cref="OperationCanceledException">The limits' token was cancelled; the sandbox is of no use any more.</exception>
    /// <exception cref="TrapException">The interpreter failed; the sandbox is of no use any more.</exception>
    /// <exception cref="GuestAbortException">The interpreter gave up; the sandbox is of no use any more.</exception>
    public void Execute(string source, string fileName = "<sandbox>")
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(fileName);
        Run(() =>
        {
            _guest.Execute(source, fileName);
            return true;
        });
    }

    /// <summary>Computes an expression in <c>__main__</c>.</summary>
    /// <param name="expression">Without NUL.</param>
    /// <returns>
    /// Null for <c>None</c>, <see cref="bool"/>, <see cref="long"/> or <see cref="System.Numerics.BigInteger"/> for int,
    /// <see cref="double"/>, <see cref="string"/>, or an array of <see cref="byte"/> for bytes.
    /// </returns>
    /// <exception cref="PythonException">The code raised an exception, or <c>TypeError</c> for a value of another type.</exception>
    /// <remarks>It fails otherwise as <see cref="Execute"/> does.</remarks>
    public object? Evaluate(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Run(() => _guest.Evaluate(expression));
    }

    /// <summary>Computes an expression in <c>__main__</c> and gives <c>repr</c> of it.</summary>
    /// <param name="expression">Without NUL.</param>
    /// <remarks>It fails as <see cref="Execute"/> does.</remarks>
    public string Repr(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Run(() => _guest.Repr(expression));
    }

    /// <summary>Ends the interpreter and frees its memory. Python's own clean-up does not run.</summary>
    public void Dispose() => _guest.Dispose();

    internal static PythonSandbox Create(PythonSandboxOptions options, GuestModule module)
    {
        var limits = new InstanceOptions
        {
            MaximumMemoryBytes = options.MaximumMemoryBytes,
            Limits = CallLimits.Default with { StackBytes = StackBytes },
        };
        IPythonGuest guest = s_threads.Run(() => Start(module, options, limits));
        return new PythonSandbox(guest, options);
    }

    private static IPythonGuest Start(GuestModule module, PythonSandboxOptions options, InstanceOptions limits) => module.Interpreter switch
    {
        PythonInterpreter.CPython => CPythonGuest.Start(module, options, limits),
        _ => MicroPythonGuest.Start(module, options, limits),
    };

    private T Run<T>(Func<T> work)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            throw new InvalidOperationException("another thread is running this sandbox");
        try
        {
            if (_isBroken)
                throw new InvalidOperationException("an earlier call ended the interpreter; make a new sandbox");
            return s_threads.Run(() => RunLimited(work), _options.Limits.CancellationToken);
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private T RunLimited<T>(Func<T> work)
    {
        _guest.Instance.SetLimits(_options.Limits with { StackBytes = StackBytes });
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is not (PythonException or ArgumentException))
        {
            // Whatever it was, the interpreter was stopped in the middle of something.
            _isBroken = true;
            throw;
        }
    }
}
