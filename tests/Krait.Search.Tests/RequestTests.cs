using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Krait.Search.Tests.Testing;
using Krait.Udf;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Tests;

/// <summary>Paging, sorting, totals, sources, ranking.</summary>
public sealed class RequestTests : IDisposable
{
    private readonly TestStore _store = new();

    public RequestTests()
    {
        _store.Put("a", "{'name': 'pear', 'n': 3, 'tags': [5, 1], 'deep': {'x': 1, 'y': {'z': 2}}, 'list': [{'k': 1, 'v': 2}, {'k': 3}]}");
        _store.Put("b", "{'name': 'apple', 'n': 1.5, 'tags': [2]}");
        _store.Put("c", "{'name': 'fig', 'n': 10}");
        _store.Put("d", "{'name': 'Apple', 'tags': [4]}");
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("{'sort': 'n'}", "b a c d")]
    [InlineData("{'sort': [{'n': 'desc'}]}", "c a b d")]
    [InlineData("{'sort': [{'n': {'order': 'desc', 'missing': '_first'}}]}", "d c a b")]
    [InlineData("{'sort': [{'n': {'order': 'asc', 'missing': 5}}]}", "b a d c")]
    [InlineData("{'sort': 'name'}", "d b c a")]
    [InlineData("{'sort': [{'tags': 'asc'}]}", "a b d c")]
    [InlineData("{'sort': [{'tags': 'desc'}]}", "a d b c")]
    [InlineData("{'sort': [{'tags': {'order': 'desc', 'mode': 'min'}}]}", "d b a c")]
    [InlineData("{'sort': [{'absent': 'asc'}, {'_id': 'desc'}]}", "d c b a")]
    [InlineData("{'sort': '_doc', 'from': 1, 'size': 2}", "b c")]
    [InlineData("{'sort': [{'_doc': 'desc'}]}", "d c b a")]
    [InlineData("{'from': 3, 'size': 5}", "d")]
    [InlineData("{'from': 9}", "")]
    [InlineData("{'size': 0}", "")]
    [InlineData("", "a b c d")]
    public void Orders(string body, string ids) => Assert.Equal(ids, _store.Ranked(body));

    [Fact]
    public void ShowsSortValuesAndNoScores()
    {
        SearchResult result = _store.Search("{'sort': [{'n': 'desc'}, '_id']}");
        Assert.Equal("[10,c] [3,a] [1.5,b] [,d]", string.Join(' ', result.Hits.Select(hit => $"[{string.Join(',', hit.Sort)}]")));
        Assert.Null(result.MaximumScore);
        Assert.All(result.Hits, hit => Assert.Null(hit.Score));
        Assert.Equal(1, _store.Search("{'sort': ['_score']}").MaximumScore);
    }

    [Theory]
    [InlineData("true", 4L, true)]
    [InlineData("3", 3L, false)]
    [InlineData("4", 4L, true)]
    public void CountsUpToTheBoundAskedFor(string track, long value, bool isExact) =>
        Assert.Equal(new SearchTotal(value, isExact), _store.Search($"{{'track_total_hits': {track}}}").Total);

    [Fact]
    public void GivesNoTotalWhenNoneIsWanted() => Assert.Null(_store.Search("{'track_total_hits': false}").Total);

    [Theory]
    [InlineData("false", null)]
    [InlineData("['n', 'deep.y']", "{'n':3,'deep':{'y':{'z':2}}}")]
    [InlineData("'list.k'", "{'list':[{'k':1},{'k':3}]}")]
    [InlineData("{'includes': ['deep*'], 'excludes': ['*.z']}", "{'deep':{'x':1,'y':{}}}")]
    [InlineData("{'excludes': ['deep', 'list', 'tags']}", "{'name':'pear','n':3}")]
    [InlineData("'absent'", "{}")]
    public void ShowsThePartsAskedFor(string source, string? json)
    {
        ReadOnlyMemory<byte>? shown = _store.Search($"{{'query': {{'ids': {{'values': 'a'}}}}, '_source': {source}}}").Hits.Single().Source;
        Assert.Equal(json?.Replace('\'', '"'), shown is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null);
    }

    [Fact]
    public void KeepsTheSourceByteForByte()
    {
        const string Text = "{ \"a\" : 1.0 , \"b\": \"\\u00e9\" }";
        _store.Store.PutDocument("raw", "1", Encoding.UTF8.GetBytes(Text), WriteMode.Replace);
        Assert.Equal(Text, Encoding.UTF8.GetString(_store.Search("{}", "raw").Hits.Single().Source!.Value.Span));
    }

    [Fact]
    public void RanksRarerWordsAndShorterTextsHigher()
    {
        for (int i = 0; i < 20; i++)
            _store.Put("common" + i, "{'t': 'common word in a long line of text about nothing'}", "rank");
        _store.Put("rare-long", "{'t': 'common word with a rare one in a long line of text about nothing'}", "rank");
        _store.Put("rare-short", "{'t': 'rare word'}", "rank");
        SearchResult result = _store.Search("{'query': {'match': {'t': 'rare common'}}}", "rank");
        Assert.Equal(["rare-short", "rare-long"], result.Hits.Take(2).Select(hit => hit.Id));
        Assert.True(result.Hits[0].Score > result.Hits[1].Score);
        Assert.True(result.Hits[1].Score > result.Hits[2].Score);
        Assert.All(result.Hits, hit => Assert.True(hit.Score >= 0));
        Assert.Equal(result.Hits[0].Score, result.MaximumScore);
    }

    [Fact]
    public void RanksAsFullTextSearchOfSqliteDoes()
    {
        string[] texts = ["red fox", "the red red fox jumps", "lazy dog", "a fox and a dog and a red kite", "kite", "brown bear brown", "red"];
        using var plain = new SqliteStore(path: null);
        using SqliteConnection connection = plain.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE VIRTUAL TABLE plain USING fts5(body)";
        command.ExecuteNonQuery();
        for (int i = 0; i < texts.Length; i++)
        {
            _store.Put("f" + i, $"{{'body': '{texts[i]}', 'other': 'red'}}", "fts");
            command.CommandText = $"INSERT INTO plain(rowid, body) VALUES({i}, '{texts[i]}')";
            command.ExecuteNonQuery();
        }

        command.CommandText = "SELECT 'f' || rowid, -bm25(plain) FROM plain WHERE plain MATCH 'red OR fox' ORDER BY bm25(plain), rowid";
        using SqliteDataReader reader = command.ExecuteReader();
        IReadOnlyList<SearchHit> hits = _store.Search("{'query': {'match': {'body': 'Red fox!'}}}", "fts").Hits;
        foreach (SearchHit hit in hits)
        {
            Assert.True(reader.Read());
            Assert.Equal((reader.GetString(0), reader.GetDouble(1)), (hit.Id, hit.Score!.Value));
        }

        Assert.False(reader.Read());
        Assert.Equal(4, hits.Count);
    }

    [Fact]
    public void BoostsScores()
    {
        double plain = _store.Search("{'query': {'match': {'name': 'fig'}}}").MaximumScore!.Value;
        double boosted = _store.Search("{'query': {'match': {'name': {'query': 'fig', 'boost': 3}}}}").MaximumScore!.Value;
        Assert.Equal(3 * plain, boosted, tolerance: 1e-9);
        double best = _store.Search("{'query': {'multi_match': {'query': 'fig', 'fields': ['name', 'name^5']}}}").MaximumScore!.Value;
        Assert.Equal(5 * plain, best, tolerance: 1e-9);
    }

    [Fact]
    public void LeavesOutHitsBelowTheMinimumScore() =>
        Assert.Equal("b", _store.Ranked("{'query': {'bool': {'should': [{'match_all': {}}, {'term': {'name': 'apple'}}]}}, 'min_score': 2}"));

    [Fact]
    public void WritesTheShapeOfOpenSearch()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer))
            _store.Search("{'query': {'term': {'name': 'fig'}}}").WriteTo(writer);
        string text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        string rest = text[text.IndexOf("\"timed_out\"", StringComparison.Ordinal)..];
        Assert.Equal(
            "'timed_out':false,'_shards':{'total':1,'successful':1,'skipped':0,'failed':0},'hits':{'total':{'value':1,'relation':'eq'},'max_score':1,"
                .Replace('\'', '"') + "\"hits\":[{\"_index\":\"t\",\"_id\":\"c\",\"_score\":1,\"_source\":{\"name\": \"fig\", \"n\": 10}}]}}",
            rest);
    }

    [Fact]
    public void SeesOneStateWhileOthersWrite()
    {
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            // Both documents change in one transaction, so a search sees both old or both new.
            for (int i = 0; !stop.IsCancellationRequested; i++)
                _store.Store.Bulk("pair", TestStore.Json($"{{'index':{{'_id':'1'}}}}\n{{'v':{i},'w':'x{i}'}}\n{{'index':{{'_id':'2'}}}}\n{{'v':{i},'w':'x{i}'}}\n"));
        });
        _store.Store.CreateIndex("pair", default);
        writer.Start();
        for (int i = 0; i < 50; i++)
        {
            SearchResult result = _store.Search("{'query': {'match': {'w': 'x*'}}, 'sort': 'v'}", "pair");
            SearchResult all = _store.Search("{'sort': 'v'}", "pair");
            Assert.Equal(0, result.Total!.Value);
            Assert.Single(all.Hits.Select(hit => hit.Sort[0].ToString()).Append(all.Hits.Count == 0 ? "" : all.Hits[0].Sort[0].ToString()).Distinct());
        }

        stop.Cancel();
        writer.Join();
    }
}
