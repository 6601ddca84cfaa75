using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Krait.Search.Execution;
using Krait.Search.Mapping;
using Krait.Search.Query;
using Krait.Search.Storage;
using Krait.Udf;
using Microsoft.Data.Sqlite;

namespace Krait.Search;

/// <summary>
/// Indices of JSON documents in one file, searched with the query DSL. Safe to use from many threads.
/// Every write is durable when its method returns. Disposing closes the file; the registry of functions is the caller's.
/// </summary>
public sealed class SearchStore : IDisposable
{
    private readonly SearchDatabase _database;
    private readonly IndexCatalog _catalog;
    private readonly IUdfCalls _udfs;
    private readonly SearchStoreOptions _options;

    private SearchStore(SearchDatabase database, IndexCatalog catalog, IUdfCalls udfs, SearchStoreOptions options)
    {
        _database = database;
        _catalog = catalog;
        _udfs = udfs;
        _options = options;
    }

    /// <summary>Opens a store, creating it when absent.</summary>
    /// <param name="options">Where it is and what it allows.</param>
    /// <param name="udfs">The functions that <c>wasm_udf</c> may name.</param>
    /// <exception cref="SqliteException">The file is no store or cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">The store was made by another version of Krait.</exception>
    public static SearchStore Open(SearchStoreOptions options, UdfHost udfs) => Open(options, new HostUdfCalls(udfs));

    internal static SearchStore Open(SearchStoreOptions options, IUdfCalls udfs)
    {
        ArgumentNullException.ThrowIfNull(options);
        SearchDatabase database = SearchDatabase.Open(options.DatabasePath);
        return new SearchStore(database, database.Read(IndexCatalog.Load), udfs, options);
    }

    /// <summary>Creates an index.</summary>
    /// <param name="name">1 to 255 characters of a-z, 0-9, '.', '-' and '_', the first a letter or digit.</param>
    /// <param name="body">UTF-8 JSON with <c>mappings</c>; empty for none.</param>
    /// <exception cref="SearchException">The name is not allowed or taken, or the body is wrong.</exception>
    public IndexDescription CreateIndex(string name, ReadOnlyMemory<byte> body)
    {
        IndexMapping mapping = body.Span.Trim(" \t\r\n"u8).IsEmpty ? IndexMapping.Empty : WithBody(body, IndexMapping.Parse);
        Write(session => session.Create(name, mapping));
        return DescribeIndex(name);
    }

    /// <summary>All indices by name.</summary>
    public IReadOnlyList<IndexDescription> ListIndices() =>
        [.. _catalog.Indices.Keys.Order(StringComparer.Ordinal).Select(DescribeIndex)];

    /// <summary>An index as it is.</summary>
    /// <exception cref="SearchException">There is none of that name.</exception>
    public IndexDescription DescribeIndex(string name)
    {
        IndexEntry index = _catalog.Get(name);
        long documents = _database.Read(connection => connection.Number("SELECT documents FROM indices WHERE id = $id", ("$id", index.Id)))
            ?? throw IndexCatalog.NotFound(name);
        string dynamic = index.Dynamic switch
        {
            DynamicMode.Index => "true",
            DynamicMode.Ignore => "false",
            _ => "strict",
        };
        return new IndexDescription(
            name,
            DateTimeOffset.FromUnixTimeMilliseconds(index.CreatedMs),
            documents,
            dynamic,
            [
                .. index.Fields.Values.OrderBy(field => field.Path, StringComparer.Ordinal)
                    .Select(field => new FieldDescription(field.Path, FieldTypes.NameOf(field.Type, field.Kinds), field.Type != FieldType.Dynamic)),
            ]);
    }

    /// <summary>Removes an index and its documents. Cost: grows with their number.</summary>
    /// <exception cref="SearchException">There is none of that name.</exception>
    public void DeleteIndex(string name)
    {
        _database.Write(
            connection =>
            {
                IndexRemoval.Remove(connection, _database.Statements, _catalog.Get(name));
                return true;
            },
            () => _catalog.Remove(name));
    }

    /// <summary>Stores a document, creating the index when absent.</summary>
    /// <param name="index">Name of the index.</param>
    /// <param name="id">1 to 512 bytes.</param>
    /// <param name="source">A JSON object in UTF-8; kept as it is.</param>
    /// <param name="mode">Whether a document of that id may be replaced.</param>
    /// <exception cref="SearchException">A name or the document is not allowed, or the id is taken.</exception>
    public WriteOutcome PutDocument(string index, string id, ReadOnlyMemory<byte> source, WriteMode mode)
    {
        WriteOutcome outcome = Write(session => new DocumentWriter(session, _options.Limits).Put(index, id, source, mode));
        SearchMetrics.Wrote(documents: 1);
        return outcome;
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="SearchException">There is no such index or document.</exception>
    public StoredDocument GetDocument(string index, string id)
    {
        IndexEntry entry = _catalog.Get(index);
        return _database.Read(connection =>
        {
            using SqliteCommand command = connection.Statement(
                "SELECT version, seq, source FROM documents WHERE index_id = $index AND id = $id", ("$index", entry.Id), ("$id", id));
            using SqliteDataReader reader = command.ExecuteReader();
            return reader.Read()
                ? new StoredDocument(index, id, reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2))
                : throw new SearchException(SearchErrorKind.DocumentNotFound, $"[{id}]: document missing") { Index = index };
        });
    }

    /// <summary>Removes a document.</summary>
    /// <returns>What was removed; <see cref="WriteResult.NotFound"/> when there was none.</returns>
    /// <exception cref="SearchException">There is no such index.</exception>
    public WriteOutcome DeleteDocument(string index, string id) => Write(session =>
    {
        IndexEntry entry = session.FindIndex(index) ?? throw IndexCatalog.NotFound(index);
        return new DocumentWriter(session, _options.Limits).Delete(entry, id) ?? new WriteOutcome(index, id, 0, -1, WriteResult.NotFound);
    });

    /// <summary>Does many writes as one: all of them are durable when this returns, and a crash before leaves none.</summary>
    /// <param name="index">The index of actions that name none.</param>
    /// <param name="body">Newline-delimited JSON: an action, then its document, and so on.</param>
    /// <returns>One item for each action; a refused one concerns no other.</returns>
    /// <exception cref="SearchException">An action line is wrong; nothing has been written.</exception>
    public BulkOutcome Bulk(string index, ReadOnlyMemory<byte> body)
    {
        long start = Stopwatch.GetTimestamp();
        List<BulkItem> items = Write(session => new BulkLoader(session, _options.Limits).Load(body, index));
        SearchMetrics.Wrote(items.Count(item => item.Outcome is { SequenceNumber: >= 0 }));
        return new BulkOutcome(Stopwatch.GetElapsedTime(start), items);
    }

    /// <summary>Searches an index.</summary>
    /// <param name="index">Name of the index.</param>
    /// <param name="body">The search as UTF-8 JSON; empty finds every document.</param>
    /// <param name="token">Ends the search, a running function included.</param>
    /// <exception cref="SearchException">The search is wrong, too large or too slow, or a function failed and that fails the search.</exception>
    /// <exception cref="UdfException">No thread is free for functions.</exception>
    public SearchResult Search(string index, ReadOnlyMemory<byte> body, CancellationToken token)
    {
        IndexEntry entry = _catalog.Get(index);
        SearchLimits limits = _options.Limits;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
            body = "{}"u8.ToArray();
        try
        {
            SearchRequest request = WithBody(body, json => SearchRequestParser.Parse(json, limits));
            using var clock = new SearchClock(_options.Clock, request.Timeout, limits.MaximumSearchTime, token);
            SearchResult Run() => _database.Read(connection =>
                SearchExecutor.Execute(request, new IndexReader(connection, entry, clock), _udfs, limits, clock));
            SearchResult result = request.NeedsUdf ? _udfs.Run(Run, token) : Run();
            SearchMetrics.Searched(result);
            return result;
        }
        catch (SearchException error)
        {
            throw error.In(index);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private static T WithBody<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> parse)
    {
        using JsonDocument document = JsonBody.Parse(body, SearchErrorKind.Parsing);
        try
        {
            return parse(document.RootElement);
        }
        catch (SearchException error)
        {
            throw JsonBody.Locate(error, body.Span);
        }
    }

    private T Write<T>(Func<WriteSession, T> work)
    {
        IReadOnlyCollection<IndexEntry> changed = [];
        return _database.Write(
            connection =>
            {
                var session = new WriteSession(connection, _database.Statements, _catalog, _options.Limits, _options.Clock);
                T result = work(session);
                changed = session.Changed;
                return result;
            },
            () => _catalog.Publish(changed));
    }
}
