using System.Text.Json;

namespace Krait.Udf;

/// <summary>One trial call of a UDF.</summary>
public sealed record UdfTestRequest
{
    /// <summary>Version to call; null for the newest.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The mode to call it in, as if it had been registered in it; null for its own. Costs a compilation the first time, and is refused
    /// as a registration would be.
    /// </summary>
    public UdfMode? Mode { get; init; }

    /// <summary>The document's fields, a JSON object; null for an empty one.</summary>
    public JsonElement? Document { get; init; }

    /// <summary>What <c>get_document_id()</c> answers.</summary>
    public string DocumentId { get; init; } = "";

    /// <summary>What <c>get_score()</c> answers.</summary>
    public double Score { get; init; }

    /// <summary>A JSON object: each member is a value, or an object with exactly <c>type</c> and <c>data</c>.</summary>
    public JsonElement? Parameters { get; init; }
}
