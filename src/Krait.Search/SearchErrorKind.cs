namespace Krait.Search;

/// <summary>Families of search errors. <see cref="SearchErrors"/> gives each its OpenSearch type and HTTP status.</summary>
public enum SearchErrorKind
{
    /// <summary>The body is not JSON, or a query is not one that exists.</summary>
    Parsing,

    /// <summary>A value is outside what is allowed: a name, a size, a window.</summary>
    IllegalArgument,

    /// <summary>No index has that name.</summary>
    IndexNotFound,

    /// <summary>An index has that name already.</summary>
    IndexAlreadyExists,

    /// <summary>No document has that id.</summary>
    DocumentNotFound,

    /// <summary>A document exists where none was wanted.</summary>
    VersionConflict,

    /// <summary>A document is not JSON or does not fit the mapping.</summary>
    DocumentParsing,

    /// <summary>A document brings a field that a strict mapping does not have.</summary>
    StrictMapping,

    /// <summary>A query has more clauses, terms or values than allowed.</summary>
    TooManyClauses,

    /// <summary>A user-defined function failed and the caller chose that this fails the search.</summary>
    Udf,

    /// <summary>The search took longer than the server allows.</summary>
    Timeout,

    /// <summary>A body is larger than allowed.</summary>
    PayloadTooLarge,
}
