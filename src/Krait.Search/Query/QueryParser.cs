using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Search.Mapping;

namespace Krait.Search.Query;

/// <summary>
/// Query DSL -> query tree. Every refusal names the place in the request and, for a name that does not exist, the nearest one that does.
/// Depth, clauses, words and values are bounded here, so the evaluator can walk any tree it is given.
/// </summary>
internal sealed partial class QueryParser
{
    private static readonly FrozenDictionary<string, Func<QueryParser, QueryJson, QueryNode>> s_clauses =
        new Dictionary<string, Func<QueryParser, QueryJson, QueryNode>>
        {
            ["match_all"] = static (_, json) => new MatchAllQuery(BoostOf(json, [])),
            ["match_none"] = static (_, json) => ParseNone(json),
            ["match"] = static (parser, json) => parser.ParseMatch(json),
            ["match_phrase"] = static (parser, json) => parser.ParsePhrase(json),
            ["multi_match"] = static (parser, json) => parser.ParseMultiMatch(json),
            ["term"] = static (_, json) => ParseTerm(json),
            ["terms"] = static (parser, json) => parser.ParseTerms(json),
            ["range"] = static (_, json) => ParseRange(json),
            ["exists"] = static (_, json) => ParseExists(json),
            ["ids"] = static (parser, json) => parser.ParseIds(json),
            ["prefix"] = static (parser, json) => parser.ParsePattern(json, "prefix", static (field, text, letters, boost) => new PrefixQuery(field, text, letters, boost)),
            ["wildcard"] = static (parser, json) => parser.ParsePattern(json, "wildcard", static (field, text, letters, boost) => new WildcardQuery(field, text, letters, boost)),
            ["bool"] = static (parser, json) => parser.ParseBool(json),
            ["constant_score"] = static (parser, json) => parser.ParseConstantScore(json),
            ["wasm_udf"] = static (_, json) => ParseUdf(json),
        }.ToFrozenDictionary();

    private static readonly ImmutableArray<string> s_boolNames = ["must", "should", "must_not", "filter", "minimum_should_match", "boost"];
    private static readonly ImmutableArray<string> s_constantNames = ["filter", "boost"];

    private readonly SearchLimits _limits;
    private int _clauses;
    private int _depth;

    private QueryParser(SearchLimits limits)
    {
        _limits = limits;
    }

    /// <summary>Parses a query.</summary>
    /// <exception cref="SearchException">The query is not one, or is too large.</exception>
    public static QueryNode Parse(QueryJson json, SearchLimits limits) => new QueryParser(limits).ParseClause(json);

    private QueryNode ParseClause(QueryJson json)
    {
        (string name, QueryJson body) = json.OnlyProperty("a query");
        if (!s_clauses.TryGetValue(name, out Func<QueryParser, QueryJson, QueryNode>? parse))
            throw json.Unknown("query", name, s_clauses.Keys);
        if (_limits.MaximumClauses < ++_clauses)
            throw json.Error(SearchErrorKind.TooManyClauses, $"a search has at most {_limits.MaximumClauses} clauses, more found");
        if (_limits.MaximumQueryDepth < ++_depth)
            throw json.Error(SearchErrorKind.TooManyClauses, $"queries nest at most {_limits.MaximumQueryDepth} deep, more found");
        QueryNode node = parse(this, body);
        _depth--;
        return node;
    }

    private static MatchNoneQuery ParseNone(QueryJson json)
    {
        BoostOf(json, []);
        return new MatchNoneQuery();
    }

    private BoolQuery ParseBool(QueryJson json)
    {
        var parts = new Dictionary<string, ImmutableArray<QueryNode>>();
        MinimumShouldMatch minimum = default;
        foreach ((string name, QueryJson value) in Known(json, "bool", s_boolNames))
        {
            if (name == "minimum_should_match")
                minimum = MinimumShouldMatch.Parse(value);
            else if (name != "boost")
                parts[name] = ParseClauses(value);
        }

        ImmutableArray<QueryNode> Part(string name) => parts.GetValueOrDefault(name, []);
        return new BoolQuery(Part("must"), Part("should"), Part("must_not"), Part("filter"), minimum, BoostOf(json, s_boolNames));
    }

    private ImmutableArray<QueryNode> ParseClauses(QueryJson json)
    {
        ImmutableArray<QueryNode>.Builder clauses = ImmutableArray.CreateBuilder<QueryNode>();
        foreach (QueryJson item in json.OneOrMany())
            clauses.Add(ParseClause(item));
        return clauses.ToImmutable();
    }

    private ConstantScoreQuery ParseConstantScore(QueryJson json)
    {
        QueryNode? filter = null;
        foreach ((string name, QueryJson value) in Known(json, "constant_score", s_constantNames))
        {
            if (name == "filter")
                filter = ParseClause(value);
        }

        return filter is null
            ? throw json.Error("constant_score needs a filter")
            : new ConstantScoreQuery(filter, BoostOf(json, s_constantNames));
    }

    /// <summary>The properties of a clause's body; a name that is not known is refused with the nearest known one.</summary>
    private static IEnumerable<(string Name, QueryJson Value)> Known(QueryJson json, string clause, ImmutableArray<string> names)
    {
        foreach ((string name, QueryJson value) in json.Properties(clause))
        {
            if (!names.Contains(name))
                throw json.Unknown($"{clause} property", name, names);
            yield return (name, value);
        }
    }

    /// <summary>The boost of a clause whose other properties are checked elsewhere; with no other names, boost is the only one allowed.</summary>
    private static double BoostOf(QueryJson json, ImmutableArray<string> otherNames)
    {
        double boost = 1;
        foreach ((string name, QueryJson value) in json.Properties("the clause"))
        {
            if (name == "boost")
                boost = NotNegative(value, "boost");
            else if (otherNames.IsEmpty)
                throw json.Unknown("property", name, ["boost"]);
        }

        return boost;
    }

    private static double NotNegative(QueryJson json, string what) => json.Number(what) is >= 0 and double number
        ? number
        : throw json.Error(SearchErrorKind.IllegalArgument, $"{what} must be 0 or more, found {json.Describe()}");

    private static FieldValue FiniteValue(QueryJson json, string what)
    {
        FieldValue value = json.Value(what);
        return (value.Kind & ValueKinds.Number) == 0 || double.IsFinite(value.AsDouble)
            ? value
            : throw json.Error($"{what} is beyond the range of a 64-bit float");
    }

    private static bool IsObject(QueryJson json) => json.Kind == JsonValueKind.Object;
}
