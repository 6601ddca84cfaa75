namespace Krait.Search.Execution;

/// <summary>What a clause is asked for.</summary>
internal enum ClauseUse
{
    /// <summary>Which documents match, and how well.</summary>
    Score,

    /// <summary>Which documents match.</summary>
    Filter,
}
