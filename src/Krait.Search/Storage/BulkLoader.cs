using System;
using System.Collections.Generic;
using System.Text.Json;
using Krait.Search.Mapping;
using Krait.Search.Query;

namespace Krait.Search.Storage;

/// <summary>Does the actions of a bulk request in one transaction. A refused action concerns no other.</summary>
internal sealed class BulkLoader
{
    private static readonly string[] s_updateNames = ["doc", "doc_as_upsert", "upsert"];

    private readonly WriteSession _session;
    private readonly DocumentWriter _writer;

    public BulkLoader(WriteSession session, SearchLimits limits)
    {
        _session = session;
        _writer = new DocumentWriter(session, limits);
    }

    public List<BulkItem> Load(ReadOnlyMemory<byte> body, string index)
    {
        var items = new List<BulkItem>();
        foreach (BulkAction action in BulkReader.Read(body, index))
        {
            string id = action.Id ?? Guid.CreateVersion7().ToString("N");
            try
            {
                WriteOutcome outcome = Apply(action, id);
                items.Add(new BulkItem(action.Name, action.Index, id, outcome, Error: null));
            }
            catch (SearchException error)
            {
                items.Add(new BulkItem(action.Name, action.Index, id, Outcome: null, error));
            }
        }

        return items;
    }

    private WriteOutcome Apply(BulkAction action, string id)
    {
        if (action.Id is null && action.Name is "update" or "delete")
            throw new SearchException(SearchErrorKind.IllegalArgument, $"'{action.Name}' needs an _id");
        switch (action.Name)
        {
            case "index":
                return _writer.Put(action.Index, id, action.Source, WriteMode.Replace);
            case "create":
                return _writer.Put(action.Index, id, action.Source, WriteMode.Create);
            case "update":
                return Update(action, id);
            default:
                IndexEntry index = _session.FindIndex(action.Index) ?? throw IndexCatalog.NotFound(action.Index);
                return _writer.Delete(index, id) ?? new WriteOutcome(action.Index, id, 1, -1, WriteResult.NotFound);
        }
    }

    private WriteOutcome Update(BulkAction action, string id)
    {
        using JsonDocument body = JsonBody.Parse(action.Source, SearchErrorKind.DocumentParsing);
        JsonElement? change = null;
        JsonElement? upsert = null;
        bool changeIsUpsert = false;
        var json = new QueryJson(body.RootElement, JsonPath.Root);
        foreach ((string name, QueryJson value) in json.Properties("an update"))
        {
            switch (name)
            {
                case "doc": change = value.Element; break;
                case "upsert": upsert = value.Element; break;
                case "doc_as_upsert": changeIsUpsert = value.Boolean(name); break;
                default: throw json.Unknown("update property", name, s_updateNames);
            }
        }

        byte[]? source = _session.FindIndex(action.Index) is { } index ? _writer.Source(index, id) : null;
        if (source is not null)
        {
            using JsonDocument old = JsonDocument.Parse(source);
            JsonElement merge = change ?? throw json.Error("an update needs a doc");
            return _writer.Put(action.Index, id, JsonMerge.Merge(old.RootElement, merge), WriteMode.Replace);
        }

        JsonElement? created = changeIsUpsert ? change : upsert;
        return created is { } fresh
            ? _writer.Put(action.Index, id, JsonMerge.Print(fresh), WriteMode.Create)
            : throw new SearchException(SearchErrorKind.DocumentNotFound, $"[{id}]: document missing") { Index = action.Index };
    }
}
