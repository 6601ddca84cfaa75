namespace Krait.Runtime;

/// <summary>Whether compiled loops look for an interruption.</summary>
internal enum LoopChecks
{
    /// <summary>At every loop head.</summary>
    EveryLoop,

    /// <summary>Nowhere: a loop without calls cannot be interrupted. For measurements alone.</summary>
    None,
}
