using System.Collections.Immutable;
using System.Text.Json;
using Krait.Search.Mapping;

namespace Krait.Search.Query;

/// <summary>A parsed query. A closed family: the evaluator has one method for each member.</summary>
/// <param name="Boost">Factor of the score, finite and at least 0.</param>
internal abstract record QueryNode(double Boost)
{
    /// <summary>True when answering needs a user-defined function, which is far dearer than an index.</summary>
    public virtual bool ContainsUdf => false;
}

internal sealed record MatchAllQuery(double Boost) : QueryNode(Boost);

internal sealed record MatchNoneQuery() : QueryNode(1);

/// <summary>Full-text words in one field, any of them or, as asked, all or a minimum of them.</summary>
internal sealed record MatchQuery(string Field, ImmutableArray<string> Words, MinimumShouldMatch Minimum, double Boost) : QueryNode(Boost);

/// <summary>Full-text words in one field, next to each other and in order.</summary>
internal sealed record PhraseQuery(string Field, ImmutableArray<string> Words, double Boost) : QueryNode(Boost);

/// <summary>One of several queries over fields: the best field's score plus a share of the others' scores.</summary>
internal sealed record BestFieldQuery(ImmutableArray<QueryNode> Fields, double TieBreaker, double Boost) : QueryNode(Boost);

/// <summary>Full-text words over every field that a pattern names; becomes a <see cref="BestFieldQuery"/> once the index is known.</summary>
internal sealed record FieldPatternQuery(MultiMatch Match, double Boost) : QueryNode(Boost);

internal sealed record TermsQuery(string Field, ImmutableArray<FieldValue> Values, LetterCase Case, double Boost) : QueryNode(Boost);

/// <summary>Values between two bounds; a null bound is open.</summary>
internal sealed record RangeQuery(string Field, RangeBound? Low, RangeBound? High, double Boost) : QueryNode(Boost);

internal sealed record ExistsQuery(string Field, double Boost) : QueryNode(Boost);

internal sealed record IdsQuery(ImmutableArray<string> Ids, double Boost) : QueryNode(Boost);

internal sealed record PrefixQuery(string Field, string Prefix, LetterCase Case, double Boost) : QueryNode(Boost);

internal sealed record WildcardQuery(string Field, string Pattern, LetterCase Case, double Boost) : QueryNode(Boost);

internal sealed record ConstantScoreQuery(QueryNode Filter, double Boost) : QueryNode(Boost)
{
    public override bool ContainsUdf => Filter.ContainsUdf;
}

internal sealed record BoolQuery(
    ImmutableArray<QueryNode> Must,
    ImmutableArray<QueryNode> Should,
    ImmutableArray<QueryNode> MustNot,
    ImmutableArray<QueryNode> Filter,
    MinimumShouldMatch Minimum,
    double Boost) : QueryNode(Boost)
{
    public override bool ContainsUdf => AnyUdf(Must) || AnyUdf(Should) || AnyUdf(MustNot) || AnyUdf(Filter);

    private static bool AnyUdf(ImmutableArray<QueryNode> clauses)
    {
        foreach (QueryNode clause in clauses)
        {
            if (clause.ContainsUdf)
                return true;
        }

        return false;
    }
}

internal sealed record UdfQuery(UdfCall Call, double Boost) : QueryNode(Boost)
{
    public override bool ContainsUdf => true;
}

internal readonly record struct RangeBound(FieldValue Value, bool IsInclusive);

internal enum LetterCase
{
    Exact,
    Ignored,
}

/// <summary>A multi_match before its field patterns are resolved.</summary>
internal sealed record MultiMatch(
    ImmutableArray<(string Pattern, double Boost)> Fields,
    ImmutableArray<string> Words,
    MultiMatchType Type,
    MinimumShouldMatch Minimum,
    double TieBreaker);

internal enum MultiMatchType
{
    BestFields,
    MostFields,
    Phrase,
}

/// <summary>What happens to a document on which a function fails.</summary>
internal enum OnUdfError
{
    /// <summary>The search fails.</summary>
    Fail,

    /// <summary>The document is left out of the answer, wherever the clause stands.</summary>
    Skip,

    /// <summary>The clause does not match the document.</summary>
    False,

    /// <summary>The clause's default stands for the result.</summary>
    Default,
}

/// <summary>One use of a user-defined function in a search.</summary>
internal sealed record UdfCall(string Name, string? Version, JsonElement? Parameters, OnUdfError OnError, JsonElement? Default, string Path);
