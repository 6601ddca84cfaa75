using System.Linq;
using Krait.Search.Mapping;
using Microsoft.Data.Sqlite;

namespace Krait.Search.Storage;

/// <summary>Removes an index with everything that belongs to it.</summary>
internal static class IndexRemoval
{
    public static void Remove(SqliteConnection connection, WriteStatements statements, IndexEntry index)
    {
        statements.ForgetText();
        foreach (FieldEntry field in index.Fields.Values.Where(field => field.HasText))
            connection.Execute(Schema.DropTextTable(field.Id));
        connection.Execute("DELETE FROM field_values WHERE doc IN (SELECT doc FROM documents WHERE index_id = $index)", ("$index", index.Id));
        connection.Execute("DELETE FROM documents WHERE index_id = $index", ("$index", index.Id));
        connection.Execute("DELETE FROM fields WHERE index_id = $index", ("$index", index.Id));
        connection.Execute("DELETE FROM indices WHERE id = $index", ("$index", index.Id));
    }
}
