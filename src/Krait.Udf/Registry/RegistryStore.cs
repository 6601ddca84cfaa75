using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;

namespace Krait.Udf.Registry;

/// <summary>
/// The registry's rows in SQLite. One transaction per change, durable when the method returns.
/// Knows rows and bytes only; what they mean is decided by the host.
/// </summary>
internal sealed class RegistryStore : IDisposable
{
    private const int SchemaVersion = 1;

    private const string CreateTables = """
        CREATE TABLE IF NOT EXISTS krait_schema (component TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
        INSERT OR IGNORE INTO krait_schema (component, version) VALUES ('udf', 1);
        CREATE TABLE IF NOT EXISTS udf_versions (
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            record TEXT NOT NULL,
            source BLOB NOT NULL,
            wasm BLOB NOT NULL,
            PRIMARY KEY (name, version));
        """;

    private readonly SqliteStore _store;

    private RegistryStore(SqliteStore store) => _store = store;

    /// <summary>Opens or creates the tables.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.StoreFailed"/>.</exception>
    public static RegistryStore Open(string? path)
    {
        return Guard(() =>
        {
            if (path is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);

            var store = new SqliteStore(path);
            try
            {
                using SqliteConnection connection = store.Connect();
                Execute(connection, CreateTables);
                CheckSchema(connection);
                return new RegistryStore(store);
            }
            catch
            {
                store.Dispose();
                throw;
            }
        });
    }

    /// <summary>The records of all versions, as they were written by <see cref="Insert"/>.</summary>
    public IReadOnlyList<string> ReadRecords() => Guard(() =>
    {
        using SqliteConnection connection = _store.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT record FROM udf_versions";
        using SqliteDataReader reader = command.ExecuteReader();
        var records = new List<string>();
        while (reader.Read())
            records.Add(reader.GetString(0));

        return records;
    });

    public void Insert(string name, string version, string record, ReadOnlyMemory<byte> source, ReadOnlyMemory<byte> wasm) => Guard(() =>
    {
        using SqliteConnection connection = _store.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO udf_versions (name, version, record, source, wasm) VALUES ($name, $version, $record, $source, $wasm)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$version", version);
        command.Parameters.AddWithValue("$record", record);
        command.Parameters.AddWithValue("$source", source.ToArray());
        command.Parameters.AddWithValue("$wasm", wasm.ToArray());
        return command.ExecuteNonQuery();
    });

    public bool Delete(string name, string version) => Guard(() =>
    {
        using SqliteConnection connection = _store.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "DELETE FROM udf_versions WHERE name = $name AND version = $version";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$version", version);
        return command.ExecuteNonQuery() != 0;
    });

    public byte[]? ReadSourceOrNull(string name, string version) =>
        ReadBytesOrNull("SELECT source FROM udf_versions WHERE name = $name AND version = $version", name, version);

    public byte[]? ReadWasmOrNull(string name, string version) =>
        ReadBytesOrNull("SELECT wasm FROM udf_versions WHERE name = $name AND version = $version", name, version);

    public void Dispose() => _store.Dispose();

    private byte[]? ReadBytesOrNull(string query, string name, string version) => Guard(() =>
    {
        using SqliteConnection connection = _store.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$version", version);
        return command.ExecuteScalar() as byte[];
    });

    private static void CheckSchema(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT version FROM krait_schema WHERE component = 'udf'";
        long found = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (found != SchemaVersion)
            throw new UdfException(
                UdfErrorCode.StoreFailed,
                $"the registry's tables have schema version {found} and this Krait reads {SchemaVersion}; open it with the Krait that wrote it");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new UdfException(UdfErrorCode.StoreFailed, "the registry's database failed: " + e.Message, e);
        }
    }
}
