using System.Text.Json;

namespace Krait.Udf;

/// <summary>One document as a UDF sees it.</summary>
/// <param name="Id">The document's id; empty when it has none.</param>
/// <param name="Score">Relevance so far; 0 when nothing has scored it.</param>
/// <param name="Source">A JSON object with the fields. Its owner keeps it alive during <see cref="UdfBatch.Evaluate"/>.</param>
public readonly record struct UdfDocument(string Id, double Score, JsonElement Source);
