using System;

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
}
