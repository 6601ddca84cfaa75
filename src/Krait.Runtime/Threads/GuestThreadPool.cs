using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Threading;
using Krait.Runtime.Limits;

namespace Krait.Runtime;

/// <summary>A bounded number of threads with a chosen stack size, for running guest code off the server's own threads.</summary>
/// <remarks>Thread-safe. Threads start when work waits and end when the pool is disposed.</remarks>
public sealed class GuestThreadPool : IDisposable
{
    // Below the guest's stack: the host's reserve and the runtime's own, see StackBounds.
    private const int HostStackBytes = 512 * 1024;

    private readonly object _gate = new();
    private readonly LinkedList<WorkItem> _queue = []; // guarded by _gate
    private readonly List<Thread> _threads = []; // guarded by _gate
    private readonly GuestThreadOptions _options;
    private int _unfinished; // guarded by _gate: calls that wait or run
    private bool _disposed; // guarded by _gate

    /// <summary>Makes a pool; no thread starts yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public GuestThreadPool(GuestThreadOptions? options = null)
    {
        _options = options ?? GuestThreadOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Threads, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.QueueLength, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.StackBytes, 16 * 1024, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.StackBytes, 1 << 30, nameof(options));
    }

    /// <summary>Stack that the pool gives the current thread, in bytes; 0 on a thread of no pool.</summary>
    internal static int CurrentStackBytes => s_pool?._options.StackBytes ?? 0;

    private int ThreadStackBytes => _options.StackBytes + HostStackBytes;

    /// <summary>Runs work on one of the threads and waits for its result.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">Runs on a thread with the pool's stack size. Called from such a thread, it runs right there.</param>
    /// <param name="cancellationToken">Gives up waiting for a thread; work that has begun is not interrupted by it.</param>
    /// <returns>What the work returned; what it threw is thrown here, with its own stack trace.</returns>
    /// <exception cref="ResourceLimitException"><see cref="ResourceKind.ThreadQueue"/>: all threads are busy and the queue is full.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the work began.</exception>
    public T Run<T>(Func<T> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (ReferenceEquals(s_pool, this))
            return work();
        T result = default!;
        using WorkItem item = new(() => result = work());
        Enqueue(item);
        using (cancellationToken.UnsafeRegister(_ => CancelWaiting(item), null))
            item.Wait();
        if (item.WasCancelled)
            throw new OperationCanceledException(cancellationToken);
        item.Error?.Throw();
        return result;
    }

    /// <summary>Runs work on one of the threads and waits for it; otherwise like <see cref="Run{T}"/>.</summary>
    public void Run(Action work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        Run(
            () =>
            {
                work();
                return true;
            },
            cancellationToken);
    }

    /// <summary>Refuses new work, lets running and waiting work finish, and ends the threads.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Enqueue(WorkItem item)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_options.Threads + (long)_options.QueueLength <= _unfinished)
                throw new ResourceLimitException(ResourceKind.ThreadQueue, _options.QueueLength, "all guest threads are busy");
            _unfinished++;
            _queue.AddLast(item);

            // A thread that has answered counts as free, though it may not wait yet: it looks at the queue before it does.
            if (_threads.Count < Math.Min(_unfinished, _options.Threads))
                StartThread();
            else
                Monitor.Pulse(_gate);
        }
    }

    private void CancelWaiting(WorkItem item)
    {
        lock (_gate)
        {
            if (!_queue.Remove(item))
                return;
            _unfinished--;
        }

        item.Cancel();
    }

    private void StartThread()
    {
        Thread thread = new(Work, ThreadStackBytes)
        {
            IsBackground = true,
            Name = "krait-guest-" + _threads.Count.ToString(CultureInfo.InvariantCulture),
        };
        _threads.Add(thread);
        thread.Start();
    }

    private void Work()
    {
        s_pool = this;
        StackBounds.BeginThread(ThreadStackBytes);
        while (true)
        {
            WorkItem item;
            lock (_gate)
            {
                while (_queue.First is null)
                {
                    if (_disposed)
                        return;
                    Monitor.Wait(_gate);
                }

                item = _queue.First.Value;
                _queue.RemoveFirst();
            }

            item.Execute();

            // Before the caller hears of its result: who was answered finds the place free, whatever this thread does next.
            lock (_gate)
                _unfinished--;
            item.Finish();
        }
    }

    [ThreadStatic]
    private static GuestThreadPool? s_pool;

    /// <summary>One call waiting, running or done.</summary>
    private sealed class WorkItem(Action work) : IDisposable
    {
        private readonly ManualResetEventSlim _done = new(false);

        public ExceptionDispatchInfo? Error { get; private set; }

        public bool WasCancelled { get; private set; }

        public void Wait() => _done.Wait();

        public void Execute()
        {
            try
            {
                work();
            }
            catch (Exception error)
            {
                // Whatever it is belongs to the caller, who is waiting for it.
                Error = ExceptionDispatchInfo.Capture(error);
            }
        }

        public void Finish() => _done.Set();

        public void Cancel()
        {
            WasCancelled = true;
            _done.Set();
        }

        public void Dispose() => _done.Dispose();
    }
}
