using System;

namespace Krait.Runtime;

/// <summary>Is told of calls while a guest runs; see <see cref="EngineOptions.Tracer"/>.</summary>
/// <remarks>
/// Called on the thread that runs the guest, inside of the call. What it throws ends the guest's call like the error of a host
/// function. It may not call the guest.
/// </remarks>
public interface ICallTracer
{
    /// <summary>Which calls it wants to see. Read when an engine compiles or links a module.</summary>
    public TracedCalls Calls { get; }

    /// <summary>A function begins.</summary>
    /// <param name="call">Which one.</param>
    /// <param name="arguments">One value per parameter; gone after the call.</param>
    public void OnEnter(in TracedCall call, ReadOnlySpan<Value> arguments);

    /// <summary>A function has returned. Of a function that ended with an error, only <see cref="OnFailure"/> may tell.</summary>
    /// <param name="call">Which one.</param>
    /// <param name="results">One value per result; gone after the call.</param>
    public void OnLeave(in TracedCall call, ReadOnlySpan<Value> results);

    /// <summary>A guest function ends by calling another one in its place.</summary>
    /// <param name="call">The one that ends.</param>
    public void OnTailCall(in TracedCall call);

    /// <summary>A function of the host threw.</summary>
    /// <param name="call">Which one.</param>
    /// <param name="error">What it threw, on its way through the guest to whoever called that.</param>
    public void OnFailure(in TracedCall call, Exception error);
}
