using System;
using System.Diagnostics;
using Krait.Runtime;

namespace Krait.Udf.Execution;

/// <summary>
/// Keeps a deadline armed for a row of short calls. Arming costs about a microsecond, so it is done again only when an eighth
/// of the deadline has gone by: a call gets at least its deadline and at most nine eighths of it.
/// </summary>
internal sealed class CallClock
{
    private readonly CallLimits _limits;
    private readonly UdfBudget _budget;
    private readonly long _deadlineTicks;
    private long _armedEnd;

    public CallClock(CallLimits limits, TimeSpan deadline, UdfBudget budget)
    {
        _limits = limits;
        _budget = budget;
        _deadlineTicks = ToStopwatch(deadline);
    }

    /// <summary>Whether the call that runs will be ended by the search's budget before its own deadline.</summary>
    public bool IsEndedByBudget { get; private set; }

    /// <summary>Says what a call that starts at a time needs.</summary>
    /// <param name="now">A stopwatch time stamp.</param>
    /// <returns>Limits to set, or null when those that are set still hold.</returns>
    public CallLimits? LimitsAt(long now)
    {
        long allowed = ToStopwatch(_budget.Left);
        IsEndedByBudget = allowed < _deadlineTicks;
        allowed = Math.Min(allowed, _deadlineTicks);
        long slack = allowed / 8;
        long armed = _armedEnd - now;
        if (allowed <= armed && armed <= allowed + slack)
            return null;

        _armedEnd = now + allowed + slack;
        return _limits with { Deadline = Stopwatch.GetElapsedTime(now, _armedEnd) };
    }

    /// <summary>Forgets what is armed: the next call gets an instance of its own.</summary>
    public void Reset() => _armedEnd = 0;

    private static long ToStopwatch(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
