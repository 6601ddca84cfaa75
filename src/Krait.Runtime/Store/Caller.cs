using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace Krait.Runtime;

/// <summary>What a host function is told about the guest that calls it. Make it the first parameter of the delegate.</summary>
public readonly struct Caller
{
    internal Caller(Instance instance)
    {
        Instance = instance;
    }

    /// <summary>The calling instance.</summary>
    public Instance Instance { get; }

    /// <summary>The calling module's memory, exported or not.</summary>
    /// <exception cref="InvalidOperationException">The module has no memory.</exception>
    public Memory Memory => Instance.MemoryOrNull ?? throw new InvalidOperationException("the calling module has no memory");

    /// <summary>The calling module's memory, if it has one.</summary>
    public bool TryGetMemory([NotNullWhen(true)] out Memory? memory)
    {
        memory = Instance.MemoryOrNull;
        return memory is not null;
    }

    /// <summary>
    /// Cancelled when the deadline or the cancellation token of the guest's limits asks it to stop. A host function that waits,
    /// waits with this token, and calls <see cref="ThrowIfInterrupted"/> afterwards.
    /// </summary>
    /// <remarks>Belongs to the limits in force: take it anew in every call. Callbacks registered with it must be short.</remarks>
    public CancellationToken Interruption => Instance.Store.Interruption;

    /// <summary>Ends the guest as its own next check would, if it is to stop.</summary>
    /// <exception cref="ResourceLimitException">The deadline has passed.</exception>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    /// <remarks>Cost: some nanoseconds. Host functions that work long call it now and then.</remarks>
    public void ThrowIfInterrupted() => Instance.Store.ThrowIfInterrupted();
}
