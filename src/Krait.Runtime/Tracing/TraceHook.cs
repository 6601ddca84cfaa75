namespace Krait.Runtime.Tracing;

/// <summary>What a trace hook is for.</summary>
internal enum TraceHookKind
{
    /// <summary>Takes the arguments and the function's index, gives a token.</summary>
    Enter,

    /// <summary>Takes the results, the index and the token, gives the results.</summary>
    Leave,

    /// <summary>Takes the index and the token, before a tail call.</summary>
    TailCall,
}

/// <summary>A function of the host in the table of hooks.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="TypeIndex">Its type in the rewritten module.</param>
internal readonly record struct TraceHook(TraceHookKind Kind, int TypeIndex);
