using System;
using System.Threading;
using System.Threading.Tasks;
using Krait.Udf;
using Microsoft.AspNetCore.Http;

namespace Krait.Server.Hosting;

/// <summary>
/// Bounds how many requests work at the same time. Work blocks a thread while it waits for the disk or for a guest thread,
/// so without a bound a burst would use up the threads that answer health checks.
/// </summary>
internal sealed class RequestGate : IDisposable
{
    private readonly SemaphoreSlim _free;
    private readonly ServerLimits _limits;
    private int _waiting;
    private int _patient; // waiting for something to be ready

    public RequestGate(ServerLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limits.MaximumWaitingRequests);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limits.MaximumWaitingRequests, 65_536);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.MaximumConcurrentRequests, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limits.MaximumConcurrentRequests, 4096);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limits.RequestTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.InterpreterWait, TimeSpan.Zero);
        _limits = limits;
        _free = new SemaphoreSlim(limits.MaximumConcurrentRequests);
    }

    /// <summary>Runs blocking work for a request when a place is free; once more where it could not begin before something is ready.</summary>
    /// <exception cref="UdfException">Too many requests wait already, or the request's time is over.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async Task<T> RunAsync<T>(HttpContext context, Func<CancellationToken, T> work)
    {
        using var patience = new CancellationTokenSource(_limits.InterpreterWait);
        while (true)
        {
            try
            {
                return await RunOnceAsync(context, work).ConfigureAwait(false);
            }
            catch (Exception error) when (!patience.IsCancellationRequested && ReadinessOf(error) is { } readiness)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
                if (!await WaitAsync(readiness, either.Token).ConfigureAwait(false))
                    throw;
            }
        }
    }

    public void Dispose() => _free.Dispose();

    private static Task? ReadinessOf(Exception error) => (error as UdfException ?? error.InnerException as UdfException)?.Readiness;

    // What waits here has left no trace, and holds no place and no thread; only its request's memory, so there is a bound.
    private async Task<bool> WaitAsync(Task readiness, CancellationToken token)
    {
        try
        {
            if (Interlocked.Increment(ref _patient) <= _limits.MaximumWaitingRequests)
                await readiness.WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return readiness.IsCompleted;
        }
        finally
        {
            Interlocked.Decrement(ref _patient);
        }
    }

    private async Task<T> RunOnceAsync<T>(HttpContext context, Func<CancellationToken, T> work)
    {
        if (_limits.MaximumWaitingRequests + _limits.MaximumConcurrentRequests < Interlocked.Increment(ref _waiting))
        {
            Interlocked.Decrement(ref _waiting);
            throw new UdfException(UdfErrorCode.TooManyRequests, $"{_limits.MaximumWaitingRequests} requests wait already; try again in a moment");
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(_limits.RequestTimeout);
        try
        {
            await _free.WaitAsync(time.Token).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => work(time.Token), time.Token).ConfigureAwait(false);
            }
            finally
            {
                _free.Release();
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new UdfException(UdfErrorCode.Timeout, $"the request took longer than {_limits.RequestTimeout.TotalSeconds} s");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
