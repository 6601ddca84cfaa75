using System.Text.Json;

namespace Krait.Python;

/// <summary>One parameter of a UDF, which callers bind by name.</summary>
/// <param name="Name">The Python name.</param>
/// <param name="Type">The UDF type: <c>string</c>, <c>i64</c>, <c>f64</c>, <c>bool</c>, <c>any</c>, <c>list&lt;T&gt;</c>, <c>map&lt;T&gt;</c> or <c>T?</c>.</param>
/// <param name="Required">Whether a caller must give a value; false where there is a default.</param>
public sealed record UdfParameter(string Name, string Type, bool Required)
{
    /// <summary>The default as a JSON value, or null where there is none. A default of <c>None</c> is a JSON null.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The document field to take the value from, such as <c>author.names[0]</c>; null for the field of the parameter's own name.</summary>
    public string? Path { get; init; }
}
