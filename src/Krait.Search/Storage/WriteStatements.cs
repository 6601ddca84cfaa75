using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Storage;

/// <summary>Prepared statements of the writing connection, made once, because a bulk load runs each of them a hundred thousand times.</summary>
internal sealed class WriteStatements : IDisposable
{
    // Two statements per text field; an index of many fields must not keep thousands of them.
    private const int MostTextStatements = 512;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<(long Field, bool IsInsert), SqliteCommand> _text = [];
    private readonly Dictionary<string, SqliteCommand> _fixed = [];

    public WriteStatements(SqliteConnection connection)
    {
        _connection = connection;
    }

    /// <summary>A statement by its text, with these values. Used at once and not disposed by the caller.</summary>
    public SqliteCommand Use(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (!_fixed.TryGetValue(sql, out SqliteCommand? command))
            _fixed[sql] = command = _connection.Statement(sql);
        Set(command, parameters);
        return command;
    }

    public void InsertText(long field, long doc, string body)
    {
        SqliteCommand command = Text(field, isInsert: true);
        Set(command, ("$doc", doc), ("$body", body));
        command.ExecuteNonQuery();
    }

    public void DeleteText(long field, long doc)
    {
        SqliteCommand command = Text(field, isInsert: false);
        Set(command, ("$doc", doc));
        command.ExecuteNonQuery();
    }

    /// <summary>Forgets the statements of full-text tables; called before such tables are dropped.</summary>
    public void ForgetText()
    {
        foreach (SqliteCommand command in _text.Values)
            command.Dispose();
        _text.Clear();
    }

    public void Dispose()
    {
        ForgetText();
        foreach (SqliteCommand command in _fixed.Values)
            command.Dispose();
        _fixed.Clear();
    }

    private SqliteCommand Text(long field, bool isInsert)
    {
        if (_text.TryGetValue((field, isInsert), out SqliteCommand? command))
            return command;
        if (_text.Count == MostTextStatements)
            ForgetText();
        command = _connection.Statement(isInsert ? Schema.InsertText(field) : Schema.DeleteText(field));
        _text[(field, isInsert)] = command;
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (command.Parameters.Count == 0)
        {
            foreach ((string name, object value) in parameters)
                command.Parameters.AddWithValue(name, value);
            return;
        }

        // The order is the same at every use of a statement, so no name has to be looked up.
        for (int i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i].Value;
    }
}
