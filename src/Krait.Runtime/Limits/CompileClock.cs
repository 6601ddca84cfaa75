using System;
using System.Threading;

namespace Krait.Runtime.Limits;

/// <summary>The time limit of one compilation: a token that is cancelled when the deadline passes or the caller gives up.</summary>
internal sealed class CompileClock : IDeadlineTarget, IDisposable
{
    private readonly object _gate = new();
    private readonly CompileLimits _limits;
    private readonly CancellationTokenSource? _source;
    private bool _isExpired; // guarded by _gate
    private bool _isOver; // guarded by _gate

    public CompileClock(CompileLimits limits, DeadlineTimer timer)
    {
        _limits = limits;
        if (limits.Deadline is not TimeSpan deadline)
            return;
        _source = CancellationTokenSource.CreateLinkedTokenSource(limits.CancellationToken);
        if (deadline <= TimeSpan.Zero)
            Expire(scope: 0);
        else
            timer.Add(this, scope: 0, deadline);
    }

    public CancellationToken Token => _source?.Token ?? _limits.CancellationToken;

    /// <summary>The error that a cancelled compilation is to end with.</summary>
    public Exception Error(OperationCanceledException cancelled)
    {
        lock (_gate)
        {
            return _isExpired
                ? new ResourceLimitException(ResourceKind.CompileTime, (long)_limits.Deadline!.Value.TotalMilliseconds)
                : new OperationCanceledException(cancelled.Message, cancelled, _limits.CancellationToken);
        }
    }

    public bool IsCurrentScope(long scope)
    {
        lock (_gate)
            return !_isOver;
    }

    public void Expire(long scope)
    {
        lock (_gate)
        {
            if (_isOver || _source is null)
                return;
            _isExpired = true;
            _source.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _isOver = true;
        _source?.Dispose();
    }
}
