using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Storage;

/// <summary>Short ways to run parameterised statements.</summary>
internal static class SqliteCommands
{
    /// <summary>A statement with values for its parameters. The caller disposes it.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Every caller passes a constant or a statement of Schema, which holds no text of a request.")]
    public static SqliteCommand Statement(this SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    /// <summary>Runs a statement and gives back the number of rows it changed.</summary>
    public static int Execute(this SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = connection.Statement(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row as an integer; null when there is no row.</summary>
    public static long? Number(this SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = connection.Statement(sql, parameters);
        return command.ExecuteScalar() as long?;
    }
}
