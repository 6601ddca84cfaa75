using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Search.Query;
using Krait.Search.Storage;

namespace Krait.Search.Execution;

/// <summary>
/// Query tree -> matching documents with scores. Clauses that need only indexes run first and narrow the candidates;
/// functions then run over all candidates that are left, not over a page, so totals are right.
/// </summary>
internal sealed class QueryEvaluator
{
    private readonly IndexReader _reader;
    private readonly LeafEvaluator _leaves;
    private readonly UdfStage _udfs;
    private readonly SearchClock _clock;

    public QueryEvaluator(IndexReader reader, UdfStage udfs, SearchClock clock, SearchLimits limits)
    {
        _reader = reader;
        _leaves = new LeafEvaluator(reader, limits);
        _udfs = udfs;
        _clock = clock;
    }

    /// <summary>All documents of the index that match.</summary>
    public Matches Evaluate(QueryNode query) => Evaluate(query, ClauseUse.Score, within: null);

    /// <summary>The documents that match, out of <paramref name="within"/>; null for all of the index. Its scores are what functions see as the score so far.</summary>
    private Matches Evaluate(QueryNode query, ClauseUse use, Matches? within)
    {
        _clock.Check();
        return query switch
        {
            BoolQuery boolean => EvaluateBool(boolean, use, within),
            UdfQuery udf => _udfs.Filter(udf, use, within ?? All()),
            ConstantScoreQuery constant => Matches.OfSorted(Evaluate(constant.Filter, ClauseUse.Filter, within).Docs, constant.Boost),
            BestFieldQuery best => Within(EvaluateBest(best), within),
            FieldPatternQuery pattern => Within(EvaluateBest(_leaves.Expand(pattern)), within),
            _ => Within(EvaluateLeaf(query, within), within),
        };
    }

    private Matches EvaluateLeaf(QueryNode query, Matches? within) => query switch
    {
        MatchAllQuery all => within is null ? _leaves.All(all) : Matches.OfSorted(within.Docs, all.Boost),
        MatchNoneQuery => Matches.None,
        MatchQuery match => _leaves.Match(match),
        PhraseQuery phrase => _leaves.Phrase(phrase),
        TermsQuery terms => _leaves.Terms(terms, within),
        RangeQuery range => _leaves.Range(range, within),
        ExistsQuery exists => _leaves.Exists(exists, within),
        IdsQuery ids => _leaves.Ids(ids),
        PrefixQuery prefix => _leaves.Prefix(prefix),
        WildcardQuery wildcard => _leaves.Wildcard(wildcard),
        _ => throw new InvalidOperationException($"no evaluation for {query.GetType().Name}"),
    };

    private Matches EvaluateBest(BestFieldQuery query)
    {
        Matches found = Matches.None;
        double tie = query.TieBreaker;
        foreach (QueryNode field in query.Fields)
        {
            _clock.Check();
            found = found.Or(EvaluateLeaf(field, within: null), (a, b) => Math.Max(a, b) + (tie * Math.Min(a, b)));
        }

        return found.Boosted(query.Boost);
    }

    private Matches EvaluateBool(BoolQuery query, ClauseUse use, Matches? within)
    {
        Matches? found = null;
        foreach ((QueryNode clause, ClauseUse clauseUse) in RequiredWithoutUdf(query, use))
        {
            Matches next = Evaluate(clause, clauseUse, found ?? within);
            found = Narrow(found, clauseUse == ClauseUse.Filter ? next.Unscored() : next);
        }

        // Optional clauses that need no function come next: where some must match, they narrow what functions see.
        bool isOptionalOnly = query.Must.IsEmpty && query.Filter.IsEmpty;
        int required = query.Minimum.Required(query.Should.Length, whenNotGiven: isOptionalOnly && !query.Should.IsEmpty ? 1 : 0);
        if (query.Should.Length < required)
            return Matches.None;
        int dearShould = query.Should.Count(clause => clause.ContainsUdf);
        var optional = new OptionalClauses();
        if (use == ClauseUse.Score || required > 0)
        {
            foreach (QueryNode clause in Cheap(query.Should))
                optional.Add(Evaluate(clause, use, found ?? within));
        }

        if (dearShould < required)
            found = Narrow(found, Matches.OfSorted(optional.WithAtLeast(required - dearShould), score: 0));
        found ??= (within ?? All()).Unscored();

        foreach (QueryNode clause in Cheap(query.MustNot))
            found = found.Except(Evaluate(clause, ClauseUse.Filter, found).Docs);
        foreach (QueryNode clause in Dear(query.Filter))
            found = found.And(Evaluate(clause, ClauseUse.Filter, found).Unscored());
        foreach (QueryNode clause in Dear(query.Must))
            found = found.And(Evaluate(clause, use, found));
        foreach (QueryNode clause in Dear(query.MustNot))
            found = found.Except(Evaluate(clause, ClauseUse.Filter, found).Docs);

        return AddOptional(query, use, found, optional, required).Boosted(query.Boost);
    }

    private Matches AddOptional(BoolQuery query, ClauseUse use, Matches found, OptionalClauses optional, int required)
    {
        if (use == ClauseUse.Filter && required == 0)
            return found;
        foreach (QueryNode clause in Dear(query.Should))
        {
            // A filter only asks whether enough clauses match, so documents that have enough are spared the function.
            Matches asked = use == ClauseUse.Score ? found : found.Except(optional.WithAtLeast(required));
            optional.Add(Evaluate(clause, use, asked));
        }

        if (required > 0)
            found = found.And(Matches.OfSorted(optional.WithAtLeast(required), score: 0));
        return use == ClauseUse.Score ? optional.AddScores(found) : found;
    }

    private Matches All() => Matches.OfSorted(_reader.All(), score: 0);

    private static Matches Within(Matches found, Matches? within) => within is null ? found : found.And(within.Unscored());

    private static IEnumerable<(QueryNode Clause, ClauseUse Use)> RequiredWithoutUdf(BoolQuery query, ClauseUse use) =>
        Cheap(query.Filter).Select(clause => (clause, ClauseUse.Filter))
            .Concat(Cheap(query.Must).Select(clause => (clause, use)))
            .OrderBy(required => ExpectedMatches(required.clause));

    // What probably matches few documents goes first, because what follows then has few to look at.
    private static int ExpectedMatches(QueryNode query) => query switch
    {
        MatchNoneQuery or IdsQuery => 0,
        MatchQuery or PhraseQuery or BestFieldQuery or FieldPatternQuery => 1,
        TermsQuery => 2,
        PrefixQuery => 3,
        ConstantScoreQuery constant => ExpectedMatches(constant.Filter),
        BoolQuery => 4,
        RangeQuery => 5,
        WildcardQuery => 6,
        ExistsQuery => 7,
        _ => 8,
    };

    // The result of a clause already lies within what was found before it; only the scores have to be added.
    private static Matches Narrow(Matches? found, Matches next) => found is null ? next : found.And(next);

    private static IEnumerable<QueryNode> Cheap(IEnumerable<QueryNode> clauses) => clauses.Where(clause => !clause.ContainsUdf);

    private static IEnumerable<QueryNode> Dear(IEnumerable<QueryNode> clauses) => clauses.Where(clause => clause.ContainsUdf);
}
