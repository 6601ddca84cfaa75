using System;
using System.Linq;
using System.Text;
using Krait.Search.Tests.Testing;

namespace Krait.Search.Tests;

/// <summary>Storing, replacing, changing and removing documents; mappings; durability over reopening.</summary>
public sealed class DocumentTests : IDisposable
{
    private readonly TestStore _store = new(SearchLimits.Default with { MaximumFieldsPerIndex = 8, MaximumValuesPerDocument = 50 });

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ReplacesWhatWasIndexed()
    {
        _store.Put("1", "{'t': 'old text', 'n': 1}");
        _store.Put("1", "{'t': 'new text'}");
        Assert.Equal("", _store.Ids("{'match': {'t': 'old'}}"));
        Assert.Equal("", _store.Ids("{'exists': {'field': 'n'}}"));
        Assert.Equal("1", _store.Ids("{'match': {'t': 'new'}}"));
        StoredDocument document = _store.Store.GetDocument("t", "1");
        Assert.Equal((2L, 1L), (document.Version, document.SequenceNumber));
        Assert.Equal(1, _store.Store.DescribeIndex("t").Documents);
    }

    [Fact]
    public void RemovesEverything()
    {
        _store.Put("1", "{'t': 'some text', 'n': 1}");
        Assert.Equal(WriteResult.Deleted, _store.Store.DeleteDocument("t", "1").Result);
        Assert.Equal(WriteResult.NotFound, _store.Store.DeleteDocument("t", "1").Result);
        Assert.Equal("", _store.Ids("{'bool': {'should': [{'match_all': {}}, {'match': {'t': 'text'}}, {'term': {'n': 1}}]}}"));
        Assert.Equal(SearchErrorKind.DocumentNotFound, Assert.Throws<SearchException>(() => _store.Store.GetDocument("t", "1")).Kind);
        Assert.Equal(0, _store.Store.DescribeIndex("t").Documents);
    }

    [Fact]
    public void DropsAnIndexAndLeavesOthers()
    {
        _store.Put("1", "{'t': 'one'}", "a");
        _store.Put("1", "{'t': 'one'}", "b");
        _store.Store.DeleteIndex("a");
        Assert.Equal(SearchErrorKind.IndexNotFound, Assert.Throws<SearchException>(() => _store.Search("{}", "a")).Kind);
        Assert.Equal(SearchErrorKind.IndexNotFound, Assert.Throws<SearchException>(() => _store.Store.DeleteIndex("a")).Kind);
        Assert.Single(_store.Search("{'query': {'match': {'t': 'one'}}}", "b").Hits);
        _store.Put("2", "{'t': 'two'}", "a");
        Assert.Equal(["a", "b"], _store.Store.ListIndices().Select(index => index.Name));
        Assert.Equal("2", _store.Search("{}", "a").Hits.Single().Id);
    }

    [Fact]
    public void RefusesToCreateTwice()
    {
        _store.Store.CreateIndex("x", default);
        Assert.Equal(SearchErrorKind.IndexAlreadyExists, Assert.Throws<SearchException>(() => _store.Store.CreateIndex("x", default)).Kind);
        _store.Put("1", "{}", "x");
        SearchException error = Assert.Throws<SearchException>(() => _store.Store.PutDocument("x", "1", TestStore.Json("{}"), WriteMode.Create));
        Assert.Equal(SearchErrorKind.VersionConflict, error.Kind);
    }

    [Fact]
    public void AppliesEveryBulkAction()
    {
        const string Body = """
            {'index': {'_id': '1'}}
            {'a': 1, 'o': {'x': 1, 'y': 2}}
            {'create': {'_id': '2'}}
            {'a': 2}
            {'create': {'_id': '1'}}
            {'a': 3}
            {'update': {'_id': '1'}}
            {'doc': {'o': {'y': 3}, 'b': 'new'}}

            {'update': {'_id': '9'}}
            {'doc': {'a': 9}}
            {'update': {'_id': '8'}}
            {'doc': {'a': 8}, 'doc_as_upsert': true}
            {'delete': {'_id': '2'}}
            {'delete': {'_id': '7'}}
            {'index': {'_index': 'other'}}
            {'a': 5}
            {'index': {'_id': 'bad'}}
            {'a': }
            {'index': {'_id': 'last'}}
            {'a': 6}
            """;
        BulkOutcome outcome = _store.Store.Bulk("t", TestStore.Json(Body));
        Assert.True(outcome.HasErrors);
        Assert.Equal(
            "Created Created VersionConflict Updated DocumentNotFound Created Deleted NotFound Created DocumentParsing Created",
            string.Join(' ', outcome.Items.Select(item => item.Error?.Kind.ToString() ?? item.Outcome!.Result.ToString())));
        Assert.Equal("1 8 last", _store.Ids("{'match_all': {}}"));
        Assert.Equal("{\"a\":1,\"o\":{\"x\":1,\"y\":3},\"b\":\"new\"}", Encoding.UTF8.GetString(_store.Store.GetDocument("t", "1").Source.Span));
        Assert.Equal(32, _store.Search("{}", "other").Hits.Single().Id.Length);
        Assert.Equal("1", _store.Ids("{'term': {'o.y': 3}}"));
        Assert.Equal("", _store.Ids("{'term': {'o.y': 2}}"));
    }

    [Theory]
    [InlineData("", "a bulk request has at least one line")]
    [InlineData("{'index': {'_id': '1'}}\n{'a': 1}\n{'inedx': {}}\n{}\n", "bulk request, line 3: unknown bulk action 'inedx' at the request body, did you mean 'index'?")]
    [InlineData("{'index': {'_id': '1'}}\n{'a': 1}\n{'index': {}}", "bulk request, line 3: 'index' must be followed by a line with the document")]
    [InlineData("{'index': {'_id': '1'}}\n{'a': 1}\n{'index'", "bulk request, line 3:")]
    [InlineData("{'index': {'_ids': '1'}}\n{}\n", "unknown bulk property '_ids' at index, did you mean '_id'?")]
    public void WritesNothingWhenAnActionLineIsWrong(string body, string part)
    {
        SearchException error = Assert.Throws<SearchException>(() => _store.Store.Bulk("t", TestStore.Json(body)));
        Assert.Contains(part, error.Message);
        Assert.Empty(_store.Store.ListIndices());
    }

    [Theory]
    [InlineData("[]", "a document must be a JSON object")]
    [InlineData("{'a': 1} {}", "line 1, column 10")]
    [InlineData("{'a': 1, 'a': 2}", "Duplicate property 'a'")]
    [InlineData("{'a': 1e999}", "field [a] holds a number beyond the range")]
    [InlineData("{'a': '\\ud800'}", "field [a] holds a half of a surrogate pair")]
    [InlineData("{'': 1}", "a field name under [] is empty")]
    [InlineData("{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':1}", "an index has at most 8 fields, this document brings 9 to the 0 there are")]
    [InlineData("{'a':[0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]}", "a document has at most 50 values")]
    [InlineData("{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{}}}}}}}}}}}}}}}}}}}}}", "nest deeper than 20 levels")]
    public void RefusesDocumentsThatAreNotAllowed(string document, string part)
    {
        SearchException error = Assert.Throws<SearchException>(() => _store.Put("1", document));
        Assert.Contains(part, error.Message);
        Assert.Empty(_store.Store.ListIndices());
    }

    [Fact]
    public void RefusesIdsThatAreNotAllowed()
    {
        Assert.Contains("1 to 512 bytes", Assert.Throws<SearchException>(() => _store.Put("", "{}")).Message);
        Assert.Contains("found 514", Assert.Throws<SearchException>(() => _store.Put(new string('\u00e9', 257), "{}")).Message);
        Assert.Contains("U+0000", Assert.Throws<SearchException>(() => _store.Put("a\0b", "{}")).Message);
        _store.Put("'; DROP TABLE documents; --", "{}");
        Assert.Equal("'; DROP TABLE documents; --", _store.Ids("{'match_all': {}}"));
    }

    [Fact]
    public void FollowsItsMapping()
    {
        _store.Store.CreateIndex("m", TestStore.Json(
            "{'mappings': {'dynamic': 'strict', 'properties': {'n': {'type': 'integer'}, 'k': {'type': 'keyword'}, 'd': {'type': 'date'},"
            + "'t': {'type': 'text', 'fields': {'keyword': {'type': 'keyword'}}}, 'o': {'properties': {'b': {'type': 'boolean'}}}}}}"));
        _store.Put("1", "{'n': '42', 'k': 'Some Words', 'd': '2024-05-01T12:00:00Z', 't': 'Some Words', 'o': {'b': 'true'}}", "m");
        _store.Put("2", "{'n': 7, 'd': 1714564800001}", "m");
        string Ids(string query) => string.Join(' ', _store.Search($"{{'query': {query}}}", "m").Hits.Select(hit => hit.Id));
        Assert.Equal("1", Ids("{'term': {'n': 42}}"));
        Assert.Equal("1", Ids("{'range': {'n': {'gt': 41.5}}}"));
        Assert.Equal("", Ids("{'match': {'k': 'words'}}"));
        Assert.Equal("1", Ids("{'match': {'k': 'Some Words'}}"));
        Assert.Equal("1", Ids("{'match': {'t': 'words'}}"));
        Assert.Equal("1", Ids("{'term': {'t.keyword': 'Some Words'}}"));
        Assert.Equal("1", Ids("{'term': {'o.b': true}}"));
        Assert.Equal("2", Ids("{'range': {'d': {'gt': '2024-05-01T14:00:00+02:00'}}}"));
        Assert.Contains("field [n] of type [long] cannot hold 'x'", Assert.Throws<SearchException>(() => _store.Put("3", "{'n': 'x'}", "m")).Message);
        Assert.Contains("cannot hold '1.5'", Assert.Throws<SearchException>(() => _store.Put("3", "{'n': 1.5}", "m")).Message);
        Assert.Contains("cannot hold 'May 1'", Assert.Throws<SearchException>(() => _store.Put("3", "{'d': 'May 1'}", "m")).Message);
        Assert.Equal(SearchErrorKind.StrictMapping, Assert.Throws<SearchException>(() => _store.Put("3", "{'z': 1}", "m")).Kind);
        Assert.Contains("cannot be compared with 'x'", Assert.Throws<SearchException>(() => Ids("{'term': {'n': 'x'}}")).Message);
        Assert.Equal(["d:date", "k:keyword", "n:long", "o.b:boolean", "t:text"], _store.Store.DescribeIndex("m").Fields.Select(field => $"{field.Path}:{field.Type}"));
    }

    [Theory]
    [InlineData("{'mapping': {}}", "did you mean 'mappings'?")]
    [InlineData("{'mappings': {'properties': {'a': {'type': 'txt'}}}}", "unknown field type 'txt' at mappings.properties.a, did you mean 'text'?")]
    [InlineData("{'mappings': {'properties': {'a': {'type': 'geo_point'}}}}", "unknown field type 'geo_point'")]
    [InlineData("{'settings': {'number_of_shards': 3}}", "settings are not supported")]
    public void RefusesWrongMappings(string body, string part) =>
        Assert.Contains(part, Assert.Throws<SearchException>(() => _store.Store.CreateIndex("m", TestStore.Json(body))).Message);

    [Fact]
    public void IgnoresFieldsThatTheMappingLeavesOut()
    {
        _store.Store.CreateIndex("t", TestStore.Json("{'mappings': {'dynamic': false, 'properties': {'a': {'type': 'long'}}}}"));
        _store.Put("1", "{'a': 1, 'b': 2}");
        Assert.Equal("", _store.Ids("{'term': {'b': 2}}"));
        Assert.Equal("1", _store.Ids("{'term': {'a': 1}}"));
    }

    [Fact]
    public void TakesFieldsOfSeveralKinds()
    {
        _store.Put("1", "{'v': 5}");
        _store.Put("2", "{'v': '5'}");
        _store.Put("3", "{'v': 'five 5'}");
        _store.Put("4", "{'v': true}");
        Assert.Equal("1 2", _store.Ids("{'term': {'v': 5}}"));
        Assert.Equal("1 2", _store.Ids("{'term': {'v': '5'}}"));
        Assert.Equal("2 3", _store.Ids("{'match': {'v': '5'}}"));
        Assert.Equal("1", _store.Ids("{'range': {'v': {'gte': 0}}}"));
        Assert.Equal("4", _store.Ids("{'term': {'v': true}}"));
    }

    [Fact]
    public void ComparesLongTextsWhole()
    {
        string text = new string('x', 5000);
        _store.Put("1", $"{{'v': '{text}a'}}");
        _store.Put("2", $"{{'v': '{text}b'}}");
        Assert.Equal("1", _store.Ids($"{{'term': {{'v': '{text}a'}}}}"));
        Assert.Equal("", _store.Ids($"{{'term': {{'v': '{text}'}}}}"));
        Assert.Equal("1 2", _store.Ids("{'prefix': {'v': 'xxx'}}"));
    }

    [Fact]
    public void KeepsEverythingOverReopening()
    {
        _store.Put("1", "{'t': 'some text', 'n': 1}");
        _store.Reopen();
        Assert.Equal("1", _store.Ids("{'bool': {'must': [{'match': {'t': 'text'}}, {'term': {'n': 1}}]}}"));
        _store.Put("2", "{'t': 'more text', 'new': true}");
        _store.Reopen();
        Assert.Equal("1 2", _store.Ids("{'match': {'t': 'text'}}"));
        Assert.Equal("2", _store.Ids("{'term': {'new': true}}"));
    }
}
