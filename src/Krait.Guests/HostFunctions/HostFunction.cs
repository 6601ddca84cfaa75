using System;

namespace Krait.Guests;

/// <summary>A function of the host that Python can call.</summary>
/// <param name="Name">What Python calls it.</param>
/// <param name="Function">What is called.</param>
internal sealed record HostFunction(string Name, Delegate Function)
{
    public HostSignature Signature { get; } = HostSignature.Of(Function);
}
