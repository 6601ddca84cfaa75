using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Krait.Search.Tests.Testing;

namespace Krait.Search.Tests;

/// <summary>With few candidates a clause looks each of them up; with many it lists all it holds for. The answers are the same.</summary>
public sealed class CandidateTests : IDisposable
{
    private readonly TestStore _store = new();

    public CandidateTests()
    {
        var body = new StringBuilder();
        for (int n = 0; n < 300; n++)
        {
            string tags = string.Join(',', Enumerable.Range(0, n % 4).Select(tag => $"'t{(n + tag) % 5}'"));
            body.Append(CultureInfo.InvariantCulture, $"{{'index':{{'_id':'{n}'}}}}\n{{'n':{n % 37},'tags':[{tags}],'o':{{'x{n % 3}':{n}}},'mixed':{(n % 2 == 0 ? "'7'" : "7")}}}\n");
        }

        _store.Store.Bulk("t", TestStore.Json(body.ToString()));
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("{'term': {'n': 5}}")]
    [InlineData("{'terms': {'tags': ['t0', 't3']}}")]
    [InlineData("{'term': {'mixed': 7}}")]
    [InlineData("{'range': {'n': {'gt': 4, 'lte': 30}}}")]
    [InlineData("{'range': {'tags': {'gte': 't2'}}}")]
    [InlineData("{'exists': {'field': 'tags'}}")]
    [InlineData("{'exists': {'field': 'o'}}")]
    [InlineData("{'exists': {'field': 'o.x1'}}")]
    [InlineData("{'match_all': {}}")]
    [InlineData("{'bool': {'must_not': {'term': {'tags': 't1'}}}}")]
    public void LookingUpAndListingAgree(string filter)
    {
        string[] candidates = ["1", "2", "3", "5", "42", "79", "250", "299"];
        string ids = string.Join(',', candidates.Select(id => $"'{id}'"));
        string[] all = [.. _store.Search($"{{'size': 300, 'query': {filter}}}").Hits.Select(hit => hit.Id)];
        string[] few = [.. _store.Search($"{{'size': 300, 'query': {{'bool': {{'filter': [{filter}, {{'ids': {{'values': [{ids}]}}}}]}}}}}}").Hits.Select(hit => hit.Id)];
        Assert.Equal(all.Intersect(candidates), few);
        Assert.NotEmpty(few);
    }
}
