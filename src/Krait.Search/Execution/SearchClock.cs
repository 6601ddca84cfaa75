using System;
using System.Globalization;
using System.Threading;

namespace Krait.Search.Execution;

/// <summary>The time of one search: what the caller gives it, what the server allows, and whether the caller still waits.</summary>
internal sealed class SearchClock : IDisposable
{
    private const int StepsBetweenChecks = 1024;

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan? _timeout;
    private readonly TimeSpan _maximum;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _calls;
    private int _steps;

    public SearchClock(TimeProvider time, TimeSpan? timeout, TimeSpan maximum, CancellationToken caller)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timeout = timeout;
        _maximum = maximum;
        _caller = caller;
        _limit = new CancellationTokenSource(timeout < maximum ? timeout.Value : maximum, time);
        _calls = CancellationTokenSource.CreateLinkedTokenSource(caller, _limit.Token);
    }

    /// <summary>Cancelled when a running function has to end, whatever the reason; <see cref="Check"/> tells which.</summary>
    public CancellationToken Calls => _calls.Token;

    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Goes on, or ends the search.</summary>
    /// <exception cref="SearchTimeoutException">The caller's timeout has passed: answer with what there is.</exception>
    /// <exception cref="SearchException">The server's limit has passed.</exception>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public void Check()
    {
        _caller.ThrowIfCancellationRequested();
        TimeSpan elapsed = Elapsed;
        if (_timeout is { } timeout && timeout <= elapsed)
            throw new SearchTimeoutException();
        if (_maximum <= elapsed)
            throw TooLong();
    }

    /// <summary>Tells the caller's timeout from the other reasons for which work is cut short.</summary>
    /// <exception cref="SearchException">It was the server's limit.</exception>
    public bool IsTimeout(Exception error)
    {
        if (error is SearchTimeoutException)
            return true;
        if (_caller.IsCancellationRequested || !_calls.IsCancellationRequested)
            return false;
        return _timeout < _maximum ? true : throw TooLong();
    }

    /// <summary><see cref="Check"/> once in a thousand calls, for loops over rows.</summary>
    public void CheckSometimes()
    {
        if (++_steps % StepsBetweenChecks == 0)
            Check();
    }

    public void Dispose()
    {
        _calls.Dispose();
        _limit.Dispose();
    }

    private SearchException TooLong() => new(
        SearchErrorKind.Timeout,
        string.Create(CultureInfo.InvariantCulture, $"a search takes at most {_maximum.TotalSeconds} s; narrow the query, or set a timeout to get what is found by then"));
}
