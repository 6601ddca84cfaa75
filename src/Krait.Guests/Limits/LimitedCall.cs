using System;
using System.Threading;
using Krait.Runtime;
using Krait.Runtime.Limits;

namespace Krait.Guests.Limits;

// A call is stopped in two steps. First Python is asked: it raises KeyboardInterrupt, finally and with do their work, and the
// sandbox lives on. If the call is still running when the grace time is over, the engine ends the guest wherever it is.
//
//   begin            deadline           deadline + grace
//   |-- Python runs --|-- it cleans up --|  the engine ends it
//
// The timer's thread, whoever cancels and whoever interrupts come at any moment; _gate keeps them out once the call is over.

/// <summary>One call into a sandbox, from the moment its limits are set.</summary>
internal sealed class LimitedCall : IDeadlineTarget, IDisposable
{
    private const long AskScope = 1;
    private const long EndScope = 2;

    private readonly object _gate = new();
    private readonly IPythonGuest _guest;
    private readonly CallLimits _limits;
    private readonly TimeSpan _grace;
    private readonly CancellationTokenSource _end = new();
    private CancellationTokenRegistration _registration;
    private StopReason _reason; // guarded by _gate
    private bool _isOver; // guarded by _gate
    private bool _isDisposed; // guarded by _gate

    /// <param name="guest">Not running.</param>
    /// <param name="limits">What the call may use.</param>
    /// <param name="grace">From asking Python to ending it.</param>
    public LimitedCall(IPythonGuest guest, CallLimits limits, TimeSpan grace)
    {
        _guest = guest;
        _limits = limits;
        _grace = grace;
    }

    private StopReason Reason
    {
        get
        {
            lock (_gate)
                return _reason;
        }
    }

    private DeadlineTimer Timer => _guest.Instance.Module.Engine.Deadlines;

    /// <summary>Whether Python was stopped in the middle of something by what ends a call, beyond what its work itself has thrown.</summary>
    public bool HasEndedGuest { get; private set; }

    /// <summary>Sets the limits and does the work of the call, on the thread for it.</summary>
    /// <exception cref="ResourceLimitException">The deadline has passed, and Python did not carry on regardless.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled, and Python did not carry on regardless.</exception>
    public T Run<T>(Func<T> work)
    {
        Begin();
        try
        {
            T result;
            try
            {
                result = work();
            }
            catch (Exception exception) when (exception is PythonException or ArgumentException or ObjectDisposedException)
            {
                Finish();
                throw;
            }

            Finish();
            return result;
        }
        catch (Exception exception) when (Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Asks Python to stop, and ends it later unless that is all it was asked for. Called from any thread.</summary>
    public void Stop(StopReason reason)
    {
        lock (_gate)
        {
            // A deadline or a cancellation goes beyond an interruption, of which there may be several.
            if (_isOver || (_reason != StopReason.None && _reason != StopReason.Interrupted))
                return;
            _reason = reason;
            if (_grace > TimeSpan.Zero || reason == StopReason.Interrupted)
                _guest.RequestInterrupt();
        }

        if (reason == StopReason.Interrupted)
            return;
        if (_grace > TimeSpan.Zero)
            Timer.Add(this, EndScope, _grace);
        else
            End();
    }

    bool IDeadlineTarget.IsCurrentScope(long scope)
    {
        lock (_gate)
            return !_isDisposed;
    }

    void IDeadlineTarget.Expire(long scope)
    {
        if (scope == AskScope)
            Stop(StopReason.Deadline);
        else
            End();
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _isDisposed = true;
        }

        _end.Dispose();
    }

    private void Begin()
    {
        _guest.Instance.SetLimits(_limits with { Deadline = null, CancellationToken = _end.Token });
        if (_limits.Deadline is { } deadline)
        {
            if (deadline <= TimeSpan.Zero)
                Stop(StopReason.Deadline);
            else
                Timer.Add(this, AskScope, deadline);
        }

        _registration = _limits.CancellationToken.UnsafeRegister(static call => ((LimitedCall)call!).Stop(StopReason.Cancelled), this);
    }

    // Nobody can ask Python to stop from here on, and what it has not heard yet is taken back, within the limits still.
    private void Finish()
    {
        lock (_gate)
            _isOver = true;
        if (Reason == StopReason.None)
            return;
        HasEndedGuest = true;
        _guest.ForgetInterrupt();
        HasEndedGuest = false;
    }

    // What an exception of the call means to the caller; null if it says so itself.
    private Exception? Explain(Exception exception)
    {
        bool isEnd = exception is OperationCanceledException cancelled && cancelled.CancellationToken == _end.Token;
        bool isAnswer = exception is PythonException { TypeName: "KeyboardInterrupt" };
        if (!isEnd && !isAnswer)
            return null;
        return Reason switch
        {
            StopReason.Deadline => new ResourceLimitException(
                ResourceKind.Deadline, (long)_limits.Deadline.GetValueOrDefault().TotalMilliseconds, TrapSite.Unknown, Detail(isEnd), exception),
            StopReason.Cancelled => new OperationCanceledException("the call was cancelled: " + Detail(isEnd), exception, _limits.CancellationToken),
            _ => null,
        };
    }

    private void End()
    {
        lock (_gate)
        {
            if (!_isDisposed)
                _end.Cancel();
        }
    }

    private string Detail(bool isEnd) => isEnd
        ? $"Python did not end within {(long)_grace.TotalMilliseconds} ms of being interrupted, so the sandbox has ended"
        : "Python ended by KeyboardInterrupt; the sandbox goes on";
}
