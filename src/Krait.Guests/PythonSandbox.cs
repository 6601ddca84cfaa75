using System;
using System.Collections.Concurrent;
using System.Threading;
using Krait.Guests.CPython;
using Krait.Guests.Limits;
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
/// Cost: the first sandbox of a process loads the interpreter and its image; each further one begins as a copy of that image, which
/// takes part of a millisecond.
/// </para>
/// </remarks>
public sealed partial class PythonSandbox : IDisposable
{
    /// <summary>Bytes of stack that calls have. On a thread of a <see cref="GuestThreadPool"/> with as many, they run right there.</summary>
    public const int StackBytes = 64 << 20;

    /// <summary>
    /// Calls into the sandbox that may stand on one stack, where functions of the host call back into it; one more raises
    /// <c>RecursionError</c>. Each takes more of the stack than Python counts when it looks for recursion.
    /// </summary>
    public const int MaximumNesting = 100;

    /// <summary>Functions of the host that one sandbox may know; one more is refused with an <see cref="ArgumentException"/>.</summary>
    public const int MaximumHostFunctions = 10_000;

    private static readonly GuestThreadPool s_threads = new(new GuestThreadOptions
    {
        Threads = Math.Max(4, Environment.ProcessorCount),
        StackBytes = StackBytes,
        QueueLength = 1024,
    });

    private readonly IPythonGuest _guest;
    private readonly PythonSandboxOptions _options;
    private readonly GuestModule _module;
    private readonly HostFunctionImage _functionsAtBeginning;
    private readonly ConcurrentQueue<int> _released = new();
    private bool _needsRenewal;
    private bool _isBroken;
    private int _isBusy;
    private int _thread;
    private int _nesting;
    private LimitedCall? _call; // what runs at the moment

    private PythonSandbox(IPythonGuest guest, PythonSandboxOptions options, GuestModule module, HostFunctionImage functions)
    {
        _guest = guest;
        _guest.Owner = this;
        _functionsAtBeginning = functions;
        Functions = new HostFunctionTable(functions);
        _options = options;
        _module = module;
        Limits = options.Limits;
    }

    /// <summary>Limits of the calls that begin from now on; those of the options until they are set.</summary>
    public CallLimits Limits { get; set; }

    /// <summary>Bytes of the interpreter's memory at its largest, itself included. Back to less after a reset.</summary>
    public long MemoryBytes => _guest.Instance.PeakMemoryBytes;

    /// <summary>Counts the resets: an object of the guest is of use in the era it was held in.</summary>
    internal int Era { get; private set; }

    /// <summary>The functions of the host that Python can call.</summary>
    internal HostFunctionTable Functions { get; }

    /// <summary>Whether a call has ended the interpreter.</summary>
    internal bool IsBroken => _isBroken;

    /// <summary>Makes a sandbox with a fresh interpreter.</summary>
    /// <param name="options">What it is granted; null for <see cref="PythonSandboxOptions.Default"/>.</param>
    /// <exception cref="GuestPackageException">The interpreters are not on this machine; see <see cref="GuestPackages.Restore"/>.</exception>
    /// <exception cref="ResourceLimitException">It does not fit into its memory.</exception>
    /// <remarks>
    /// It begins as the image of an interpreter that has just started, unless the environment names variables that only a start
    /// reads (<c>PYTHON...</c>): then the interpreter starts anew, which takes part of a second.
    /// </remarks>
    public static PythonSandbox Create(PythonSandboxOptions? options = null)
    {
        options ??= PythonSandboxOptions.Default;
        return StandardImages.Fits(options) ? Create(StandardImages.For(options), options) : Create(options, GuestModule.For(options.Interpreter));
    }

    /// <summary>Makes a sandbox that begins as an image.</summary>
    /// <param name="image">What it begins with; may be disposed while the sandbox lives.</param>
    /// <param name="options">What it is granted; null for <see cref="PythonSandboxOptions.Default"/>. The interpreter and MicroPython's heap are the image's.</param>
    /// <exception cref="ResourceLimitException">The image does not fit into the sandbox's memory.</exception>
    /// <exception cref="ObjectDisposedException">The image is disposed.</exception>
    /// <remarks>
    /// Where the image is not fresh or there is an environment, Python sets its variables and seeds the module <c>random</c> anew, within
    /// <see cref="PythonSandboxOptions.Limits"/>; that fails as <see cref="Execute"/> does.
    /// </remarks>
    public static PythonSandbox Create(PythonImage image, PythonSandboxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        options ??= PythonSandboxOptions.Default;
        InstanceOptions limits = InstanceLimits(options);
        IPythonGuest guest = image.Interpreter == PythonInterpreter.CPython
            ? CPythonGuest.Resume(image, options, limits)
            : MicroPythonGuest.Resume(image, options, limits);
        var sandbox = new PythonSandbox(guest, options, image.Module, image.Functions) { _needsRenewal = !image.IsFresh || !options.Environment.IsEmpty };
        try
        {
            sandbox.Renew();
            return sandbox;
        }
        catch
        {
            sandbox.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements in the module <c>__main__</c>, which keeps its names from call to call.</summary>
    /// <param name="source">Without NUL.</param>
    /// <param name="fileName">What tracebacks call it.</param>
    /// <exception cref="PythonException">The code raised an exception; <c>SystemExit</c> is one, too.</exception>
    /// <exception cref="ResourceLimitException">The deadline has passed; where Python did not end by itself, the sandbox is of no use any more.</exception>
    /// <exception cref="OperationCanceledException">The limits' token was cancelled; where Python did not end by itself, the sandbox is of no use any more.</exception>
    /// <exception cref="TrapException">The interpreter failed; the sandbox is of no use any more.</exception>
    /// <exception cref="GuestAbortException">The interpreter gave up; the sandbox is of no use any more.</exception>
    public void Execute(string source, string fileName = "<sandbox>")
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(fileName);
        Use(guest =>
        {
            guest.Execute(source, fileName);
            return true;
        });
    }

    /// <summary>Computes an expression in <c>__main__</c>.</summary>
    /// <param name="expression">Without NUL.</param>
    /// <returns>
    /// Null for <c>None</c>, <see cref="bool"/>, <see cref="long"/> or <see cref="System.Numerics.BigInteger"/> for int,
    /// <see cref="double"/>, <see cref="string"/>, an array of <see cref="byte"/> for bytes and bytearray, a list of objects for list,
    /// <see cref="PythonTuple"/>, <see cref="PythonDictionary"/>, <see cref="PythonSet"/>; from CPython also
    /// <see cref="System.Numerics.Complex"/>, <see cref="DateOnly"/>, <see cref="DateTime"/>, <see cref="DateTimeOffset"/>,
    /// <see cref="TimeOnly"/> and <see cref="TimeSpan"/> for dates and times, and <see cref="PythonRecord"/> for a dataclass. Containers hold
    /// values of the same kinds.
    /// </returns>
    /// <exception cref="PythonException">
    /// The code raised an exception; or <c>TypeError</c> for a value of another type, <c>ValueError</c> for one within itself,
    /// <c>RecursionError</c> or <c>OverflowError</c> for one that is deeper or larger than the options allow.
    /// </exception>
    /// <remarks>It fails otherwise as <see cref="Execute"/> does.</remarks>
    public object? Evaluate(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Use(guest => guest.Evaluate(expression));
    }

    /// <summary>Computes an expression in <c>__main__</c> and gives <c>repr</c> of it.</summary>
    /// <param name="expression">Without NUL.</param>
    /// <remarks>It fails as <see cref="Execute"/> does.</remarks>
    public string Repr(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Use(guest => guest.Repr(expression));
    }

    /// <summary>Copies the interpreter as it is now, so that others can begin with it. The sandbox goes on as it is.</summary>
    /// <exception cref="InvalidOperationException">
    /// Python has files open, which an image does not hold; or a call is running. The message says which.
    /// </exception>
    /// <exception cref="ResourceLimitException">It takes more than <see cref="PythonSandboxOptions.MaximumImageBytes"/>.</exception>
    /// <remarks>Cost: a copy of the memory that Python uses, some tens of milliseconds.</remarks>
    public PythonImage TakeImage() => TakeImage(isFresh: false);

    /// <summary>Makes a second sandbox that goes on from this one's state, with the same options.</summary>
    /// <inheritdoc cref="TakeImage()" path="/exception"/>
    /// <inheritdoc cref="TakeImage()" path="/remarks"/>
    public PythonSandbox Fork()
    {
        using PythonImage image = TakeImage();
        return Create(image, _options);
    }

    /// <summary>Goes back to the state the sandbox was made with, also after a call that ended the interpreter.</summary>
    /// <exception cref="InvalidOperationException">The interpreter started for this sandbox alone, not from an image; or a call is running.</exception>
    /// <remarks>Cost: what Python has written to since. Its streams go on where they are.</remarks>
    public void Reset()
    {
        EnterAlone();
        try
        {
            _isBroken = true;
            Era++;
            _released.Clear();
            _guest.Instance.Reset();
            _guest.Forget();
            Functions.Reset(_functionsAtBeginning);
            _isBroken = false;
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }

        Renew();
    }

    /// <summary>Has the call that is running raise <c>KeyboardInterrupt</c> in Python, as Ctrl-C does.</summary>
    /// <remarks>
    /// From any thread. Does nothing if no call is running, and does not wait. Python code may catch it, and C code that never looks for
    /// signals does not notice it: what must end ends by a deadline or a cancellation. The call throws <see cref="PythonException"/>.
    /// </remarks>
    public void Interrupt() => Volatile.Read(ref _call)?.Stop(StopReason.Interrupted);

    /// <summary>Ends the interpreter and frees its memory. Python's own clean-up does not run.</summary>
    public void Dispose() => _guest.Dispose();

    /// <param name="isFresh">Whether nothing has run in the interpreter since it started.</param>
    internal PythonImage TakeImage(bool isFresh) =>
        Alone(() =>
        {
            var image = new PythonImage(_module, _guest.Instance.TakeSnapshot(), _guest.Host.TakeImage(), _guest.Root) { IsFresh = isFresh, Functions = Functions.ToImage() };
            if (image.SizeBytes <= _options.MaximumImageBytes)
                return image;
            image.Dispose();
            throw new ResourceLimitException(
                ResourceKind.Memory, _options.MaximumImageBytes, TrapSite.Unknown, $"an image of the sandbox takes {image.SizeBytes} bytes (MaximumImageBytes)");
        });

    internal static PythonSandbox Create(PythonSandboxOptions options, GuestModule module)
    {
        InstanceOptions limits = InstanceLimits(options);
        return new PythonSandbox(s_threads.Run(() => Start(module, options, limits)), options, module, HostFunctionImage.Empty);
    }

    private static InstanceOptions InstanceLimits(PythonSandboxOptions options) => new()
    {
        MaximumMemoryBytes = options.MaximumMemoryBytes,
        Limits = CallLimits.Default with { StackBytes = StackBytes },
    };

    private static IPythonGuest Start(GuestModule module, PythonSandboxOptions options, InstanceOptions limits) => module.Interpreter switch
    {
        PythonInterpreter.CPython => CPythonGuest.Start(module, options, limits),
        _ => MicroPythonGuest.Start(module, options, limits),
    };

    /// <summary>Has the interpreter do something under the limits.</summary>
    internal T Use<T>(Func<IPythonGuest, T> work) => Run(() => Guard(work));

    internal bool IsOf(IPythonGuest guest) => ReferenceEquals(guest, _guest);

    /// <summary>Lets go of an object when the interpreter is called next; from any thread.</summary>
    /// <param name="handle">The object.</param>
    /// <param name="era">The era it is of; nothing is left of earlier ones.</param>
    internal void ReleaseLater(int handle, int era)
    {
        if (era == Era)
            _released.Enqueue(handle);
    }

    private void Renew()
    {
        if (!_needsRenewal)
            return;
        Use(guest =>
        {
            guest.Renew(_options.Environment);
            return true;
        });
    }

    private T Run<T>(Func<T> work)
    {
        // A function of the host that Python has called, or host code of a batch.
        return Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId
            ? RunNested(work)
            : Alone(() => GuestThreadPool.CurrentStackBytes >= StackBytes ? RunLimited(work) : s_threads.Run(() => RunLimited(work), Limits.CancellationToken));
    }

    private T Alone<T>(Func<T> work)
    {
        EnterAlone();
        try
        {
            CheckWhole();
            return work();
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private void EnterAlone()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            throw new InvalidOperationException("another thread is running this sandbox");
    }

    private T RunLimited<T>(Func<T> work)
    {
        // Held for the whole call, so that an interrupt from another thread finds the memory that it writes to.
        using CallScope scope = _guest.Instance.EnterScope();
        using var call = new LimitedCall(_guest, Limits with { StackBytes = StackBytes }, _options.InterruptGrace);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        Volatile.Write(ref _call, call);
        try
        {
            return call.Run(work);
        }
        finally
        {
            _isBroken |= call.HasEndedGuest;
            Volatile.Write(ref _call, null);
            Volatile.Write(ref _thread, 0);
        }
    }

    private T RunNested<T>(Func<T> work)
    {
        CheckWhole();
        if (_nesting >= MaximumNesting)
            throw new PythonException("RecursionError", $"functions of the host and the sandbox call each other more than {MaximumNesting} levels deep");
        _nesting++;
        try
        {
            return work();
        }
        finally
        {
            _nesting--;
        }
    }

    private T Guard<T>(Func<IPythonGuest, T> work)
    {
        try
        {
            while (_released.TryDequeue(out int handle))
                _guest.Release(handle);
            return work(_guest);
        }
        catch (Exception exception) when (exception is not (PythonException or ArgumentException or ObjectDisposedException))
        {
            // Whatever it was, the interpreter was stopped in the middle of something.
            _isBroken = true;
            throw;
        }
    }

    private void CheckWhole()
    {
        if (_isBroken)
            throw new InvalidOperationException("an earlier call ended the interpreter; reset the sandbox or make a new one");
    }
}
