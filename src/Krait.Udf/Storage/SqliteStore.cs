using System;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.Data.Sqlite;

namespace Krait.Udf;

/// <summary>
/// Connections to one SQLite database, set up for durability. Krait.Search opens its store through it too.
/// Disposing it ends an in-memory database; a file stays.
/// </summary>
public sealed class SqliteStore : IDisposable
{
    private const string MinimumSystemVersion = "3.35.5";

    private static readonly Lock s_gate = new();
    private static bool s_isProviderSet;
    private static int s_memoryCount;

    private readonly string _connectionString;
    private readonly SqliteConnection? _keepsMemoryAlive;

    /// <summary>Prepares connections; opens none unless the database is in memory.</summary>
    /// <param name="path">The database file, created on first use; null for a database in memory.</param>
    public SqliteStore(string? path)
    {
        SetProvider();
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path ?? $"krait-{Interlocked.Increment(ref s_memoryCount)}",
            Mode = path is null ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = path is null ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
            Pooling = path is not null,
            DefaultTimeout = 30,
        }.ToString();
        if (path is null)
            _keepsMemoryAlive = Connect();
    }

    /// <summary>The database file, or null for one in memory.</summary>
    public string? Path { get; }

    /// <summary>
    /// Opens a connection; the caller disposes it. Write-ahead log and synchronous=FULL are set, so a commit that returned survives
    /// the end of the process and of power. Foreign keys are checked.
    /// </summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout=30000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keepsMemoryAlive?.Dispose();
        if (Path is not null)
        {
            using var connection = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    // The operating system's library gets security patches; the bundled one is the fallback where it is absent or older.
    private static void SetProvider()
    {
        lock (s_gate)
        {
            if (s_isProviderSet)
                return;

            NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
            SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
            s_isProviderSet = true;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3" || !NativeLibrary.TryLoad("libsqlite3.so.0", assembly, path, out nint system))
            return nint.Zero;

        if (IsNewEnough(system))
            return system;

        NativeLibrary.Free(system);
        return nint.Zero;
    }

    private static bool IsNewEnough(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion", out nint export))
            return false;

        var read = Marshal.GetDelegateForFunctionPointer<LibraryVersion>(export);
        string? text = Marshal.PtrToStringUTF8(read());
        return Version.TryParse(text, out Version? found) && Version.Parse(MinimumSystemVersion) < found;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint LibraryVersion();
}
