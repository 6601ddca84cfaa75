using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Threading;
using Krait.Udf;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Storage;

/// <summary>
/// One SQLite file: a single writer at a time, any number of readers, each reader on one unchanging state.
/// A write is durable when <see cref="Write{T}"/> returns: the commit has reached the disk by then.
/// </summary>
internal sealed class SearchDatabase : IDisposable
{
    // A bulk load touches pages all over the value index; with SQLite's default of 2 MB most of them would be written many times.
    private const string WriterSettings = "PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY";

    // Readers share the operating system's cache of the file instead of each keeping a copy of its own.
    private const string ReaderSettings = "PRAGMA mmap_size = 4294967296; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY";

    private readonly SqliteStore _store;
    private readonly SqliteConnection _writer;
    private readonly Lock _writeGate = new();
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private volatile bool _isDisposed;

    private SearchDatabase(SqliteStore store, SqliteConnection writer)
    {
        _store = store;
        _writer = writer;
        Statements = new WriteStatements(writer);
    }

    /// <summary>Statements of the writing connection. Used inside <see cref="Write{T}"/> only.</summary>
    public WriteStatements Statements { get; }

    /// <summary>Opens a store, creating it when absent.</summary>
    /// <exception cref="SqliteException">The file is no database or cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">The store was made by another version of Krait.</exception>
    public static SearchDatabase Open(string path)
    {
        var store = new SqliteStore(path);
        SqliteConnection? writer = null;
        try
        {
            writer = store.Connect();
            writer.Execute(WriterSettings);
            var database = new SearchDatabase(store, writer);
            database.Write(static connection => Prepare(connection), static () => { });
            return database;
        }
        catch
        {
            writer?.Dispose();
            store.Dispose();
            throw;
        }
    }

    /// <summary>Runs reads that all see the same state.</summary>
    public T Read<T>(Func<SqliteConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_readers.TryTake(out SqliteConnection? connection))
            connection = Reader();
        try
        {
            connection.Execute("BEGIN");
            T result = work(connection);
            return result;
        }
        finally
        {
            GiveBack(connection);
        }
    }

    /// <summary>
    /// Runs changes as one transaction: all of them or, when <paramref name="work"/> throws, none.
    /// What is to happen after the commit happens before the next writer begins.
    /// </summary>
    public T Write<T>(Func<SqliteConnection, T> work, Action committed)
    {
        lock (_writeGate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _writer.Execute("BEGIN IMMEDIATE");
            try
            {
                T result = work(_writer);
                _writer.Execute("COMMIT");
                committed();
                return result;
            }
            catch
            {
                // SQLite itself has rolled back after some errors, such as a full disk.
                if (SQLitePCL.raw.sqlite3_get_autocommit(_writer.Handle) == 0)
                    _writer.Execute("ROLLBACK");
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (_writeGate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            Statements.Dispose();
            _writer.Dispose();
        }

        while (_readers.TryTake(out SqliteConnection? reader))
            reader.Dispose();
        _store.Dispose();
    }

    private SqliteConnection Reader()
    {
        SqliteConnection connection = _store.Connect();
        connection.Execute(ReaderSettings);
        return connection;
    }

    private void GiveBack(SqliteConnection connection)
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            connection.Execute("ROLLBACK");
        if (_isDisposed)
            connection.Dispose();
        else
            _readers.Add(connection);
    }

    private static bool Prepare(SqliteConnection connection)
    {
        long version = connection.Number("PRAGMA user_version") ?? 0;
        if (version == Schema.Version)
            return true;
        if (version != 0)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"the search store has schema version {version}, expected {Schema.Version}; open it with the Krait that made it, or choose another data folder"));
        }

        connection.Execute(Schema.Create);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Schema.Version}"));
        return true;
    }
}
