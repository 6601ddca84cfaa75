using System;
using Krait.Runtime;

namespace Krait.Fuzz.Judging;

/// <summary>Wants to see every call and looks at none.</summary>
internal sealed class SilentTracer : ICallTracer
{
    public TracedCalls Calls => TracedCalls.Imports | TracedCalls.Functions;

    public void OnEnter(in TracedCall call, ReadOnlySpan<Value> arguments)
    {
    }

    public void OnLeave(in TracedCall call, ReadOnlySpan<Value> results)
    {
    }

    public void OnTailCall(in TracedCall call)
    {
    }

    public void OnFailure(in TracedCall call, Exception error)
    {
    }
}
