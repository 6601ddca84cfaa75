using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Krait.Search.Query;

/// <summary>The body of a search -> <see cref="SearchRequest"/>.</summary>
internal static class SearchRequestParser
{
    private static readonly FrozenDictionary<string, Func<SearchRequest, QueryJson, SearchLimits, SearchRequest>> s_properties =
        new Dictionary<string, Func<SearchRequest, QueryJson, SearchLimits, SearchRequest>>
        {
            ["query"] = static (request, json, limits) => request with { Query = QueryParser.Parse(json, limits) },
            ["from"] = static (request, json, limits) => request with { From = json.Count("from", limits.MaximumResultWindow) },
            ["size"] = static (request, json, limits) => request with { Size = json.Count("size", limits.MaximumResultWindow) },
            ["sort"] = static (request, json, limits) => request with { Sort = SortParser.Parse(json, limits) },
            ["_source"] = static (request, json, limits) => request with { Source = ParseSource(json, limits) },
            ["track_total_hits"] = static (request, json, _) => request with { TrackTotalHits = ParseTotal(json) },
            ["timeout"] = static (request, json, _) => request with { Timeout = ParseTimeout(json) },
            ["min_score"] = static (request, json, _) => request with { MinimumScore = json.Number("min_score") },
            ["script_fields"] = static (request, json, limits) => request with { ScriptFields = ParseScriptFields(json, limits) },
        }.ToFrozenDictionary();

    private static readonly ImmutableArray<(string Suffix, double Milliseconds)> s_timeUnits =
        [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    private static readonly ImmutableArray<string> s_sourceNames = ["includes", "excludes"];

    /// <summary>Parses a search; an absent query finds every document.</summary>
    /// <exception cref="SearchException">A property is unknown, of the wrong kind or too large.</exception>
    public static SearchRequest Parse(JsonElement body, SearchLimits limits)
    {
        var request = new SearchRequest { Query = new MatchAllQuery(Boost: 1) };
        var json = new QueryJson(body, JsonPath.Root);
        foreach ((string name, QueryJson value) in json.Properties("a search"))
        {
            if (!s_properties.TryGetValue(name, out Func<SearchRequest, QueryJson, SearchLimits, SearchRequest>? apply))
                throw json.Unknown("search property", name, s_properties.Keys);
            request = apply(request, value, limits);
        }

        if (limits.MaximumResultWindow < request.From + request.Size)
        {
            string reason = $"from + size must be at most {limits.MaximumResultWindow}, found {request.From + request.Size}";
            throw json.Error(SearchErrorKind.IllegalArgument, reason + "; narrow the query or sort and filter instead of paging that far,");
        }

        return request;
    }

    private static int ParseTotal(QueryJson json) => json.Kind switch
    {
        JsonValueKind.True => int.MaxValue,
        JsonValueKind.False => -1,
        _ => json.Count("track_total_hits", int.MaxValue - 1),
    };

    private static TimeSpan ParseTimeout(QueryJson json)
    {
        if (json.Kind == JsonValueKind.Number)
            return TimeSpan.FromMilliseconds(json.Count("timeout", int.MaxValue));
        string text = json.Text("timeout");
        foreach ((string suffix, double milliseconds) in s_timeUnits)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int amount))
            {
                return TimeSpan.FromMilliseconds(Math.Min(amount * milliseconds, int.MaxValue));
            }
        }

        throw json.Error($"timeout must be a time such as \"500ms\", \"2s\" or \"1m\", found {json.Describe()}");
    }

    private static SourceFilter ParseSource(QueryJson json, SearchLimits limits)
    {
        switch (json.Kind)
        {
            case JsonValueKind.True:
                return SourceFilter.Everything;
            case JsonValueKind.False:
                return SourceFilter.Everything with { IsWanted = false };
            case JsonValueKind.Object:
                SourceFilter filter = SourceFilter.Everything;
                foreach ((string name, QueryJson value) in json.Properties("_source"))
                {
                    if (!s_sourceNames.Contains(name))
                        throw json.Unknown("_source property", name, s_sourceNames);
                    filter = name == "includes" ? filter with { Includes = Patterns(value, limits) } : filter with { Excludes = Patterns(value, limits) };
                }

                return filter;
            default:
                return SourceFilter.Everything with { Includes = Patterns(json, limits) };
        }
    }

    private static List<string> Patterns(QueryJson json, SearchLimits limits)
    {
        var patterns = new List<string>();
        foreach (QueryJson item in json.OneOrMany())
        {
            if (patterns.Count == limits.MaximumSourcePaths)
                throw item.Error(SearchErrorKind.TooManyClauses, $"_source names at most {limits.MaximumSourcePaths} paths, more found");
            string path = item.Text("a path of _source");
            if (limits.MaximumPatternCharacters < path.Length)
                throw item.Error(SearchErrorKind.IllegalArgument, $"a path has at most {limits.MaximumPatternCharacters} characters, found {path.Length}");
            patterns.Add(path);
        }

        return patterns;
    }

    private static ImmutableArray<(string Name, UdfCall Call)> ParseScriptFields(QueryJson json, SearchLimits limits)
    {
        ImmutableArray<(string, UdfCall)>.Builder fields = ImmutableArray.CreateBuilder<(string, UdfCall)>();
        foreach ((string name, QueryJson value) in json.Properties("script_fields"))
        {
            if (fields.Count == limits.MaximumScriptFields)
                throw json.Error(SearchErrorKind.TooManyClauses, $"a search has at most {limits.MaximumScriptFields} script_fields, more found");
            (string kind, QueryJson body) = value.OnlyProperty("a script field");
            if (kind != "wasm_udf")
                throw value.Unknown("script field", kind, ["wasm_udf"]);
            fields.Add((name, QueryParser.ParseUdfCall(body)));
        }

        return fields.ToImmutable();
    }
}
