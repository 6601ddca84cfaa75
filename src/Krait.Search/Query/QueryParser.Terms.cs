using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Search.Mapping;

namespace Krait.Search.Query;

/// <content>Clauses over whole values, and user-defined functions.</content>
internal sealed partial class QueryParser
{
    private static readonly ImmutableArray<string> s_termNames = ["value", "case_insensitive", "boost"];
    private static readonly ImmutableArray<string> s_rangeNames = ["gt", "gte", "lt", "lte", "boost"];
    private static readonly ImmutableArray<string> s_existsNames = ["field", "boost"];
    private static readonly ImmutableArray<string> s_idsNames = ["values", "boost"];
    private static readonly ImmutableArray<string> s_udfNames = ["name", "version", "parameters", "on_error", "default", "boost"];
    private static readonly ImmutableArray<string> s_onErrorNames = ["fail", "skip", "false", "default"];

    private static TermsQuery ParseTerm(QueryJson json)
    {
        (string field, QueryJson body) = json.OnlyProperty("term");
        if (!IsObject(body))
            return new TermsQuery(field, [FiniteValue(body, "a term")], LetterCase.Exact, Boost: 1);
        FieldValue? found = null;
        LetterCase letters = LetterCase.Exact;
        foreach ((string name, QueryJson value) in Known(body, "term", s_termNames))
        {
            found = name == "value" ? FiniteValue(value, "a term") : found;
            letters = name == "case_insensitive" ? CaseOf(value) : letters;
        }

        return new TermsQuery(field, [found ?? throw body.Error("term needs a value")], letters, BoostOf(body, s_termNames));
    }

    private TermsQuery ParseTerms(QueryJson json)
    {
        string? field = null;
        double boost = 1;
        ImmutableArray<FieldValue>.Builder values = ImmutableArray.CreateBuilder<FieldValue>();
        foreach ((string name, QueryJson value) in json.Properties("terms"))
        {
            if (name == "boost" && value.Kind == JsonValueKind.Number)
            {
                boost = NotNegative(value, "boost");
                continue;
            }

            if (field is not null)
                throw json.Error($"terms names one field, found '{field}' and '{name}'");
            field = name;
            if (value.Kind != JsonValueKind.Array)
                throw value.Error($"terms needs an array of values, found {value.Describe()}");
            foreach (QueryJson item in value.Items())
            {
                CheckCount(item, values.Count);
                values.Add(FiniteValue(item, "a term"));
            }
        }

        return new TermsQuery(field ?? throw json.Error("terms needs a field"), values.ToImmutable(), LetterCase.Exact, boost);
    }

    private static RangeQuery ParseRange(QueryJson json)
    {
        (string field, QueryJson body) = json.OnlyProperty("range");
        RangeBound? low = null;
        RangeBound? high = null;
        foreach ((string name, QueryJson value) in Known(body, "range", s_rangeNames))
        {
            if (name == "boost" || value.Kind == JsonValueKind.Null)
                continue;
            var bound = new RangeBound(FiniteValue(value, name), IsInclusive: name.EndsWith('e'));
            ref RangeBound? side = ref name[0] == 'g' ? ref low : ref high;
            if (side is not null)
                throw body.Error("a range has one lower and one upper bound, found two of a kind");
            side = bound;
        }

        return new RangeQuery(field, low, high, BoostOf(body, s_rangeNames));
    }

    private static ExistsQuery ParseExists(QueryJson json)
    {
        string? field = null;
        foreach ((string name, QueryJson value) in Known(json, "exists", s_existsNames))
            field = name == "field" ? value.Text("field") : field;
        return new ExistsQuery(field ?? throw json.Error("exists needs a field"), BoostOf(json, s_existsNames));
    }

    private IdsQuery ParseIds(QueryJson json)
    {
        ImmutableArray<string>.Builder ids = ImmutableArray.CreateBuilder<string>();
        foreach ((string name, QueryJson value) in Known(json, "ids", s_idsNames))
        {
            if (name != "values")
                continue;
            foreach (QueryJson item in value.OneOrMany())
            {
                CheckCount(item, ids.Count);
                ids.Add(item.Text("an id"));
            }
        }

        return new IdsQuery(ids.ToImmutable(), BoostOf(json, s_idsNames));
    }

    private QueryNode ParsePattern(QueryJson json, string clause, Func<string, string, LetterCase, double, QueryNode> make)
    {
        (string field, QueryJson body) = json.OnlyProperty(clause);
        if (!IsObject(body))
            return make(field, Pattern(body, clause), LetterCase.Exact, 1);
        string? text = null;
        LetterCase letters = LetterCase.Exact;
        foreach ((string name, QueryJson value) in Known(body, clause, s_termNames))
        {
            text = name == "value" ? Pattern(value, clause) : text;
            letters = name == "case_insensitive" ? CaseOf(value) : letters;
        }

        return make(field, text ?? throw body.Error($"{clause} needs a value"), letters, BoostOf(body, s_termNames));
    }

    // Matching takes up to pattern times text steps for each distinct text of the field.
    private string Pattern(QueryJson json, string clause)
    {
        string text = json.Text(clause);
        int maximum = _limits.MaximumPatternCharacters;
        return text.Length <= maximum ? text : throw json.Error(SearchErrorKind.IllegalArgument, $"a pattern has at most {maximum} characters, found {text.Length}");
    }

    private static UdfQuery ParseUdf(QueryJson json) => new(ParseUdfCall(json), BoostOf(json, s_udfNames));

    /// <summary>The body of a <c>wasm_udf</c>, as a clause or as a computed field.</summary>
    public static UdfCall ParseUdfCall(QueryJson json)
    {
        string? udf = null;
        string? version = null;
        JsonElement? parameters = null;
        JsonElement? fallback = null;
        OnUdfError onError = OnUdfError.Fail;
        foreach ((string name, QueryJson value) in Known(json, "wasm_udf", s_udfNames))
        {
            switch (name)
            {
                case "name": udf = value.Text("name"); break;
                case "version": version = value.Kind == JsonValueKind.Null ? null : value.Text("version"); break;
                case "parameters" when value.Kind == JsonValueKind.Null: break;
                case "parameters" when IsObject(value): parameters = value.Element.Clone(); break;
                case "parameters": throw value.Error($"parameters must be an object, found {value.Describe()}");
                case "on_error": onError = ParseOnError(value); break;
                case "default": fallback = value.Element.Clone(); break;
            }
        }

        if ((onError == OnUdfError.Default) != (fallback is not null))
            throw json.Error("wasm_udf takes \"default\" together with \"on_error\": \"default\", and neither alone");
        return new UdfCall(udf ?? throw json.Error("wasm_udf needs a name"), version, parameters, onError, fallback, json.Path.ToString());
    }

    private static OnUdfError ParseOnError(QueryJson json)
    {
        string text = json.Text("on_error");
        int index = s_onErrorNames.IndexOf(text);
        return 0 <= index ? (OnUdfError)index : throw json.Unknown("on_error", text, s_onErrorNames);
    }

    private static LetterCase CaseOf(QueryJson json) => json.Boolean("case_insensitive") ? LetterCase.Ignored : LetterCase.Exact;

    private void CheckCount(QueryJson json, int count)
    {
        if (count == _limits.MaximumTerms)
            throw json.Error(SearchErrorKind.TooManyClauses, $"a list of values has at most {_limits.MaximumTerms}, more found");
    }
}
