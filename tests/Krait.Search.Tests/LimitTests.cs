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
