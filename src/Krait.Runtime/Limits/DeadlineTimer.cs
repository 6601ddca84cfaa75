using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace Krait.Runtime.Limits;

/// <summary>One thread per engine that sleeps until the nearest deadline and ends what is due.</summary>
internal sealed class DeadlineTimer : IDisposable
{
    private readonly object _gate = new();
    private readonly PriorityQueue<Entry, long> _entries = new(); // guarded by _gate
    private Thread? _thread; // guarded by _gate
    private long _nextTicks = long.MaxValue; // guarded by _gate
    private bool _stopped; // guarded by _gate

    /// <summary>Ends a target's current limit scope after a time, unless the scope has changed by then.</summary>
    public void Add(IDeadlineTarget target, long scope, TimeSpan delay)
    {
        long delayTicks = (long)Math.Min(delay.TotalSeconds * Stopwatch.Frequency, long.MaxValue / 4);
        long dueTicks = Stopwatch.GetTimestamp() + delayTicks;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, typeof(Engine));
            _entries.Enqueue(new Entry(new WeakReference<IDeadlineTarget>(target), scope), dueTicks);
            DropFinished();
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "krait-deadlines" };
                _thread.Start();
            }
            else if (dueTicks < _nextTicks)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        List<Entry> due = [];
        while (true)
        {
            lock (_gate)
            {
                while (!_stopped && !TakeDue(due))
                    Monitor.Wait(_gate, SleepTime());
                if (_stopped)
                    return;
            }

            foreach (Entry entry in due)
            {
                if (entry.Target.TryGetTarget(out IDeadlineTarget? target))
                    target.Expire(entry.Scope);
            }

            due.Clear();
        }
    }

    private bool TakeDue(List<Entry> due)
    {
        long now = Stopwatch.GetTimestamp();
        while (_entries.TryPeek(out Entry entry, out long dueTicks) && dueTicks <= now)
        {
            _entries.Dequeue();
            due.Add(entry);
        }

        return due.Count > 0;
    }

    private TimeSpan SleepTime()
    {
        if (!_entries.TryPeek(out _, out long dueTicks))
        {
            _nextTicks = long.MaxValue;
            return Timeout.InfiniteTimeSpan;
        }

        _nextTicks = dueTicks;
        double milliseconds = (dueTicks - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
        return TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(milliseconds), 1, int.MaxValue));
    }

    // Limits that were replaced before their deadline leave entries behind; they go once they are the majority
    // of a large queue, so that setting limits for every call costs no memory.
    private void DropFinished()
    {
        if (_entries.Count < _cleanAt)
            return;
        List<(Entry Entry, long Due)> live = [];
        while (_entries.TryDequeue(out Entry entry, out long dueTicks))
        {
            if (entry.Target.TryGetTarget(out IDeadlineTarget? target) && target.IsCurrentScope(entry.Scope))
                live.Add((entry, dueTicks));
        }

        foreach ((Entry entry, long dueTicks) in live)
            _entries.Enqueue(entry, dueTicks);
        _cleanAt = Math.Max(256, live.Count * 2);
    }

    private int _cleanAt = 256; // guarded by _gate

    private readonly record struct Entry(WeakReference<IDeadlineTarget> Target, long Scope);
}
