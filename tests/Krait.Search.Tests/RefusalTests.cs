using System;
using System.Linq;
using System.Text;
using System.Threading;
using Krait.Search.Tests.Testing;

namespace Krait.Search.Tests;

/// <summary>Wrong and hostile searches: each is refused with its place and a cure.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TestStore _store = new();

    public RefusalTests() => _store.Put("1", "{'n': 1}");

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("{'query': {'mtach': {}}}", "unknown query 'mtach' at query, did you mean 'match'?")]
    [InlineData("{'qurey': {}}", "unknown search property 'qurey' at the request body, did you mean 'query'?")]
    [InlineData("{'query': {'bool': {'filters': []}}}", "unknown bool property 'filters' at query.bool, did you mean 'filter'?")]
    [InlineData("{'query': {'bool': {'must': [{'match_all': {}}, 5]}}}", "a query must be an object, found 5 at query.bool.must[1]")]
    [InlineData("{'query': {}}", "a query must have exactly one property, found 0 at query")]
    [InlineData("{'query': {'term': {'a': 1, 'b': 2}}}", "term must have exactly one property, found 2 at query.term")]
    [InlineData("{'query': {'term': {'a': [1]}}}", "a term must be a string, a number or a boolean, found an array at query.term.a")]
    [InlineData("{'query': {'term': {'a': 1e999}}}", "a term is beyond the range of a 64-bit float at query.term.a")]
    [InlineData("{'query': {'range': {'a': {'gt': 1, 'gte': 2}}}}", "a range has one lower and one upper bound, found two of a kind at query.range.a")]
    [InlineData("{'query': {'match': {'a': {'query': 'x', 'operator': 'xor'}}}}", "operator must be \"and\" or \"or\", found 'xor' at query.match.a.operator")]
    [InlineData("{'query': {'match': {'a': {'query': 'x', 'boost': -1}}}}", "boost must be 0 or more, found -1 at query.match.a.boost")]
    [InlineData("{'query': {'match_all': {'bost': 1}}}", "unknown property 'bost' at query.match_all, did you mean 'boost'?")]
    [InlineData("{'query': {'multi_match': {'query': 'x', 'type': 'cross_fields'}}}", "unknown multi_match type 'cross_fields' at query.multi_match.type")]
    [InlineData("{'query': {'wasm_udf': {}}}", "wasm_udf needs a name at query.wasm_udf")]
    [InlineData("{'query': {'wasm_udf': {'name': 'f', 'on_error': 'ignore'}}}", "unknown on_error 'ignore' at query.wasm_udf.on_error; known here: fail, skip, false, default")]
    [InlineData("{'query': {'wasm_udf': {'name': 'f', 'default': 1}}}", "wasm_udf takes \"default\" together with \"on_error\": \"default\", and neither alone")]
    [InlineData("{'query': {'wasm_udf': {'name': 'f', 'parameters': []}}}", "parameters must be an object, found an array at query.wasm_udf.parameters")]
    [InlineData("{'size': -1}", "size must be a whole number of 0 or more, found -1 at size")]
    [InlineData("{'size': 10001}", "size must be at most 10000, found 10001 at size")]
    [InlineData("{'size': 10, 'from': 9991}", "from + size must be at most 10000, found 10001")]
    [InlineData("{'timeout': '5 parsecs'}", "timeout must be a time such as \"500ms\", \"2s\" or \"1m\", found '5 parsecs' at timeout")]
    [InlineData("{'sort': [{'n': {'oder': 'asc'}}]}", "unknown sort property 'oder' at sort[0].n, did you mean 'order'?")]
    [InlineData("{'sort': [{'n': 'up'}]}", "unknown order 'up' at sort[0].n")]
    [InlineData("{'_source': {'include': []}}", "unknown _source property 'include' at _source, did you mean 'includes'?")]
    [InlineData("{'script_fields': {'x': {'script': {}}}}", "unknown script field 'script' at script_fields.x")]
    [InlineData("[]", "a search must be an object, found an array at the request body")]
    [InlineData("{'size': 1} x", "line 1, column 13")]
    [InlineData("{'size': 1, 'size': 2}", "size")]
    [InlineData("{", "line 1, column 2")]
    public void SaysWhatIsWrongAndWhere(string body, string part)
    {
        SearchException error = _store.Refused(body);
        Assert.Contains(part, error.Message);
        Assert.Equal(400, SearchErrors.Of(error.Kind).Status);
    }

    [Fact]
    public void RefusesDeepJson() => Assert.Equal(SearchErrorKind.Parsing, Raw(new string('[', 1_000_000)).Kind);

    [Fact]
    public void RefusesDeepQueries()
    {
        string query = string.Concat(Enumerable.Repeat("{'bool':{'filter':", 21)) + "{'match_all':{}}" + new string('}', 42);
        SearchException error = _store.Refused($"{{'query': {query}}}");
        Assert.Equal(SearchErrorKind.TooManyClauses, error.Kind);
        Assert.Contains("at most 20 deep", error.Message);
    }

    [Fact]
    public void RefusesTenThousandClauses()
    {
        string clauses = string.Join(',', Enumerable.Repeat("{'term':{'n':1}}", 10_000));
        SearchException error = _store.Refused($"{{'query': {{'bool': {{'should': [{clauses}]}}}}}}");
        Assert.Equal(SearchErrorKind.TooManyClauses, error.Kind);
        Assert.Contains("at most 1024 clauses", error.Message);
    }

    [Fact]
    public void RefusesTooManyWordsAndValues()
    {
        Assert.Equal(SearchErrorKind.TooManyClauses, _store.Refused($"{{'query': {{'match': {{'n': '{string.Join(' ', Enumerable.Range(0, 1025))}'}}}}}}").Kind);
        Assert.Equal(SearchErrorKind.TooManyClauses, _store.Refused($"{{'query': {{'terms': {{'n': [{string.Join(',', Enumerable.Range(0, 65_537))}]}}}}}}").Kind);
    }

    [Fact]
    public void AnswersAThousandWords()
    {
        _store.Put("2", "{'t': 'w999'}");
        Assert.Equal("2", _store.Ids($"{{'match': {{'t': '{string.Join(' ', Enumerable.Range(0, 1024).Select(i => "w" + i))}'}}}}"));
        Assert.Equal("", _store.Ids($"{{'match': {{'t': {{'query': '{string.Join(' ', Enumerable.Range(0, 1024).Select(i => "w" + i))}', 'operator': 'and'}}}}}}"));
    }

    [Fact]
    public void RefusesBytesThatAreNoText()
    {
        byte[] body = [.. "{\"query\":{\"term\":{\"n\":\""u8, 0xFF, 0xFE, .. "\"}}}"u8];
        Assert.Equal("the body is not UTF-8", Assert.Throws<SearchException>(() => _store.Store.Search("t", body, CancellationToken.None)).Message);
        Assert.Contains("half of a surrogate pair", Raw("{\"query\":{\"term\":{\"n\":\"\\ud800\"}}}").Message);
        Assert.Contains("half of a surrogate pair", Raw("{\"query\":{\"\\ud800\":{}}}").Message);
    }

    [Fact]
    public void MatchesAWildcardPatternInLinearStepsOnly()
    {
        _store.Put("2", $"{{'t': '{new string('a', 900)}'}}");
        Assert.Equal("", _store.Ids($"{{'wildcard': {{'t': '{string.Concat(Enumerable.Repeat("*a", 400))}b'}}}}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("UPPER")]
    [InlineData("a b")]
    [InlineData("_a")]
    [InlineData("../a")]
    [InlineData("a'; DROP TABLE indices; --")]
    public void RefusesNamesThatAreNoNames(string name) =>
        Assert.Contains("an index name has", Assert.Throws<SearchException>(() => _store.Store.CreateIndex(name, default)).Message);

    private SearchException Raw(string body) =>
        Assert.Throws<SearchException>(() => _store.Store.Search("t", Encoding.UTF8.GetBytes(body), CancellationToken.None));
}
