using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Krait.Search.Query;
using Krait.Search.Storage;

namespace Krait.Search.Execution;

/// <summary>Puts found documents in the order asked for; documents that are equal in it stay in the order they were created in.</summary>
internal sealed class HitSorter
{
    private readonly IndexReader _reader;
    private readonly IReadOnlyList<SortKey> _keys;

    public HitSorter(IndexReader reader, IReadOnlyList<SortKey> keys)
    {
        _reader = reader;
        _keys = keys;
    }

    /// <summary>True when scores are not asked for: a sort that does not name them.</summary>
    public bool IgnoresScore => _keys.Count > 0 && _keys.All(key => key.Field != "_score");

    /// <summary>Places in <paramref name="found"/> of one page of hits, with the values each was sorted by.</summary>
    public List<(int Place, IReadOnlyList<JsonElement> Keys)> Page(Matches found, int from, int size)
    {
        if (found.Count <= from || size == 0)
            return [];
        List<Column> columns = [.. _keys.Select(key => ColumnOf(key, found))];
        int[] places = new int[found.Count];
        for (int i = 0; i < places.Length; i++)
            places[i] = i;
        Comparison<int> order = columns.Count == 0 ? (a, b) => ByScore(found, a, b) : (a, b) => ByColumns(columns, a, b);
        TopPlaces.Arrange(places, Math.Min(from + size, places.Length), order);
        return
        [
            .. places.Skip(from).Take(size)
                .Select(place => (place, (IReadOnlyList<JsonElement>)[.. columns.Select(column => JsonOf(column.Values[place]))])),
        ];
    }

    private static int ByScore(Matches found, int a, int b)
    {
        int order = found.ScoreAt(b).CompareTo(found.ScoreAt(a));
        return order != 0 ? order : a.CompareTo(b);
    }

    private static int ByColumns(List<Column> columns, int a, int b)
    {
        foreach (Column column in columns)
        {
            int order = column.Compare(a, b);
            if (order != 0)
                return order;
        }

        return a.CompareTo(b);
    }

    private Column ColumnOf(SortKey key, Matches found)
    {
        object?[] values = new object?[found.Count];
        switch (key.Field)
        {
            case "_score":
                for (int i = 0; i < values.Length; i++)
                    values[i] = found.ScoreAt(i);
                break;
            case "_doc":
                for (int i = 0; i < values.Length; i++)
                    values[i] = found.Docs[i];
                break;
            case "_id":
                int place = 0;
                _reader.VisitAscending(found.Docs, (_, id, _) => (values[place++] = id) is not null);
                break;
            default:
                FillField(key, found, values);
                break;
        }

        return new Column(key, values);
    }

    private void FillField(SortKey key, Matches found, object?[] values)
    {
        object? missing = key.MissingAs?.Key;
        Dictionary<long, object> keys = _reader.Index.FindField(key.Field) is { } field ? _reader.SortKeys(field, key.Mode) : [];
        for (int i = 0; i < values.Length; i++)
            values[i] = keys.GetValueOrDefault(found.Docs[i]) ?? missing;
    }

    private static JsonElement JsonOf(object? key) => key switch
    {
        null => JsonElement.Parse("null"u8),
        long number => JsonSerializer.SerializeToElement(number, SearchJson.Default.Int64),
        double number => JsonSerializer.SerializeToElement(number, SearchJson.Default.Double),
        _ => JsonSerializer.SerializeToElement((string)key, SearchJson.Default.String),
    };

    /// <summary>One sort key's value for each found document. Numbers come before texts, as in the value index.</summary>
    private sealed record Column(SortKey Key, object?[] Values)
    {
        public int Compare(int a, int b)
        {
            object? left = Values[a];
            object? right = Values[b];
            if (left is null || right is null)
            {
                int absent = (left is null ? 1 : 0) - (right is null ? 1 : 0);
                return Key.Missing == MissingValue.First ? -absent : absent;
            }

            int order = Compare(left, right);
            return Key.Order == SortOrder.Ascending ? order : -order;
        }

        private static int Compare(object left, object right) => (left, right) switch
        {
            (long a, long b) => a.CompareTo(b),
            (string a, string b) => string.CompareOrdinal(a, b),
            (string, _) => 1,
            (_, string) => -1,
            _ => Convert.ToDouble(left, null).CompareTo(Convert.ToDouble(right, null)),
        };
    }
}
