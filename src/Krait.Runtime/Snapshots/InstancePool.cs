using System;
using System.Collections.Generic;

namespace Krait.Runtime;

/// <summary>Instances of one snapshot that are used one after another, each time from the snapshot's state.</summary>
/// <remarks>
/// An instance is reset when it comes back, so that what one use wrote is gone and its memory given back before the next one begins.
/// Thread-safe; each rented instance serves one thread at a time.
/// </remarks>
/// <example>
/// <code>
/// using InstancePool pool = new(snapshot);
/// using (PooledInstance rented = pool.Rent())
///     rented.Instance.GetFunction("handle").Invoke(42);
/// </code>
/// </example>
public sealed class InstancePool : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<Instance> _idle = []; // guarded by _gate
    private readonly Snapshot _snapshot;
    private readonly Linker? _linker;
    private int _count; // guarded by _gate
    private bool _isDisposed; // guarded by _gate

    /// <summary>Makes an empty pool.</summary>
    /// <param name="snapshot">What instances begin with; stays the caller's, and must not be disposed before the pool.</param>
    /// <param name="linker">Host functions; null for those that the snapshot knows.</param>
    /// <param name="options">Limits; null for <see cref="InstancePoolOptions.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative, or no instance is allowed.</exception>
    public InstancePool(Snapshot snapshot, Linker? linker = null, InstancePoolOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Options = options ?? InstancePoolOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.MaximumInstances, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.MaximumIdleInstances, nameof(options));
        _snapshot = snapshot;
        _linker = linker;
    }

    /// <summary>The limits it was made with.</summary>
    public InstancePoolOptions Options { get; }

    /// <summary>Instances that exist, in use or not.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Instances that wait for their next use.</summary>
    public int IdleCount
    {
        get
        {
            lock (_gate)
                return _idle.Count;
        }
    }

    /// <summary>An instance for one use, in the snapshot's state.</summary>
    /// <returns>Dispose it to give the instance back.</returns>
    /// <exception cref="ResourceLimitException">As many instances as the pool may have are in use, or one cannot be made.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    /// <remarks>Cost: an idle instance is there at once; a new one costs what <see cref="Snapshot.Instantiate(InstanceOptions)"/> does.</remarks>
    public PooledInstance Rent()
    {
        Instance? instance;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_idle.TryPop(out instance))
            {
                if (Options.MaximumInstances <= _count)
                    throw new ResourceLimitException(ResourceKind.Instances, Options.MaximumInstances, "all instances of the pool are in use");
                _count++;
            }
        }

        bool isDone = false;
        try
        {
            if (instance is null)
                instance = _linker is null ? _snapshot.Instantiate(Options.Instance) : _snapshot.Instantiate(_linker, Options.Instance);
            else
                instance.SetLimits(Options.Instance.Limits);
            isDone = true;
            return new PooledInstance(this, instance);
        }
        finally
        {
            if (!isDone)
                Drop(instance);
        }
    }

    /// <summary>Disposes all instances that wait; those in use follow when they come back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            while (_idle.TryPop(out Instance? instance))
            {
                instance.Dispose();
                _count--;
            }
        }
    }

    internal void Return(Instance instance)
    {
        bool isClean = false;
        try
        {
            instance.Reset();

            // Ends the timer and the cancellation of the use that ends.
            instance.SetLimits(CallLimits.Default);
            isClean = true;
        }
        catch (InvalidOperationException)
        {
            // Still running, disposed, or linked with another instance by then: nobody else may get it.
        }
        finally
        {
            if (!isClean || !TryKeep(instance))
                Drop(instance);
        }
    }

    private bool TryKeep(Instance instance)
    {
        lock (_gate)
        {
            if (_isDisposed || Options.MaximumIdleInstances <= _idle.Count)
                return false;
            _idle.Push(instance);
            return true;
        }
    }

    private void Drop(Instance? instance)
    {
        instance?.Dispose();
        lock (_gate)
            _count--;
    }
}
