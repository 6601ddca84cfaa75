using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Krait.Search.Mapping;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Storage;

/// <summary>One write transaction's view of the indices it changes; published to the catalog after the commit.</summary>
internal sealed class WriteSession
{
    private readonly IndexCatalog _catalog;
    private readonly SearchLimits _limits;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, IndexEntry> _changed = [];

    public WriteSession(SqliteConnection connection, WriteStatements statements, IndexCatalog catalog, SearchLimits limits, TimeProvider clock)
    {
        Connection = connection;
        Statements = statements;
        _catalog = catalog;
        _limits = limits;
        _clock = clock;
    }

    public SqliteConnection Connection { get; }

    public WriteStatements Statements { get; }

    public IReadOnlyCollection<IndexEntry> Changed => _changed.Values;

    public IndexEntry? FindIndex(string name) =>
        _changed.TryGetValue(name, out IndexEntry? entry) || _catalog.Indices.TryGetValue(name, out entry) ? entry : null;

    /// <summary>The index of a name, made with no mapping when there is none.</summary>
    public IndexEntry GetOrCreate(string name) => FindIndex(name) ?? Create(name, IndexMapping.Empty);

    /// <summary>Makes an index.</summary>
    /// <exception cref="SearchException">The name is not allowed or taken, or the store is full.</exception>
    public IndexEntry Create(string name, IndexMapping mapping)
    {
        IndexNames.Check(name);
        if (FindIndex(name) is not null)
            throw new SearchException(SearchErrorKind.IndexAlreadyExists, $"index [{name}] already exists") { Index = name };
        if (_limits.MaximumIndices <= _catalog.Indices.Count + _changed.Keys.Count(key => !_catalog.Indices.ContainsKey(key)))
            throw new SearchException(SearchErrorKind.IllegalArgument, $"a store has at most {_limits.MaximumIndices} indices; delete one first") { Index = name };

        long createdMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        Statements.Use(
            "INSERT INTO indices(name, dynamic, created_ms) VALUES($name, $dynamic, $created)",
            ("$name", name), ("$dynamic", mapping.Dynamic.ToString()), ("$created", createdMs)).ExecuteNonQuery();
        var entry = new IndexEntry(LastRow(), name, mapping.Dynamic, createdMs, IndexEntry.NoFields);
        _changed[name] = entry;
        foreach ((string path, FieldType type) in mapping.Fields)
            AddField(name, path, type, ValueKinds.None, HasText(type, ValueKinds.None));
        return _changed[name];
    }

    /// <summary>Makes sure that the index has fields for these kinds of values.</summary>
    /// <exception cref="SearchException">The index would have too many fields. Nothing has been written then.</exception>
    public IndexEntry AddFields(IndexEntry index, IReadOnlyDictionary<string, ValueKinds> seen)
    {
        int added = seen.Keys.Count(path => !index.Fields.ContainsKey(path));
        if (_limits.MaximumFieldsPerIndex < index.Fields.Count + added)
        {
            throw new SearchException(SearchErrorKind.IllegalArgument, string.Create(
                CultureInfo.InvariantCulture,
                $"an index has at most {_limits.MaximumFieldsPerIndex} fields, this document brings {added} to the {index.Fields.Count} there are"));
        }

        foreach ((string path, ValueKinds kinds) in seen)
        {
            if (!index.Fields.TryGetValue(path, out FieldEntry? field))
                index = AddField(index.Name, path, FieldType.Dynamic, kinds, HasText(FieldType.Dynamic, kinds));
            else if ((field.Kinds | kinds) != field.Kinds)
                index = WidenField(index, field, field.Kinds | kinds);
        }

        return index;
    }

    public long LastRow() => (long)Statements.Use("SELECT last_insert_rowid()").ExecuteScalar()!;

    private IndexEntry AddField(string indexName, string path, FieldType type, ValueKinds kinds, bool hasText)
    {
        IndexEntry index = FindIndex(indexName)!;
        Statements.Use(
            "INSERT INTO fields(index_id, path, type, kinds, has_text) VALUES($index, $path, $type, $kinds, $text)",
            ("$index", index.Id), ("$path", path), ("$type", type.ToString()), ("$kinds", (long)kinds), ("$text", hasText ? 1L : 0L)).ExecuteNonQuery();
        var field = new FieldEntry(LastRow(), path, type, kinds, hasText);
        if (hasText)
            Connection.Execute(Schema.CreateTextTable(field.Id));
        return Change(index, field);
    }

    private IndexEntry WidenField(IndexEntry index, FieldEntry field, ValueKinds kinds)
    {
        bool hasText = HasText(field.Type, kinds);
        Statements.Use(
            "UPDATE fields SET kinds = $kinds, has_text = $text WHERE id = $id",
            ("$kinds", (long)kinds), ("$text", hasText ? 1L : 0L), ("$id", field.Id)).ExecuteNonQuery();
        if (hasText && !field.HasText)
            Connection.Execute(Schema.CreateTextTable(field.Id));
        return Change(index, field with { Kinds = kinds, HasText = hasText });
    }

    private IndexEntry Change(IndexEntry index, FieldEntry field)
    {
        IndexEntry changed = index with { Fields = index.Fields.SetItem(field.Path, field) };
        _changed[index.Name] = changed;
        return changed;
    }

    private static bool HasText(FieldType type, ValueKinds kinds) =>
        type == FieldType.Text || (type == FieldType.Dynamic && kinds.HasFlag(ValueKinds.Text));
}
