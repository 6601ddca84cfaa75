namespace Krait.Search;

/// <summary>What a write did to a document.</summary>
public enum WriteResult
{
    /// <summary>There was none before.</summary>
    Created,

    /// <summary>It was replaced or changed.</summary>
    Updated,

    /// <summary>It was removed.</summary>
    Deleted,

    /// <summary>There was none to remove.</summary>
    NotFound,
}

/// <summary>Whether a write may replace a document.</summary>
public enum WriteMode
{
    /// <summary>Store it, replacing what is there.</summary>
    Replace,

    /// <summary>Store it only when the id is free.</summary>
    Create,
}

/// <summary>A write that has been done; durable once the method that returned it has returned.</summary>
/// <param name="Index">Name of the index.</param>
/// <param name="Id">Id of the document.</param>
/// <param name="Version">Number of writes to the document since it was created, this one included.</param>
/// <param name="SequenceNumber">Number of the write in its index, from 0; -1 when nothing was written.</param>
/// <param name="Result">What was done.</param>
public sealed record WriteOutcome(string Index, string Id, long Version, long SequenceNumber, WriteResult Result);
