using System.Linq;
using Krait.Search.Tests.Testing;
using Krait.Udf;

namespace Krait.Search.Tests;

/// <summary>Limits that no other test reaches, each made small enough to reach.</summary>
public sealed class LimitTests
{
    [Fact]
    public void BoundsScriptFieldsAndSortKeys()
    {
        using var store = new TestStore(SearchLimits.Default with { MaximumScriptFields = 1, MaximumSortKeys = 2 });
        store.Put("1", "{'a': 1}");
        store.Udfs["f"] = (_, _) => UdfValue.None;
        const string Field = "{'wasm_udf': {'name': 'f'}}";
        Assert.Single(store.Search($"{{'script_fields': {{'x': {Field}}}}}").Hits);
        Assert.Contains("at most 1 script_fields", store.Refused($"{{'script_fields': {{'x': {Field}, 'y': {Field}}}}}").Message);
        Assert.Single(store.Search("{'sort': ['a', '_id']}").Hits);
        Assert.Contains("at most 2 sort keys", store.Refused("{'sort': ['a', '_id', '_doc']}").Message);
    }

    [Fact]
    public void BoundsDocumentBytesAndIndices()
    {
        using var store = new TestStore(SearchLimits.Default with { MaximumDocumentBytes = 10, MaximumIndices = 1 });
        store.Put("1", "{'a':1234}", "first");
        Assert.Contains("at most 10 bytes, found 11", Assert.Throws<SearchException>(() => store.Put("2", "{'a':12345}", "first")).Message);
        Assert.Contains("at most 1 indices", Assert.Throws<SearchException>(() => store.Put("1", "{}", "second")).Message);
        store.Store.DeleteIndex("first");
        store.Put("1", "{}", "second");
        Assert.Equal("second", store.Store.ListIndices().Single().Name);
    }

    [Fact]
    public void BoundsPatternsAndPaths()
    {
        using var store = new TestStore(SearchLimits.Default with { MaximumPatternCharacters = 3, MaximumSourcePaths = 2, MaximumClauses = 3 });
        store.Put("1", "{'a': 'abcd', 'b': 'x', 'c': 'x', 'd': 'x'}");
        Assert.Equal("1", store.Ids("{'prefix': {'a': 'abc'}}"));
        Assert.Contains("at most 3 characters, found 4", store.Refused("{'query': {'prefix': {'a': 'abcd'}}}").Message);
        Assert.Contains("at most 3 characters, found 4", store.Refused("{'query': {'wildcard': {'a': {'value': 'a*c*'}}}}").Message);
        Assert.Contains("at most 2 paths", store.Refused("{'_source': ['a', 'b', 'c']}").Message);
        Assert.Contains("at most 3 characters, found 4", store.Refused("{'_source': 'abcd'}").Message);
        Assert.Equal("1", store.Ids("{'multi_match': {'query': 'x', 'fields': ['b', 'c', 'd']}}"));
        Assert.Contains("more than 3 fields", store.Refused("{'query': {'multi_match': {'query': 'x'}}}").Message);
    }

    [Fact]
    public void BoundsTheAnswer()
    {
        using var store = new TestStore(SearchLimits.Default with { MaximumResponseBytes = 100 });
        for (int n = 0; n < 3; n++)
            store.Put("d" + n, $"{{'a': '{new string('x', 40)}'}}");
        store.Udfs["long"] = (_, _) => UdfValue.FromText(new string('y', 60));
        Assert.Equal(2, store.Search("{'size': 2}").Hits.Count);
        Assert.Contains("at most 100 bytes", store.Refused("{'size': 3}").Message);
        Assert.Equal(3, store.Search("{'size': 3, '_source': false}").Hits.Count);
        Assert.Contains("at most 100 bytes", store.Refused("{'size': 2, '_source': false, 'script_fields': {'x': {'wasm_udf': {'name': 'long'}}}}").Message);
    }

    [Fact]
    public void BoundsReportedErrors()
    {
        using var store = new TestStore(SearchLimits.Default with { MaximumReportedErrors = 2 });
        for (int n = 0; n < 5; n++)
            store.Put("d" + n, "{}");
        store.Udfs["fails"] = (_, _) => throw new UdfException(UdfErrorCode.ExecutionFailed, "no");
        UdfReport report = store.Search("{'query': {'wasm_udf': {'name': 'fails', 'on_error': 'skip'}}}").Udfs.Single();
        Assert.Equal(5, report.Failed);
        Assert.Equal(["d0", "d1"], report.Errors.Select(error => error.Id));
    }
}
