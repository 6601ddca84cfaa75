using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Krait.Search.Execution;
using Krait.Search.Mapping;
using Krait.Search.Query;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Storage;

/// <summary>Answers the questions of a search about one index, all on one state of the database. One thread at a time.</summary>
internal sealed class IndexReader
{
    private readonly SqliteConnection _connection;
    private readonly SearchClock _clock;

    public IndexReader(SqliteConnection connection, IndexEntry index, SearchClock clock)
    {
        _connection = connection;
        _clock = clock;
        Index = index;

        // Besides finding out whether the index is still there, this pins the state that every later statement reads.
        DocumentCount = connection.Number("SELECT documents FROM indices WHERE id = $index", ("$index", index.Id)) ?? throw IndexCatalog.NotFound(index.Name);
    }

    public IndexEntry Index { get; }

    public long DocumentCount { get; }

    /// <summary>All documents, in order.</summary>
    public long[] All() => Docs(SortedBy.Doc, "SELECT doc FROM documents WHERE index_id = $index ORDER BY doc", ("$index", Index.Id));

    /// <summary>The documents with these ids, in order.</summary>
    public long[] Ids(ImmutableArray<string> ids)
    {
        var docs = new List<long>();
        using SqliteCommand command = _connection.Statement(
            "SELECT doc FROM documents WHERE index_id = $index AND id = $id", ("$index", Index.Id), ("$id", ""));
        foreach (string id in ids)
        {
            command.Parameters[1].Value = id;
            if (command.ExecuteScalar() is long doc)
                docs.Add(doc);
            _clock.Check();
        }

        return Distinct(docs);
    }

    /// <summary>The documents in which one of these conditions holds, in order.</summary>
    public long[] Where(IReadOnlyList<ValueCondition> conditions)
    {
        if (conditions is [{ } single])
        {
            string order = single.GivesDocsInOrder ? " ORDER BY doc" : "";
            return Docs(single.GivesDocsInOrder ? SortedBy.Doc : SortedBy.Value, $"SELECT doc FROM field_values WHERE {single.Sql}{order}", single.Parameters);
        }

        var docs = new List<long>();
        ForEach(conditions, static condition => $"SELECT doc FROM field_values WHERE {condition.Sql}", command => Collect(command, docs));
        return Distinct(docs);
    }

    /// <summary>Those of the documents in which one of these conditions holds. Cost: a lookup for each document and condition.</summary>
    public long[] Where(IReadOnlyList<ValueCondition> conditions, long[] among)
    {
        var found = new SortedSet<long>();
        ForEach(conditions, static condition => $"SELECT 1 FROM field_values WHERE doc = $doc AND {condition.Sql} LIMIT 1", command =>
        {
            SqliteParameter parameter = command.Parameters.AddWithValue("$doc", 0L);
            foreach (long doc in among)
            {
                parameter.Value = doc;
                if (command.ExecuteScalar() is not null)
                    found.Add(doc);
                _clock.CheckSometimes();
            }

            command.Parameters.Remove(parameter);
        });
        return [.. found];
    }

    /// <summary>The documents in which a text of a field matches a pattern, in order.</summary>
    public long[] Matching(FieldEntry field, WildcardPattern pattern)
    {
        // A text that begins with the prefix is at least the prefix and below the prefix followed by the last character there is.
        const string Sql = "SELECT value, doc FROM field_values WHERE field = $field AND value >= $low AND value <= $high ORDER BY value";
        var docs = new List<long>();
        using SqliteCommand command = _connection.Statement(
            Sql, ("$field", field.Id), ("$low", pattern.LiteralPrefix), ("$high", pattern.LiteralPrefix + "\U0010FFFF"));
        using SqliteDataReader reader = command.ExecuteReader();
        string? text = null;
        bool matches = false;
        while (reader.Read())
        {
            string next = reader.GetString(0);
            if (next != text)
                (text, matches) = (next, pattern.Matches(next));
            if (matches)
                docs.Add(reader.GetInt64(1));
            _clock.CheckSometimes();
        }

        return Distinct(docs);
    }

    /// <summary>
    /// The documents whose text in a field has these words, scored by how well they match.
    /// Joiner <c>OR</c> asks for any word, <c>AND</c> for all, <c>+</c> for all in order.
    /// </summary>
    public Matches Scored(FieldEntry field, ImmutableArray<string> words, string joiner)
    {
        var docs = new List<long>();
        var scores = new List<double>();
        using SqliteCommand command = _connection.Statement(Schema.MatchText(field.Id), ("$words", Expression(words, joiner)));
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            docs.Add(reader.GetInt64(0));
            scores.Add(Math.Max(0, reader.GetDouble(1)));
            _clock.CheckSometimes();
        }

        return Matches.OfSorted([.. docs], [.. scores]);
    }

    /// <summary>The documents whose text in a field has these words, in order.</summary>
    public long[] WithWords(FieldEntry field, ImmutableArray<string> words, string joiner) =>
        Docs(SortedBy.Doc, Schema.FindText(field.Id), ("$words", Expression(words, joiner)));

    /// <summary>
    /// Calls <paramref name="visit"/> with number, id and JSON of each of these documents, in their order, until it returns false.
    /// The JSON is valid during the call only.
    /// </summary>
    public void Visit(ReadOnlySpan<long> docs, Func<long, string, ReadOnlyMemory<byte>, bool> visit)
    {
        using SqliteCommand command = _connection.Statement("SELECT id, source FROM documents WHERE doc = $doc", ("$doc", 0L));
        byte[] buffer = [];
        foreach (long doc in docs)
        {
            command.Parameters[0].Value = doc;
            using SqliteDataReader reader = command.ExecuteReader();
            reader.Read();
            if (!visit(doc, reader.GetString(0), Blob(reader, 1, ref buffer)))
                return;
        }
    }

    /// <summary>The same for documents in ascending order; where they lie close together, one pass over the table reads them all.</summary>
    public void VisitAscending(ReadOnlySpan<long> docs, Func<long, string, ReadOnlyMemory<byte>, bool> visit)
    {
        // Stepping over an unwanted row costs about a fifth of looking up a wanted one.
        const int PassOverCost = 5;
        if (docs.IsEmpty || docs.Length * PassOverCost < docs[^1] - docs[0])
        {
            Visit(docs, visit);
            return;
        }

        using SqliteCommand command = _connection.Statement(
            "SELECT doc, id, source FROM documents WHERE doc BETWEEN $first AND $last ORDER BY doc", ("$first", docs[0]), ("$last", docs[^1]));
        using SqliteDataReader reader = command.ExecuteReader();
        byte[] buffer = [];
        int next = 0;
        while (next < docs.Length && reader.Read())
        {
            if (reader.GetInt64(0) != docs[next])
                continue;
            if (!visit(docs[next], reader.GetString(1), Blob(reader, 2, ref buffer)))
                return;
            next++;
        }
    }

    /// <summary>For every document that has a field, its smallest or largest key.</summary>
    public Dictionary<long, object> SortKeys(FieldEntry field, SortMode mode)
    {
        var keys = new Dictionary<long, object>();
        string direction = mode == SortMode.Minimum ? "DESC" : "ASC";
        using SqliteCommand command = _connection.Statement(
            $"SELECT doc, value FROM field_values WHERE field = $field ORDER BY value {direction}", ("$field", field.Id));
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            // The last key seen of a document wins: the smallest in descending order, the largest in ascending order.
            keys[reader.GetInt64(0)] = reader.GetValue(1);
            _clock.CheckSometimes();
        }

        return keys;
    }

    // Conditions of one kind differ in their values only, so thousands of them share one prepared statement.
    private void ForEach(IReadOnlyList<ValueCondition> conditions, Func<ValueCondition, string> sqlOf, Action<SqliteCommand> run)
    {
        string? kind = null;
        SqliteCommand? command = null;
        try
        {
            foreach (ValueCondition condition in conditions)
            {
                if (condition.Sql != kind)
                {
                    command?.Dispose();
                    kind = condition.Sql;
                    command = _connection.Statement(sqlOf(condition), condition.Parameters);
                }

                for (int i = 0; i < condition.Parameters.Length; i++)
                    command!.Parameters[i].Value = condition.Parameters[i].Value;
                run(command!);
                _clock.CheckSometimes();
            }
        }
        finally
        {
            command?.Dispose();
        }
    }

    private enum SortedBy
    {
        Doc,
        Value,
    }

    private long[] Docs(SortedBy order, string sql, params (string Name, object Value)[] parameters)
    {
        var docs = new List<long>();
        using SqliteCommand command = _connection.Statement(sql, parameters);
        Collect(command, docs);
        return order == SortedBy.Doc ? [.. docs] : Distinct(docs);
    }

    private static ReadOnlyMemory<byte> Blob(SqliteDataReader reader, int column, ref byte[] buffer)
    {
        ReadOnlySpan<byte> blob = SQLitePCL.raw.sqlite3_column_blob(reader.Handle, column);
        if (buffer.Length < blob.Length)
            buffer = new byte[blob.Length * 2];
        blob.CopyTo(buffer);
        return buffer.AsMemory(0, blob.Length);
    }

    private void Collect(SqliteCommand command, List<long> docs)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            docs.Add(reader.GetInt64(0));
            _clock.CheckSometimes();
        }
    }

    private static long[] Distinct(List<long> docs)
    {
        docs.Sort();
        int kept = 0;
        for (int i = 0; i < docs.Count; i++)
        {
            if (i == 0 || docs[i] != docs[i - 1])
                docs[kept++] = docs[i];
        }

        docs.RemoveRange(kept, docs.Count - kept);
        return [.. docs];
    }

    // Words hold letters and digits only, so quoting them leaves nothing that the full-text index could read as its own syntax.
    private static string Expression(ImmutableArray<string> words, string joiner)
    {
        var expression = new StringBuilder();
        foreach (string word in words)
        {
            if (expression.Length > 0)
                expression.Append(CultureInfo.InvariantCulture, $" {joiner} ");
            expression.Append('"').Append(word).Append('"');
        }

        return expression.ToString();
    }
}
