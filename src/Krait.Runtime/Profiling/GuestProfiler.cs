using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Krait.Runtime.Profiling;

namespace Krait.Runtime;

/// <summary>Finds out where guests spend their time; see <see cref="EngineOptions.Profiler"/>.</summary>
/// <remarks>
/// Guests write down which calls they are in; a thread of the profiler's looks at that in regular intervals. It sees running
/// guests only, wherever they are: a call of the host counts as a call. Of linked instances each is seen with its own calls;
/// while one waits for another the time counts in both. Thread-safe.
/// </remarks>
public sealed class GuestProfiler : IDisposable
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly TimeSpan _interval;
    private readonly List<ProfiledStack> _stacks = []; // guarded by _gate
    private readonly SampleTree _tree = new(); // guarded by _gate
    private Thread? _thread; // guarded by _gate
    private bool _isStopped; // guarded by _gate

    /// <summary>Makes a profiler. Its thread starts with the first instance.</summary>
    /// <param name="interval">Time from one look to the next, 1 ms to 10 s.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter or longer.</exception>
    public GuestProfiler(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, s_shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, s_longest);
        _interval = interval;
    }

    /// <summary>What has been seen until now.</summary>
    /// <returns>A root without a name, whose callees are what the host called.</returns>
    public ProfiledCall Read()
    {
        lock (_gate)
            return _tree.ToCalls();
    }

    /// <summary>Ends the profiler's thread. What was seen can still be read; engines with this profiler go on without being looked at.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            _stacks.Clear();
            Monitor.PulseAll(_gate);
        }
    }

    internal void Add(ProfiledStack stack)
    {
        lock (_gate)
        {
            if (_isStopped)
                return;
            _stacks.Add(stack);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "krait-profiler" };
                _thread.Start();
            }
        }
    }

    private void Run()
    {
        var calls = new long[ProfiledModule.TableLength];
        long last = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (!_isStopped)
            {
                Monitor.Wait(_gate, _interval);
                long now = Stopwatch.GetTimestamp();
                Look(calls, now - last);
                last = now;
            }
        }
    }

    // A look stands for the time since the last one, however late it comes.
    private void Look(long[] calls, long ticks)
    {
        for (int i = _stacks.Count - 1; i >= 0; i--)
        {
            ProfiledStack stack = _stacks[i];
            if (!stack.TryGetInstance(out Instance? instance) || instance.IsDisposed)
                _stacks.RemoveAt(i);
            else if (instance.Store.IsRunning && stack.Read(calls) is > 0 and int count)
                _tree.Add(stack, calls.AsSpan(0, count), ticks);
        }
    }
}
