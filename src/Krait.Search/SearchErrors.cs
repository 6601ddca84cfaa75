using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Search;

/// <summary>The one table from search errors to OpenSearch error types and HTTP statuses.</summary>
public static class SearchErrors
{
    private static readonly ImmutableDictionary<SearchErrorKind, SearchErrorRow> s_rows =
        new Dictionary<SearchErrorKind, SearchErrorRow>
        {
            [SearchErrorKind.Parsing] = new("parsing_exception", 400),
            [SearchErrorKind.IllegalArgument] = new("illegal_argument_exception", 400),
            [SearchErrorKind.IndexNotFound] = new("index_not_found_exception", 404),
            [SearchErrorKind.IndexAlreadyExists] = new("resource_already_exists_exception", 400),
            [SearchErrorKind.DocumentNotFound] = new("document_missing_exception", 404),
            [SearchErrorKind.VersionConflict] = new("version_conflict_engine_exception", 409),
            [SearchErrorKind.DocumentParsing] = new("mapper_parsing_exception", 400),
            [SearchErrorKind.StrictMapping] = new("strict_dynamic_mapping_exception", 400),
            [SearchErrorKind.TooManyClauses] = new("too_many_clauses", 400),
            [SearchErrorKind.Udf] = new("script_exception", 500),
            [SearchErrorKind.Timeout] = new("timeout_exception", 504),
            [SearchErrorKind.PayloadTooLarge] = new("content_too_long_exception", 413),
        }.ToImmutableDictionary();

    /// <summary>The OpenSearch type and HTTP status of a kind of error.</summary>
    /// <param name="kind">Any member of the enumeration.</param>
    public static SearchErrorRow Of(SearchErrorKind kind) => s_rows[kind];
}

/// <summary>One row of the table of search errors.</summary>
/// <param name="Type">The OpenSearch error type, e.g. <c>parsing_exception</c>.</param>
/// <param name="Status">The HTTP status, 400 to 504. For a failing function the function's own error code decides instead.</param>
public sealed record SearchErrorRow(string Type, int Status);
