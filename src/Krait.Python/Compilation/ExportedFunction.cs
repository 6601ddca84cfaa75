using System.Collections.Immutable;
using System.Linq;

namespace Krait.Python;

/// <summary>A parameter of an exported function.</summary>
/// <param name="Name">The name in the source.</param>
/// <param name="Type">Its type.</param>
/// <param name="HasDefault">The source gives a default; the host passes it when the caller gives no value.</param>
public sealed record ExportedParameter(string Name, ExportedType Type, bool HasDefault);

/// <summary>A function that the host can call by its name.</summary>
/// <param name="Name">The export's name, the same as in the source.</param>
/// <param name="Parameters">The parameters in order.</param>
/// <param name="Result">The type of the result.</param>
public sealed record ExportedFunction(string Name, ImmutableArray<ExportedParameter> Parameters, ExportedType Result)
{
    /// <summary>The signature as Python writes it.</summary>
    /// <returns>One line, such as <c>mean(xs: list[float]) -> float</c>.</returns>
    public override string ToString() =>
        $"{Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"))}) -> {Result}";
}
