using System.Text.Json;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Execution;

/// <summary>One declared parameter of an entry function.</summary>
/// <param name="Name">Its name, which is also the query parameter's.</param>
/// <param name="Type">Its type.</param>
/// <param name="Path">The document field that gives it when the query does not.</param>
/// <param name="IsRequired">Whether a query must give it when it is no argument that a document field can give.</param>
/// <param name="Default">The value when neither does; undefined when there is none.</param>
internal sealed record EntryParameter(string Name, UdfType Type, FieldPath Path, bool IsRequired, JsonElement Default)
{
    /// <summary>How its values cross as arguments; null for a type that cannot.</summary>
    public TypeMarshal? MarshalOrNull { get; } = Marshals.OfOrNull(Type);

    /// <summary>How its values cross as arguments. Only parameters that fitted the function's type are asked.</summary>
    public TypeMarshal Marshal => MarshalOrNull!;

    public bool HasDefault => Default.ValueKind != JsonValueKind.Undefined;
}
