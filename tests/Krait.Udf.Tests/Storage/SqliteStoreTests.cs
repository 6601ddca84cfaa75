using System;
using System.IO;
using Microsoft.Data.Sqlite;

namespace Krait.Udf.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("krait-store-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    public void ConnectionsAreDurable(string pragma, string expected)
    {
        using var store = new SqliteStore(Path.Combine(_folder, "a.db"));
        for (int i = 0; i < 2; i++)
        {
            using SqliteConnection connection = store.Connect();
            Assert.Equal(expected, Scalar(connection, "PRAGMA " + pragma));
        }
    }

    [Fact]
    public void HasFullTextSearch()
    {
        using var store = new SqliteStore(null);
        using SqliteConnection connection = store.Connect();
        Scalar(connection, "CREATE VIRTUAL TABLE texts USING fts5(body)");
        Scalar(connection, "INSERT INTO texts VALUES ('a quick krait')");
        Assert.Equal("a quick krait", Scalar(connection, "SELECT body FROM texts WHERE texts MATCH 'krait'"));
    }

    [Fact]
    public void DatabasesInMemoryAreSharedByConnectionsAndNotBetweenStores()
    {
        using var first = new SqliteStore(null);
        using var second = new SqliteStore(null);
        using SqliteConnection a = first.Connect();
        using SqliteConnection b = first.Connect();
        using SqliteConnection other = second.Connect();
        Scalar(a, "CREATE TABLE t (x)");
        Scalar(a, "INSERT INTO t VALUES (7)");
        Assert.Equal("7", Scalar(b, "SELECT x FROM t"));
        Assert.Throws<SqliteException>(() => Scalar(other, "SELECT x FROM t"));
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
