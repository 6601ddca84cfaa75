using System;
using System.Diagnostics;
using System.Threading;

namespace Krait.Wasi;

/// <summary>Where a guest's time comes from. Times are in nanoseconds.</summary>
public abstract class WasiClock
{
    /// <summary>Real time rounded down to milliseconds: enough for dates and timeouts, too coarse to measure caches with. The default.</summary>
    public static WasiClock Coarse { get; } = new SystemClock(1_000_000);

    /// <summary>Real time as precise as the machine has it.</summary>
    public static WasiClock Precise { get; } = new SystemClock(Math.Max(1, 1_000_000_000 / Stopwatch.Frequency));

    /// <summary>Smallest step between two readings, at least 1.</summary>
    public abstract long ResolutionNs { get; }

    /// <summary>Time since 1970 in UTC.</summary>
    public abstract long RealtimeNs { get; }

    /// <summary>Time since an arbitrary moment; never runs backwards.</summary>
    public abstract long MonotonicNs { get; }

    /// <summary>A clock for repeatable runs: it starts at a moment, goes one step further with every reading, and waiting takes no time.</summary>
    /// <param name="start">First reading of the real-time clock.</param>
    /// <param name="stepNs">Nanoseconds between two readings, at least 1.</param>
    /// <returns>A clock for one guest.</returns>
    public static WasiClock Simulated(DateTimeOffset start, long stepNs = 1_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepNs, 1);
        return new SimulatedClock(checked((start - DateTimeOffset.UnixEpoch).Ticks * 100), stepNs);
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="durationNs">How long, at least 0; <see cref="long.MaxValue"/> for ever.</param>
    /// <param name="wakeUp">Ends the wait early.</param>
    /// <param name="interruption">Ends the wait early.</param>
    public abstract void Wait(long durationNs, WaitHandle? wakeUp, CancellationToken interruption);

    private sealed class SystemClock(long resolutionNs) : WasiClock
    {
        private static readonly long s_startTicks = Stopwatch.GetTimestamp();

        public override long ResolutionNs => resolutionNs;

        public override long RealtimeNs => Round((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);

        // From 1 ms on: programs take a reading of 0 for a clock that is not there.
        public override long MonotonicNs =>
            Round((long)(Stopwatch.GetElapsedTime(s_startTicks).TotalSeconds * 1e9) + 1_000_000);

        public override void Wait(long durationNs, WaitHandle? wakeUp, CancellationToken interruption)
        {
            int milliseconds = durationNs == long.MaxValue
                ? Timeout.Infinite
                : (int)Math.Min((durationNs / 1_000_000) + (durationNs % 1_000_000 == 0 ? 0 : 1), int.MaxValue);
            if (wakeUp is null)
                interruption.WaitHandle.WaitOne(milliseconds);
            else
                WaitHandle.WaitAny([interruption.WaitHandle, wakeUp], milliseconds);
        }

        private long Round(long ns) => ns - (ns % resolutionNs);
    }

    private sealed class SimulatedClock(long startNs, long stepNs) : WasiClock
    {
        private long _elapsedNs;

        public override long ResolutionNs => stepNs;

        public override long RealtimeNs => startNs + Step();

        public override long MonotonicNs => Step() + stepNs;

        public override void Wait(long durationNs, WaitHandle? wakeUp, CancellationToken interruption)
        {
            if (wakeUp is not null && durationNs == long.MaxValue)
                WaitHandle.WaitAny([interruption.WaitHandle, wakeUp]);
            else if (durationNs == long.MaxValue)
                interruption.WaitHandle.WaitOne();
            else
                Interlocked.Add(ref _elapsedNs, durationNs);
        }

        private long Step() => Interlocked.Add(ref _elapsedNs, stepNs) - stepNs;
    }
}
