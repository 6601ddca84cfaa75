using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using Krait.Search.Mapping;
using Krait.Search.Query;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Storage;

/// <summary>
/// Writes documents and what is indexed of them. Everything that can be wrong with a document is found before the first row is written,
/// so a refused document leaves nothing behind in a transaction that goes on with others.
/// </summary>
internal sealed class DocumentWriter
{
    private readonly WriteSession _session;
    private readonly SearchLimits _limits;

    public DocumentWriter(WriteSession session, SearchLimits limits)
    {
        _session = session;
        _limits = limits;
    }

    /// <summary>Stores a document under an id, replacing what is there unless <paramref name="mode"/> forbids it.</summary>
    /// <exception cref="SearchException">The document or its id is not allowed, or the id is taken and <paramref name="mode"/> forbids replacing.</exception>
    public WriteOutcome Put(string indexName, string id, ReadOnlyMemory<byte> source, WriteMode mode)
    {
        IndexNames.CheckId(id, _limits);
        if (_limits.MaximumDocumentBytes < source.Length)
        {
            throw new SearchException(SearchErrorKind.DocumentParsing, string.Create(
                CultureInfo.InvariantCulture, $"a document has at most {_limits.MaximumDocumentBytes} bytes, found {source.Length}"));
        }

        using JsonDocument document = JsonBody.Parse(source, SearchErrorKind.DocumentParsing);
        FlatDocument flat = DocumentFlattener.Flatten(document.RootElement, _limits);
        IndexEntry index = _session.GetOrCreate(indexName);
        (long Doc, long Version)? existing = Find(index, id);
        if (existing is not null && mode == WriteMode.Create)
        {
            throw new SearchException(SearchErrorKind.VersionConflict, $"[{id}]: document already exists (version {existing.Value.Version})")
            {
                Index = indexName,
            };
        }

        List<(string Path, FieldValue Value)> values = Fit(index, flat);
        index = _session.AddFields(index, KindsByPath(values));
        return existing is null ? Insert(index, id, source, values) : Replace(index, id, existing.Value, source, values);
    }

    /// <summary>Removes a document.</summary>
    /// <returns>The outcome; null when there is no such document.</returns>
    public WriteOutcome? Delete(IndexEntry index, string id)
    {
        if (Find(index, id) is not { } existing)
            return null;
        Unindex(index, existing.Doc);
        _session.Statements.Use("DELETE FROM documents WHERE doc = $doc", ("$doc", existing.Doc)).ExecuteNonQuery();
        long seq = NextSeq(index, documentsAdded: -1);
        return new WriteOutcome(index.Name, id, existing.Version + 1, seq, WriteResult.Deleted);
    }

    /// <summary>The stored JSON of a document; null when there is none.</summary>
    public byte[]? Source(IndexEntry index, string id)
    {
        SqliteCommand command = _session.Statements.Use(
            "SELECT source FROM documents WHERE index_id = $index AND id = $id", ("$index", index.Id), ("$id", id));
        return command.ExecuteScalar() as byte[];
    }

    private WriteOutcome Insert(IndexEntry index, string id, ReadOnlyMemory<byte> source, List<(string Path, FieldValue Value)> values)
    {
        long seq = NextSeq(index, documentsAdded: 1);
        _session.Statements.Use(
            "INSERT INTO documents(index_id, id, version, seq, source) VALUES($index, $id, 1, $seq, $source)",
            ("$index", index.Id), ("$id", id), ("$seq", seq), ("$source", source.ToArray())).ExecuteNonQuery();
        Index(index, _session.LastRow(), values);
        return new WriteOutcome(index.Name, id, 1, seq, WriteResult.Created);
    }

    private WriteOutcome Replace(
        IndexEntry index, string id, (long Doc, long Version) existing, ReadOnlyMemory<byte> source, List<(string Path, FieldValue Value)> values)
    {
        Unindex(index, existing.Doc);
        long seq = NextSeq(index, documentsAdded: 0);
        _session.Statements.Use(
            "UPDATE documents SET version = $version, seq = $seq, source = $source WHERE doc = $doc",
            ("$version", existing.Version + 1), ("$seq", seq), ("$source", source.ToArray()), ("$doc", existing.Doc)).ExecuteNonQuery();
        Index(index, existing.Doc, values);
        return new WriteOutcome(index.Name, id, existing.Version + 1, seq, WriteResult.Updated);
    }

    private (long Doc, long Version)? Find(IndexEntry index, string id)
    {
        SqliteCommand command = _session.Statements.Use(
            "SELECT doc, version FROM documents WHERE index_id = $index AND id = $id", ("$index", index.Id), ("$id", id));
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    private long NextSeq(IndexEntry index, long documentsAdded)
    {
        SqliteCommand command = _session.Statements.Use(
            "UPDATE indices SET next_seq = next_seq + 1, documents = documents + $added WHERE id = $index RETURNING next_seq - 1",
            ("$added", documentsAdded), ("$index", index.Id));
        return (long)command.ExecuteScalar()!;
    }

    private void Index(IndexEntry index, long doc, List<(string Path, FieldValue Value)> values)
    {
        var texts = new Dictionary<long, StringBuilder>();
        foreach ((string path, FieldValue value) in values)
        {
            FieldEntry field = index.Fields[path];
            _session.Statements.Use(
                "INSERT OR IGNORE INTO field_values(doc, field, value) VALUES($doc, $field, $value)",
                ("$doc", doc), ("$field", field.Id), ("$value", value.Key)).ExecuteNonQuery();
            if (!field.HasText || value.Kind != ValueKinds.Text)
                continue;
            if (texts.TryGetValue(field.Id, out StringBuilder? text))
                text.Append(TextWords.Gap).Append(value.Text);
            else
                texts[field.Id] = new StringBuilder(value.Text);
        }

        foreach ((long field, StringBuilder text) in texts)
            _session.Statements.InsertText(field, doc, text.ToString());
    }

    private void Unindex(IndexEntry index, long doc)
    {
        var fieldIds = new HashSet<long>();
        SqliteCommand command = _session.Statements.Use("SELECT DISTINCT field FROM field_values WHERE doc = $doc", ("$doc", doc));
        using (SqliteDataReader reader = command.ExecuteReader())
        {
            while (reader.Read())
                fieldIds.Add(reader.GetInt64(0));
        }

        foreach (FieldEntry field in index.Fields.Values.Where(field => field.HasText && fieldIds.Contains(field.Id)))
            _session.Statements.DeleteText(field.Id, doc);
        _session.Statements.Use("DELETE FROM field_values WHERE doc = $doc", ("$doc", doc)).ExecuteNonQuery();
    }

    /// <summary>The values as the mapping has them, without those that it ignores.</summary>
    private static List<(string Path, FieldValue Value)> Fit(IndexEntry index, FlatDocument flat)
    {
        var values = new List<(string, FieldValue)>(flat.Values.Count);
        foreach ((string path, FieldValue value) in flat.Values)
        {
            if (!index.Fields.TryGetValue(path, out FieldEntry? field))
            {
                if (index.Dynamic == DynamicMode.Strict)
                    throw new SearchException(SearchErrorKind.StrictMapping, $"the mapping is strict and has no field [{path}]") { Index = index.Name };
                if (index.Dynamic == DynamicMode.Index)
                    values.Add((path, value));
                continue;
            }

            if (!ValueCoercion.TryCoerce(field.Type, value, out FieldValue fitted))
            {
                string type = FieldTypes.NameOf(field.Type, field.Kinds);
                throw new SearchException(SearchErrorKind.DocumentParsing, $"field [{path}] of type [{type}] cannot hold {Show(value)}") { Index = index.Name };
            }

            values.Add((path, fitted));
        }

        return values;
    }

    private static Dictionary<string, ValueKinds> KindsByPath(List<(string Path, FieldValue Value)> values)
    {
        var kinds = new Dictionary<string, ValueKinds>();
        foreach ((string path, FieldValue value) in values)
            kinds[path] = kinds.GetValueOrDefault(path) | value.Kind;
        return kinds;
    }

    private static string Show(FieldValue value)
    {
        string text = Convert.ToString(value.Key, CultureInfo.InvariantCulture)!;
        return "'" + (text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "...")) + "'";
    }
}
