using System;
using System.Diagnostics;
using System.Threading;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests.Emscripten;

// A guest has no signals that come by themselves. CPython asks for them now and then, at every 50th jump backwards or call and
// where its C code looks for signals; the clock that counts down to the next question is a word in its memory.
//
// It sleeps by asking what time it is until it is late enough. A sleep with a signal waiting is told that it is very late, and
// the clock is set, so that the question follows at once.

/// <summary>A signal on its way to a guest, and the sleep that it ends.</summary>
internal sealed class GuestSignals : IDisposable
{
    private const string ClockName = "_Py_emscripten_signal_clock";

    // Two questions closer together than this come from a sleep.
    private static readonly TimeSpan s_spin = TimeSpan.FromMilliseconds(0.1);

    private readonly ManualResetEvent _waiting = new(false);
    private int _number; // 0 for none; written by any thread
    private int _clockAddress;
    private long _lastAsked;

    /// <summary>Set while there is a signal, for calls that wait.</summary>
    public WaitHandle Waiting => _waiting;

    /// <summary>Whether a guest that does not take signals itself was told that its sleep is over because of one.</summary>
    public bool HasCutSleep { get; private set; }

    /// <summary>Leaves a signal for the guest, in place of one that it has not taken; 0 takes that back. Called from any thread.</summary>
    public void Leave(int number)
    {
        Volatile.Write(ref _number, number);
        if (number != 0)
            _waiting.Set();
        else
            _waiting.Reset();
    }

    /// <summary>Whether a sleep has to end now.</summary>
    public bool CutsSleep() => HasCutSleep |= Volatile.Read(ref _number) != 0;

    /// <summary>The call is over.</summary>
    public void ForgetSleep() => HasCutSleep = false;

    /// <summary>The signal that was left, once; 0 for none.</summary>
    public int Take()
    {
        if (Volatile.Read(ref _number) == 0)
            return 0;
        _waiting.Reset();
        return Interlocked.Exchange(ref _number, 0);
    }

    public void Attach(Instance instance) =>
        _clockAddress = instance.TryGetGlobal(ClockName, out Global? clock) ? clock.GetValue().AsInt32() : 0;

    /// <summary>No signal may be left after that.</summary>
    public void Dispose() => _waiting.Dispose();

    /// <summary>The time for a sleep, in milliseconds. Lets the thread rest while the guest asks again and again.</summary>
    public double TimeForSleep(Caller caller, WasiClock clock)
    {
        if (Volatile.Read(ref _number) == 0 && Stopwatch.GetElapsedTime(_lastAsked) < s_spin)
            caller.Interruption.WaitHandle.WaitOne(1);
        caller.ThrowIfInterrupted();
        _lastAsked = Stopwatch.GetTimestamp();
        if (Volatile.Read(ref _number) == 0)
            return clock.MonotonicNs / 1e6;
        if (_clockAddress != 0)
            caller.Memory.Write(_clockAddress, 0);
        return double.PositiveInfinity;
    }
}
