using System;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Krait.Udf.Execution;

/// <summary>
/// Runs compilations on own threads with a large stack, a few at a time, each under a time limit. The engine looks at the
/// clock often but finishes the function it is at: a compilation that overruns is answered as a timeout and keeps its
/// place until it ends.
/// </summary>
internal sealed class CompileGate : IDisposable
{
    private const int StackBytes = 16 << 20;

    private readonly SemaphoreSlim _places;

    public CompileGate(int places) => _places = new SemaphoreSlim(places);

    /// <param name="work">Runs once.</param>
    /// <param name="timeLimitMs">Its limit.</param>
    /// <param name="time">How long it took, without waiting for a place.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.Timeout"/> or <see cref="UdfErrorCode.TooManyRequests"/>.</exception>
    public T Run<T>(Func<T> work, long timeLimitMs, out TimeSpan time)
    {
        int waitMs = (int)Math.Min(timeLimitMs, int.MaxValue);
        if (!_places.Wait(waitMs))
            throw new UdfException(UdfErrorCode.TooManyRequests, "other compilations are running; try again later");

        long start = Stopwatch.GetTimestamp();
        T result = default!;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    // Whatever it is belongs to the caller, who is waiting for it.
                    error = ExceptionDispatchInfo.Capture(e);
                }

                _places.Release();
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "krait-compile",
        };
        thread.Start();
        if (!thread.Join(waitMs))
            throw new UdfException(
                UdfErrorCode.Timeout,
                string.Create(CultureInfo.InvariantCulture, $"the compilation took longer than compile_time_ms, {timeLimitMs} ms; make the source smaller"));

        time = Stopwatch.GetElapsedTime(start);
        error?.Throw();
        return result;
    }

    // A compilation that overran may still release its place, so the semaphore is left to the garbage collector.
    public void Dispose() => GC.KeepAlive(_places);
}
