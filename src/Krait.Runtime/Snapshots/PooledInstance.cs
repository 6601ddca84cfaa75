using System;
using System.Threading;

namespace Krait.Runtime;

/// <summary>An instance of an <see cref="InstancePool"/> in use. Dispose it to give the instance back; nothing of it may be used after that.</summary>
public sealed class PooledInstance : IDisposable
{
    private readonly InstancePool _pool;
    private Instance? _instance;

    internal PooledInstance(InstancePool pool, Instance instance)
    {
        _pool = pool;
        _instance = instance;
    }

    /// <summary>The instance, in the state of the pool's snapshot when it was rented.</summary>
    /// <exception cref="ObjectDisposedException">It has been given back.</exception>
    public Instance Instance => Volatile.Read(ref _instance) ?? throw new ObjectDisposedException(nameof(PooledInstance));

    /// <summary>Gives the instance back. It is reset before anybody else gets it, and disposed where that fails.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _instance, null) is { } instance)
            _pool.Return(instance);
    }
}
