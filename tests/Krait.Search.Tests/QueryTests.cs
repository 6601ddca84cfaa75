using System;
using Krait.Search.Tests.Testing;

namespace Krait.Search.Tests;

/// <summary>Every clause over five documents, with answers worked out by hand.</summary>
public sealed class QueryTests : IDisposable
{
    private readonly TestStore _store = new();

    public QueryTests()
    {
        _store.Put("1", "{'title': 'Red running shoes', 'price': 80, 'tags': ['sport', 'red'], 'stock': true, 'size': {'eu': 42}}");
        _store.Put("2", "{'title': 'Blue running jacket', 'price': 120.5, 'tags': ['sport', 'blue'], 'stock': false}");
        _store.Put("3", "{'title': 'Red wine glass', 'price': 15, 'tags': ['kitchen'], 'stock': true, 'note': null}");
        _store.Put("4", "{'title': 'Shoes for red carpets', 'price': 300, 'tags': [], 'day': '2024-05-01'}");
        _store.Put("5", "{'title': 'Caf\u00e9 table', 'price': 15, 'tags': ['kitchen', 'Red Sale'], 'day': '2025-01-31'}");
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("{'match_all': {}}", "1 2 3 4 5")]
    [InlineData("{'match_none': {}}", "")]
    [InlineData("{'match': {'title': 'red'}}", "1 3 4")]
    [InlineData("{'match': {'title': 'RED shoes'}}", "1 3 4")]
    [InlineData("{'match': {'title': {'query': 'red shoes', 'operator': 'and'}}}", "1 4")]
    [InlineData("{'match': {'title': {'query': 'red running shoes', 'minimum_should_match': 2}}}", "1 4")]
    [InlineData("{'match': {'title': {'query': 'red running shoes', 'minimum_should_match': '-1'}}}", "1 4")]
    [InlineData("{'match': {'title': {'query': 'red running shoes', 'minimum_should_match': '67%'}}}", "1 4")]
    [InlineData("{'match': {'title': {'query': 'red running shoes', 'minimum_should_match': 4}}}", "")]
    [InlineData("{'match': {'title': 'cafe'}}", "5")]
    [InlineData("{'match': {'title': '!!!'}}", "")]
    [InlineData("{'match': {'title': 'red\\' OR title : *'}}", "1 3 4")]
    [InlineData("{'match': {'price': 80}}", "1")]
    [InlineData("{'match': {'absent': 'x'}}", "")]
    [InlineData("{'match_phrase': {'title': 'running shoes'}}", "1")]
    [InlineData("{'match_phrase': {'title': 'shoes running'}}", "")]
    [InlineData("{'match_phrase': {'tags': 'sport red'}}", "")]
    [InlineData("{'match_phrase': {'tags': 'red sale'}}", "5")]
    [InlineData("{'multi_match': {'query': 'red', 'fields': ['title', 'tags']}}", "1 3 4 5")]
    [InlineData("{'multi_match': {'query': 'red', 'fields': ['t*^2']}}", "1 3 4 5")]
    [InlineData("{'multi_match': {'query': 'red'}}", "1 3 4 5")]
    [InlineData("{'multi_match': {'query': 'red sale', 'type': 'phrase'}}", "5")]
    [InlineData("{'term': {'tags': 'sport'}}", "1 2")]
    [InlineData("{'term': {'tags': 'Red Sale'}}", "5")]
    [InlineData("{'term': {'tags.keyword': 'Red Sale'}}", "5")]
    [InlineData("{'term': {'tags': 'red sale'}}", "")]
    [InlineData("{'term': {'tags': {'value': 'red sale', 'case_insensitive': true}}}", "5")]
    [InlineData("{'term': {'price': 15}}", "3 5")]
    [InlineData("{'term': {'price': 15.0}}", "3 5")]
    [InlineData("{'term': {'price': '15'}}", "3 5")]
    [InlineData("{'term': {'stock': true}}", "1 3")]
    [InlineData("{'term': {'size.eu': 42}}", "1")]
    [InlineData("{'terms': {'price': [15, 80]}}", "1 3 5")]
    [InlineData("{'terms': {'tags': []}}", "")]
    [InlineData("{'range': {'price': {'gte': 15, 'lt': 120.5}}}", "1 3 5")]
    [InlineData("{'range': {'price': {'gt': 15}}}", "1 2 4")]
    [InlineData("{'range': {'price': {'lte': '80'}}}", "1 3 5")]
    [InlineData("{'range': {'day': {'gte': '2024-06-01'}}}", "5")]
    [InlineData("{'range': {'day': {'lt': '2025'}}}", "4")]
    [InlineData("{'range': {'title': {'gte': 5}}}", "")]
    [InlineData("{'range': {'day': {}}}", "4 5")]
    [InlineData("{'exists': {'field': 'day'}}", "4 5")]
    [InlineData("{'exists': {'field': 'note'}}", "")]
    [InlineData("{'exists': {'field': 'tags'}}", "1 2 3 5")]
    [InlineData("{'exists': {'field': 'size'}}", "1")]
    [InlineData("{'ids': {'values': ['5', '1', '9', '1']}}", "1 5")]
    [InlineData("{'prefix': {'tags': 'ki'}}", "3 5")]
    [InlineData("{'prefix': {'title': 'red'}}", "")]
    [InlineData("{'prefix': {'title': {'value': 'red', 'case_insensitive': true}}}", "1 3")]
    [InlineData("{'wildcard': {'tags': '*e*'}}", "1 2 3 5")]
    [InlineData("{'wildcard': {'tags': '?ed'}}", "1")]
    [InlineData("{'wildcard': {'tags': {'value': 'R*\\\\*'}}}", "")]
    [InlineData("{'constant_score': {'filter': {'term': {'tags': 'sport'}}, 'boost': 3}}", "1 2")]
    [InlineData("{'bool': {}}", "1 2 3 4 5")]
    [InlineData("{'bool': {'must': {'match': {'title': 'red'}}, 'must_not': [{'term': {'tags': 'sport'}}]}}", "3 4")]
    [InlineData("{'bool': {'filter': [{'range': {'price': {'lt': 100}}}, {'term': {'stock': true}}]}}", "1 3")]
    [InlineData("{'bool': {'should': [{'term': {'price': 300}}, {'term': {'stock': false}}]}}", "2 4")]
    [InlineData("{'bool': {'must': {'term': {'stock': true}}, 'should': [{'term': {'price': 300}}]}}", "1 3")]
    [InlineData("{'bool': {'should': [{'term': {'price': 15}}, {'term': {'stock': true}}, {'match': {'title': 'red'}}], 'minimum_should_match': 2}}", "1 3")]
    [InlineData("{'bool': {'must': {'bool': {'should': [{'bool': {'must_not': {'exists': {'field': 'stock'}}}}]}}}}", "4 5")]
    public void Finds(string query, string ids) => Assert.Equal(ids, _store.Ids(query));
}
