using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Krait.Search.Mapping;

namespace Krait.Search.Query;

/// <content>Full-text clauses.</content>
internal sealed partial class QueryParser
{
    private static readonly ImmutableArray<string> s_matchNames = ["query", "operator", "minimum_should_match", "boost"];
    private static readonly ImmutableArray<string> s_phraseNames = ["query", "boost"];
    private static readonly ImmutableArray<string> s_multiMatchNames =
        ["query", "fields", "type", "operator", "minimum_should_match", "tie_breaker", "boost"];

    private static readonly ImmutableArray<(string Name, MultiMatchType Type)> s_multiMatchTypes =
    [
        ("best_fields", MultiMatchType.BestFields),
        ("most_fields", MultiMatchType.MostFields),
        ("phrase", MultiMatchType.Phrase),
    ];

    private MatchQuery ParseMatch(QueryJson json)
    {
        (string field, QueryJson body) = json.OnlyProperty("match");
        if (!IsObject(body))
            return new MatchQuery(field, ParseWords(body), default, Boost: 1);
        QueryJson? text = null;
        MinimumShouldMatch minimum = default;
        foreach ((string name, QueryJson value) in Known(body, "match", s_matchNames))
        {
            text = name == "query" ? value : text;
            minimum = MinimumOf(name, value, minimum);
        }

        return new MatchQuery(field, ParseWords(text ?? throw body.Error("match needs a query")), minimum, BoostOf(body, s_matchNames));
    }

    private PhraseQuery ParsePhrase(QueryJson json)
    {
        (string field, QueryJson body) = json.OnlyProperty("match_phrase");
        if (!IsObject(body))
            return new PhraseQuery(field, ParseWords(body), Boost: 1);
        QueryJson? text = null;
        foreach ((string name, QueryJson value) in Known(body, "match_phrase", s_phraseNames))
            text = name == "query" ? value : text;
        return new PhraseQuery(field, ParseWords(text ?? throw body.Error("match_phrase needs a query")), BoostOf(body, s_phraseNames));
    }

    private FieldPatternQuery ParseMultiMatch(QueryJson json)
    {
        QueryJson? text = null;
        MinimumShouldMatch minimum = default;
        ImmutableArray<(string, double)> fields = [];
        var type = MultiMatchType.BestFields;
        double tieBreaker = 0;
        foreach ((string name, QueryJson value) in Known(json, "multi_match", s_multiMatchNames))
        {
            text = name == "query" ? value : text;
            minimum = MinimumOf(name, value, minimum);
            if (name == "fields")
                fields = ParseFields(value);
            else if (name == "type")
                type = ParseType(value);
            else if (name == "tie_breaker")
                tieBreaker = NotNegative(value, "tie_breaker");
        }

        ImmutableArray<string> words = ParseWords(text ?? throw json.Error("multi_match needs a query"));
        var match = new MultiMatch(fields.IsEmpty ? [("*", 1)] : fields, words, type, minimum, tieBreaker);
        return new FieldPatternQuery(match, BoostOf(json, s_multiMatchNames));
    }

    private static MinimumShouldMatch MinimumOf(string name, QueryJson value, MinimumShouldMatch sofar)
    {
        if (name == "minimum_should_match")
            return MinimumShouldMatch.Parse(value);
        if (name != "operator")
            return sofar;
        return value.Text("operator").ToUpperInvariant() switch
        {
            "AND" => MinimumShouldMatch.All,
            "OR" => sofar,
            _ => throw value.Error($"operator must be \"and\" or \"or\", found {value.Describe()}"),
        };
    }

    private ImmutableArray<(string Pattern, double Boost)> ParseFields(QueryJson json)
    {
        ImmutableArray<(string, double)>.Builder fields = ImmutableArray.CreateBuilder<(string, double)>();
        foreach (QueryJson item in json.OneOrMany())
        {
            if (fields.Count == _limits.MaximumClauses)
                throw item.Error(SearchErrorKind.TooManyClauses, $"a query names at most {_limits.MaximumClauses} fields, more found");
            string text = item.Text("a field");
            int caret = text.IndexOf('^', StringComparison.Ordinal);
            double boost = 1;
            const NumberStyles Style = NumberStyles.AllowDecimalPoint;
            if (0 <= caret && !double.TryParse(text.AsSpan(caret + 1), Style, CultureInfo.InvariantCulture, out boost))
                throw item.Error($"the boost of a field must be a number as in \"title^3\", found {item.Describe()}");
            fields.Add((caret < 0 ? text : text[..caret], boost));
        }

        return fields.ToImmutable();
    }

    private static MultiMatchType ParseType(QueryJson json)
    {
        string text = json.Text("type");
        var names = new List<string>();
        foreach ((string name, MultiMatchType type) in s_multiMatchTypes)
        {
            if (name == text)
                return type;
            names.Add(name);
        }

        throw json.Unknown("multi_match type", text, names);
    }

    private ImmutableArray<string> ParseWords(QueryJson json)
    {
        FieldValue value = json.Value("the text to match");
        string text = value.Kind is ValueKinds.Text or ValueKinds.Boolean ? value.Text : json.Element.GetRawText();
        ImmutableArray<string> words = TextWords.Split(text);
        return words.Length <= _limits.MaximumQueryWords
            ? words
            : throw json.Error(SearchErrorKind.TooManyClauses, $"a text to match has at most {_limits.MaximumQueryWords} words, found {words.Length}");
    }
}
