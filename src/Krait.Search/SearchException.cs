using System;
using Krait.Search.Query;
using Krait.Wasm;

namespace Krait.Search;

/// <summary>A request of an index, document or search that cannot be answered, in the words of the OpenSearch API.</summary>
public sealed class SearchException : KraitException
{
    /// <summary>Makes an error of one kind.</summary>
    /// <param name="kind">What went wrong; gives the error type and the HTTP status.</param>
    /// <param name="reason">What was expected, what was found and what would cure it.</param>
    public SearchException(SearchErrorKind kind, string reason)
        : this(kind, reason, inner: null)
    {
    }

    /// <summary>Makes an error of one kind that another error caused.</summary>
    /// <param name="kind">What went wrong; gives the error type and the HTTP status.</param>
    /// <param name="reason">What was expected, what was found and what would cure it.</param>
    /// <param name="inner">The cause, e.g. the failure of a user-defined function. Null when there is none.</param>
    public SearchException(SearchErrorKind kind, string reason, Exception? inner)
        : base(reason, inner)
    {
        Kind = kind;
    }

    /// <summary>What went wrong.</summary>
    public SearchErrorKind Kind { get; }

    /// <summary>The index the request named. Null when the error is about no index.</summary>
    public string? Index { get; init; }

    /// <summary>Where in the request body, as a path such as <c>query.bool.filter[0].term</c>. Null when unknown.</summary>
    public string? Path { get; init; }

    /// <summary>Line in the request body, from 1. 0 when unknown.</summary>
    public int Line { get; init; }

    /// <summary>Column in that line in bytes, from 1. 0 when unknown.</summary>
    public int Column { get; init; }

    /// <summary>The same place, step by step, for finding line and column in the body.</summary>
    internal JsonPath? Place { get; init; }

    /// <summary>The same error, placed in an index.</summary>
    /// <param name="index">The index the request named.</param>
    public SearchException In(string index) =>
        new(Kind, Message, InnerException) { Index = index, Path = Path, Place = Place, Line = Line, Column = Column };

    /// <summary>The same error, placed at a line and column of the request body.</summary>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column in bytes, from 1.</param>
    public SearchException At(int line, int column) =>
        new(Kind, Message, InnerException) { Index = Index, Path = Path, Place = Place, Line = line, Column = column };
}
