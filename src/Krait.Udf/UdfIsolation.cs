namespace Krait.Udf;

/// <summary>What the calls of one search share.</summary>
public enum UdfIsolation
{
    /// <summary>Nothing: each document finds what the version's own statements left.</summary>
    Call,

    /// <summary>An instance: globals live from document to document until a call fails, and never longer than the search.</summary>
    Batch,
}
