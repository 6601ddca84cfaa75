using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Krait.Search.Mapping;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Storage;

/// <summary>
/// The indices and fields of a store, in memory. Readers take the catalog before they begin to read the database,
/// so every field they know has its table in the state they see.
/// </summary>
internal sealed class IndexCatalog
{
    private volatile ImmutableDictionary<string, IndexEntry> _indices;

    private IndexCatalog(ImmutableDictionary<string, IndexEntry> indices)
    {
        _indices = indices;
    }

    public ImmutableDictionary<string, IndexEntry> Indices => _indices;

    public static IndexCatalog Load(SqliteConnection connection)
    {
        var fields = new Dictionary<long, ImmutableDictionary<string, FieldEntry>.Builder>();
        using (SqliteCommand command = connection.Statement("SELECT index_id, id, path, type, kinds, has_text FROM fields"))
        using (SqliteDataReader reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                long index = reader.GetInt64(0);
                if (!fields.TryGetValue(index, out ImmutableDictionary<string, FieldEntry>.Builder? list))
                    fields[index] = list = ImmutableDictionary.CreateBuilder<string, FieldEntry>();
                string path = reader.GetString(2);
                list[path] = new FieldEntry(
                    reader.GetInt64(1), path, Enum.Parse<FieldType>(reader.GetString(3)), (ValueKinds)reader.GetInt64(4), reader.GetInt64(5) != 0);
            }
        }

        ImmutableDictionary<string, IndexEntry>.Builder indices = ImmutableDictionary.CreateBuilder<string, IndexEntry>();
        using (SqliteCommand command = connection.Statement("SELECT id, name, dynamic, created_ms FROM indices"))
        using (SqliteDataReader reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                long id = reader.GetInt64(0);
                string name = reader.GetString(1);
                ImmutableDictionary<string, FieldEntry> own = fields.TryGetValue(id, out ImmutableDictionary<string, FieldEntry>.Builder? list)
                    ? list.ToImmutable()
                    : ImmutableDictionary<string, FieldEntry>.Empty;
                indices[name] = new IndexEntry(id, name, Enum.Parse<DynamicMode>(reader.GetString(2)), reader.GetInt64(3), own);
            }
        }

        return new IndexCatalog(indices.ToImmutable());
    }

    /// <summary>The index of a name.</summary>
    /// <exception cref="SearchException">There is none.</exception>
    public IndexEntry Get(string name) => _indices.TryGetValue(name, out IndexEntry? entry) ? entry : throw NotFound(name);

    /// <summary>Takes over indices after their transaction has committed. Called by the one writer.</summary>
    public void Publish(IEnumerable<IndexEntry> changed)
    {
        ImmutableDictionary<string, IndexEntry>.Builder indices = _indices.ToBuilder();
        foreach (IndexEntry entry in changed)
            indices[entry.Name] = entry;
        _indices = indices.ToImmutable();
    }

    public void Remove(string name) => _indices = _indices.Remove(name);

    public static SearchException NotFound(string name) =>
        new(SearchErrorKind.IndexNotFound, $"no such index [{name}]") { Index = name };
}
