using System.Text.Json;

namespace Krait.Udf.Host;

/// <summary>What one parameter name gives in one batch; it cannot change between documents.</summary>
internal sealed class ParameterSlot
{
    public static readonly ParameterSlot Absent = new(default);

    public ParameterSlot(JsonElement value) => Value = value;

    /// <summary>The value; undefined when the call has no such parameter.</summary>
    public JsonElement Value { get; }

    public bool Exists => Value.ValueKind != JsonValueKind.Undefined;
}
