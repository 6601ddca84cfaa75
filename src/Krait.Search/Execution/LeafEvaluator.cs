using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Search.Mapping;
using Krait.Search.Query;
using Krait.Search.Storage;

namespace Krait.Search.Execution;

/// <summary>Answers the clauses that need indexes only. A field that no document has matches nothing.</summary>
internal sealed class LeafEvaluator
{
    private readonly IndexReader _reader;
    private readonly SearchLimits _limits;

    public LeafEvaluator(IndexReader reader, SearchLimits limits)
    {
        _reader = reader;
        _limits = limits;
    }

    public Matches All(MatchAllQuery query) => Matches.OfSorted(_reader.All(), query.Boost);

    public Matches Match(MatchQuery query)
    {
        if (Field(query.Field) is not { } field || query.Words.IsEmpty)
            return Matches.None;
        if (!field.HasText)
            return TermOfWords(query.Field, query.Words, query.Boost);
        int required = query.Minimum.Required(query.Words.Length, whenNotGiven: 1);
        if (query.Words.Length < required)
            return Matches.None;
        if (required == query.Words.Length)
            return _reader.Scored(field, query.Words, "AND").Boosted(query.Boost);
        Matches any = _reader.Scored(field, query.Words, "OR").Boosted(query.Boost);
        return required <= 1 ? any : any.And(Matches.OfSorted(WithAtLeast(field, query.Words, required), score: 0));
    }

    public Matches Phrase(PhraseQuery query)
    {
        if (Field(query.Field) is not { } field || query.Words.IsEmpty)
            return Matches.None;
        return field.HasText
            ? _reader.Scored(field, query.Words, "+").Boosted(query.Boost)
            : TermOfWords(query.Field, query.Words, query.Boost);
    }

    public Matches Terms(TermsQuery query, Matches? within)
    {
        if (Field(query.Field) is not { } field)
            return Matches.None;
        if (query.Case == LetterCase.Ignored && query.Values[0].Kind == ValueKinds.Text)
            return Matches.OfSorted(_reader.Matching(field, WildcardPattern.OfText(query.Values[0].Text, LetterCase.Ignored)), query.Boost);
        var conditions = new List<ValueCondition>();
        foreach (FieldValue value in query.Values)
            conditions.AddRange(QueryValues.Keys(field, value).Select(key => ValueCondition.Equal(field, key)));
        return Where(conditions, within, query.Boost);
    }

    public Matches Range(RangeQuery query, Matches? within)
    {
        if (Field(query.Field) is not { } field)
            return Matches.None;
        if (query.Low is null && query.High is null)
            return Where([ValueCondition.Any(field)], within, query.Boost);
        RangeBound? low = QueryValues.Bound(field, query.Low);
        RangeBound? high = QueryValues.Bound(field, query.High);
        bool isMixed = low is not null && high is not null
            && (low.Value.Value.Kind == ValueKinds.Text) != (high.Value.Value.Kind == ValueKinds.Text);
        if (isMixed)
            throw new SearchException(SearchErrorKind.IllegalArgument, $"a range on [{query.Field}] needs two bounds of the same kind, found a text and a number");
        return Where([ValueCondition.Between(field, low, high)], within, query.Boost);
    }

    public Matches Exists(ExistsQuery query, Matches? within)
    {
        if (Field(query.Field) is { } field)
            return Where([ValueCondition.Any(field)], within, query.Boost);

        // An object has no values of its own; it exists where one of the fields inside it does.
        string prefix = query.Field + ".";
        ValueCondition[] conditions =
        [
            .. _reader.Index.Fields.Values.Where(inside => inside.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(ValueCondition.Any),
        ];
        return Where(conditions, within, query.Boost);
    }

    public Matches Ids(IdsQuery query) => Matches.OfSorted(_reader.Ids(query.Ids), query.Boost);

    public Matches Prefix(PrefixQuery query) => Pattern(query.Field, WildcardPattern.OfPrefix(query.Prefix, query.Case), query.Boost);

    public Matches Wildcard(WildcardQuery query) => Pattern(query.Field, new WildcardPattern(query.Pattern, query.Case), query.Boost);

    /// <summary>The queries that a multi_match stands for in this index.</summary>
    public BestFieldQuery Expand(FieldPatternQuery query)
    {
        MultiMatch match = query.Match;
        ImmutableArray<QueryNode>.Builder fields = ImmutableArray.CreateBuilder<QueryNode>();
        foreach ((string pattern, double boost) in match.Fields)
        {
            foreach (string path in Paths(pattern))
            {
                if (fields.Count == _limits.MaximumClauses)
                    throw new SearchException(SearchErrorKind.TooManyClauses, $"the patterns of a multi_match name more than {_limits.MaximumClauses} fields of this index");
                fields.Add(match.Type == MultiMatchType.Phrase
                    ? new PhraseQuery(path, match.Words, boost)
                    : new MatchQuery(path, match.Words, match.Minimum, boost));
            }
        }

        double tieBreaker = match.Type == MultiMatchType.MostFields ? 1 : match.TieBreaker;
        return new BestFieldQuery(fields.ToImmutable(), tieBreaker, query.Boost);
    }

    // Few candidates are looked up one by one; for many it is cheaper to list everything that the condition holds for.
    private Matches Where(IReadOnlyList<ValueCondition> conditions, Matches? within, double boost)
    {
        const long LookupCost = 20;
        bool areFew = within is not null && within.Count * LookupCost * conditions.Count < _reader.DocumentCount;
        return Matches.OfSorted(areFew ? _reader.Where(conditions, within!.Docs) : _reader.Where(conditions), boost);
    }

    private IEnumerable<string> Paths(string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal))
            return [pattern];
        var wildcard = new WildcardPattern(pattern, LetterCase.Exact);
        return _reader.Index.Fields.Values
            .Where(field => field.HasText && wildcard.Matches(field.Path))
            .Select(field => field.Path)
            .Order(StringComparer.Ordinal);
    }

    private Matches Pattern(string name, WildcardPattern pattern, double boost) =>
        Field(name) is { } field ? Matches.OfSorted(_reader.Matching(field, pattern), boost) : Matches.None;

    // Full-text words on a field of numbers, booleans or keywords mean its whole value.
    private Matches TermOfWords(string field, ImmutableArray<string> words, double boost) =>
        Terms(new TermsQuery(field, [FieldValue.OfText(string.Join(' ', words))], LetterCase.Exact, boost), within: null);

    private long[] WithAtLeast(FieldEntry field, ImmutableArray<string> words, int required)
    {
        var counts = new SortedDictionary<long, int>();
        foreach (string word in words)
        {
            foreach (long doc in _reader.WithWords(field, [word], "AND"))
                counts[doc] = counts.GetValueOrDefault(doc) + 1;
        }

        return [.. counts.Where(count => required <= count.Value).Select(count => count.Key)];
    }

    private FieldEntry? Field(string name) => _reader.Index.FindField(name);
}
