using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Krait.Guests;
using Krait.Udf.Interpreters;

namespace Krait.Udf;

/// <summary>
/// Prepares interpreters in the background when a UDF first needs one, each once: fetched, compiled to machine code, started.
/// Meanwhile, calls that need it are refused with <see cref="UdfErrorCode.InterpreterNotReady"/>, and no thread waits.
/// </summary>
/// <remarks>
/// Thread-safe; hosts of one process may share it. Where preparing fails, interpreters are used as they are on this machine, and a
/// need that comes a minute later tries again. Disposing ends what is under way.
/// </remarks>
public sealed class InterpreterPreparation : IDisposable
{
    /// <summary>When it is worth while for a client to ask again.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_restBetweenFailures = TimeSpan.FromMinutes(1);

    private readonly IInterpreterPreparer _preparer;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _endingSource = new();
    private readonly CancellationToken _ending;
    private readonly Progress[] _progress; // by interpreter
    private int _isDisposed;

    /// <summary>Prepares nothing yet.</summary>
    public InterpreterPreparation()
        : this(new GuestPreparer(), TimeProvider.System)
    {
    }

    internal InterpreterPreparation(IInterpreterPreparer preparer, TimeProvider clock)
    {
        _preparer = preparer;
        _clock = clock;
        _ending = _endingSource.Token;
        _progress = Array.ConvertAll(Enum.GetValues<PythonInterpreter>(), static _ => new Progress());
    }

    /// <summary>Is told when a preparation begins and how it ends; from any thread.</summary>
    public event EventHandler<PreparationNews>? Changed;

    /// <summary>Ends preparations that are under way, soon; what they have finished stays.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _endingSource.Cancel();
        _endingSource.Dispose();
    }

    /// <summary>Begins to prepare an interpreter unless it is prepared, being prepared, or has just failed.</summary>
    internal void Begin(InterpreterFacts facts) => _ = FindOrBegin(facts);

    /// <summary>Fails while the interpreter is being prepared, which begins now if it has to.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InterpreterNotReady"/>.</exception>
    internal void Require(InterpreterFacts facts)
    {
        if (FindOrBegin(facts) is not { } work)
            return;

        throw new UdfException(
            UdfErrorCode.InterpreterNotReady,
            string.Create(
                CultureInfo.InvariantCulture,
                $"mode {facts.Name} waits for its interpreter, which is being prepared once ({_progress[(int)facts.Interpreter].Step}); try again in {RetryAfter.TotalSeconds:0} s"))
        {
            Scope = UdfErrorScope.Request,
            RetryAfter = RetryAfter,
            Readiness = work,
        };
    }

    /// <summary>Why the last preparation failed; null if it did not.</summary>
    internal string? FailureOf(PythonInterpreter interpreter) => _progress[(int)interpreter].Failure;

    // What is under way; null when the interpreter is to be used as it is.
    private Task? FindOrBegin(InterpreterFacts facts)
    {
        Progress progress = _progress[(int)facts.Interpreter];
        TaskCompletionSource begun;
        lock (progress.Gate)
        {
            if (progress.IsDone)
                return null;
            if (progress.Work is { } work)
                return work;
            if (_preparer.IsPrepared(facts.Interpreter))
            {
                progress.IsDone = true;
                return null;
            }

            if (Volatile.Read(ref _isDisposed) != 0 || (progress.FailedAt is { } failed && _clock.GetElapsedTime(failed) < s_restBetweenFailures))
                return null;
            begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            progress.Work = begun.Task;
            progress.Step = "beginning";
        }

        // A thread of its own: it works for up to a minute.
        new Thread(() => Prepare(facts, progress, begun)) { IsBackground = true, Name = "krait-prepare" }.Start();
        return begun.Task;
    }

    private void Prepare(InterpreterFacts facts, Progress progress, TaskCompletionSource begun)
    {
        long start = _clock.GetTimestamp();
        string? failure = null;
        Tell(facts, isFailure: false, $"preparing the interpreter of mode {facts.Name}, once; functions that need it are answered 503 until then");
        try
        {
            _preparer.Prepare(facts.Interpreter, progress, _ending);
        }
        catch (Exception error)
        {
            // Whatever it is ends the preparation, not the process: interpreters also work as they are.
            failure = error.Message;
        }

        lock (progress.Gate)
        {
            progress.Work = null;
            progress.Failure = failure;
            progress.IsDone = failure is null;
            progress.FailedAt = failure is null ? null : _clock.GetTimestamp();
        }

        string time = string.Create(CultureInfo.InvariantCulture, $"{_clock.GetElapsedTime(start).TotalSeconds:0.0} s");
        if (failure is null)
            Tell(facts, isFailure: false, $"the interpreter of mode {facts.Name} is prepared, in {time}");
        else if (!_ending.IsCancellationRequested)
            Tell(facts, isFailure: true, $"the interpreter of mode {facts.Name} could not be prepared and is used as it is: {failure}");
        begun.SetResult();
    }

    private void Tell(InterpreterFacts facts, bool isFailure, string message) =>
        Changed?.Invoke(this, new PreparationNews(facts.Interpreter, isFailure, message));

    /// <summary>How far one interpreter is.</summary>
    private sealed class Progress : IProgress<PreparationProgress>
    {
        private string _step = "";

        public Lock Gate { get; } = new();

        public bool IsDone { get; set; } // guarded by Gate, as all that follows

        public Task? Work { get; set; }

        public long? FailedAt { get; set; }

        public string? Failure { get; set; }

        /// <summary>For messages only.</summary>
        public string Step
        {
            get => Volatile.Read(ref _step);
            set => Volatile.Write(ref _step, value);
        }

        public void Report(PreparationProgress value) => Step = value.Fraction is { } fraction
            ? string.Create(CultureInfo.InvariantCulture, $"{value.Step}, {fraction * 100:0} %")
            : value.Step;
    }
}
