using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Search.Mapping;

namespace Krait.Search.Query;

/// <summary>The <c>sort</c> of a search: a field, an object or a list of either.</summary>
internal static class SortParser
{
    private static readonly ImmutableArray<string> s_names = ["order", "missing", "mode"];
    private static readonly ImmutableArray<string> s_orders = ["asc", "desc"];
    private static readonly ImmutableArray<string> s_modes = ["min", "max"];

    public static ImmutableArray<SortKey> Parse(QueryJson json, SearchLimits limits)
    {
        ImmutableArray<SortKey>.Builder keys = ImmutableArray.CreateBuilder<SortKey>();
        foreach (QueryJson item in json.OneOrMany())
        {
            if (keys.Count == limits.MaximumSortKeys)
                throw item.Error(SearchErrorKind.TooManyClauses, $"a search has at most {limits.MaximumSortKeys} sort keys, more found");
            keys.Add(ParseKey(item));
        }

        return keys.ToImmutable();
    }

    private static SortKey ParseKey(QueryJson json)
    {
        if (json.Kind == JsonValueKind.String)
            return Key(json.Text("a sort key"), order: null, mode: null, MissingValue.Last, missingAs: null);
        (string field, QueryJson body) = json.OnlyProperty("a sort key");
        if (body.Kind == JsonValueKind.String)
            return Key(field, (SortOrder)Choice(body, "order", s_orders), mode: null, MissingValue.Last, missingAs: null);

        SortOrder? order = null;
        SortMode? mode = null;
        MissingValue missing = MissingValue.Last;
        FieldValue? missingAs = null;
        foreach ((string name, QueryJson value) in body.Properties("a sort key"))
        {
            switch (name)
            {
                case "order": order = (SortOrder)Choice(value, "order", s_orders); break;
                case "mode": mode = (SortMode)Choice(value, "mode", s_modes); break;
                case "missing": (missing, missingAs) = ParseMissing(value); break;
                default: throw body.Unknown("sort property", name, s_names);
            }
        }

        return Key(field, order, mode, missing, missingAs);
    }

    private static SortKey Key(string field, SortOrder? order, SortMode? mode, MissingValue missing, FieldValue? missingAs)
    {
        SortOrder way = order ?? (field == "_score" ? SortOrder.Descending : SortOrder.Ascending);
        return new SortKey(field, way, mode ?? (way == SortOrder.Ascending ? SortMode.Minimum : SortMode.Maximum), missing, missingAs);
    }

    private static (MissingValue, FieldValue?) ParseMissing(QueryJson json)
    {
        FieldValue value = json.Value("missing");
        return value.Text switch
        {
            "_last" => (MissingValue.Last, null),
            "_first" => (MissingValue.First, null),
            _ => (MissingValue.Given, value),
        };
    }

    private static int Choice(QueryJson json, string what, ImmutableArray<string> choices)
    {
        string text = json.Text(what);
        int index = choices.IndexOf(text, 0, choices.Length, StringComparer.OrdinalIgnoreCase);
        return 0 <= index ? index : throw json.Unknown(what, text, choices);
    }
}
