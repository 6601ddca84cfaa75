using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace Krait.Search.Tests.Testing;

/// <summary>A store in a folder of its own, with short ways to fill and to ask it. Requests are written with single quotes.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("krait-search-").FullName;

    public TestStore(SearchLimits? limits = null)
    {
        Options = new SearchStoreOptions { DatabasePath = Path.Combine(_folder, "search.db"), Limits = limits ?? SearchLimits.Default, Clock = Time };
        Store = SearchStore.Open(Options, Udfs);
    }

    public SearchStoreOptions Options { get; }

    public ScriptedUdfs Udfs { get; } = new();

    public ManualTime Time { get; } = new();

    public SearchStore Store { get; private set; }

    public static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text.Replace('\'', '"'));

    public void Put(string id, string document, string index = "t") =>
        Store.PutDocument(index, id, Json(document), WriteMode.Replace);

    public SearchResult Search(string body, string index = "t") => Store.Search(index, Json(body), CancellationToken.None);

    /// <summary>Ids found by a query, in order of the ids.</summary>
    public string Ids(string query) =>
        string.Join(' ', Search($"{{'query': {query}, 'size': 100}}").Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal));

    /// <summary>Ids found by a search, in order of the hits.</summary>
    public string Ranked(string body) => string.Join(' ', Search(body).Hits.Select(hit => hit.Id));

    public SearchException Refused(string body) => Assert.Throws<SearchException>(() => Search(body));

    public void Reopen()
    {
        Store.Dispose();
        Store = SearchStore.Open(Options, Udfs);
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
