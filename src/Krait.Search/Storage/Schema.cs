using System.Globalization;

namespace Krait.Search.Storage;

/// <summary>
/// The tables of a store. No text of a request ever becomes part of a statement:
/// the only statements made at run time are those of full-text tables, named by the number of their field.
/// </summary>
internal static class Schema
{
    /// <summary>Kept in SQLite's user_version; a store of another version is refused.</summary>
    public const int Version = 1;

    // documents     one row per document; doc is its number in every other table, kept when the document is replaced
    // field_values  one row per distinct value of a field in a document:
    //               by (doc, field) for sorting and for deleting, by (field, value) for searching
    // text_N        full text of field N, one row per document that has text there; rowid is doc
    public const string Create = """
        CREATE TABLE indices(
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, dynamic TEXT NOT NULL, created_ms INTEGER NOT NULL,
            documents INTEGER NOT NULL DEFAULT 0, next_seq INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE fields(
            id INTEGER PRIMARY KEY AUTOINCREMENT, index_id INTEGER NOT NULL REFERENCES indices(id), path TEXT NOT NULL,
            type TEXT NOT NULL, kinds INTEGER NOT NULL, has_text INTEGER NOT NULL, UNIQUE(index_id, path));
        CREATE TABLE documents(
            doc INTEGER PRIMARY KEY, index_id INTEGER NOT NULL REFERENCES indices(id), id TEXT NOT NULL,
            version INTEGER NOT NULL, seq INTEGER NOT NULL, source BLOB NOT NULL, UNIQUE(index_id, id));
        CREATE INDEX documents_by_index ON documents(index_id);
        CREATE TABLE field_values(
            doc INTEGER NOT NULL, field INTEGER NOT NULL, value NOT NULL, PRIMARY KEY(doc, field, value)) WITHOUT ROWID;
        CREATE INDEX field_values_by_value ON field_values(field, value);
        """;

    // Accents are folded as users of search expect; detail=full keeps positions, which phrases need.
    public static string CreateTextTable(long field) =>
        string.Create(CultureInfo.InvariantCulture, $"CREATE VIRTUAL TABLE text_{field} USING fts5(body, tokenize='unicode61 remove_diacritics 2')");

    public static string DropTextTable(long field) => string.Create(CultureInfo.InvariantCulture, $"DROP TABLE text_{field}");

    public static string InsertText(long field) =>
        string.Create(CultureInfo.InvariantCulture, $"INSERT INTO text_{field}(rowid, body) VALUES($doc, $body)");

    public static string DeleteText(long field) => string.Create(CultureInfo.InvariantCulture, $"DELETE FROM text_{field} WHERE rowid = $doc");

    // FTS5's bm25 is smaller for better rows; users expect the opposite. Rows come in order of doc.
    public static string MatchText(long field) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT rowid, -bm25(text_{field}) FROM text_{field} WHERE text_{field} MATCH $words");

    public static string FindText(long field) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT rowid FROM text_{field} WHERE text_{field} MATCH $words");
}
