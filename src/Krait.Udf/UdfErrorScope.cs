namespace Krait.Udf;

/// <summary>How far an error reaches.</summary>
public enum UdfErrorScope
{
    /// <summary>Only the document at hand; the next document may succeed, so a search may skip or replace it.</summary>
    Document,

    /// <summary>The whole request: a wrong parameter or the end of the search's UDF time. Every further document would fail alike.</summary>
    Request,
}
