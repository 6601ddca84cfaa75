using System;
using System.Collections.Immutable;
using System.Text;

namespace Krait.Wasm;

/// <summary>Parameters and results of a function or block. Two are equal when both lists are.</summary>
/// <remarks>Spec: syntax/types, function types.</remarks>
public sealed class FunctionType : CompositeType, IEquatable<FunctionType>
{
    private static readonly FunctionType[] s_ofNumber = MakeOfNumber();

    /// <summary>Makes a function type.</summary>
    /// <param name="parameters">Parameter types in order; may be empty, not default.</param>
    /// <param name="results">Result types in order; may be empty, not default.</param>
    public FunctionType(ImmutableArray<ValueType> parameters, ImmutableArray<ValueType> results)
    {
        if (parameters.IsDefault)
            throw new ArgumentException("a default array stands for no list at all", nameof(parameters));
        if (results.IsDefault)
            throw new ArgumentException("a default array stands for no list at all", nameof(results));
        Parameters = parameters;
        Results = results;
    }

    /// <summary>No parameters, no results.</summary>
    public static FunctionType Empty { get; } = new([], []);

    /// <summary>Parameter types in order.</summary>
    public ImmutableArray<ValueType> Parameters { get; }

    /// <summary>Result types in order.</summary>
    public ImmutableArray<ValueType> Results { get; }

    /// <summary>No parameters and one result. Numbers and vectors share one instance each.</summary>
    public static FunctionType OfResult(ValueType result) =>
        result.IsReference ? new FunctionType([], [result]) : s_ofNumber[result.NumberCode - ValueType.V128.NumberCode];

    /// <inheritdoc/>
    public bool Equals(FunctionType? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan())
                && Results.AsSpan().SequenceEqual(other.Results.AsSpan())));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FunctionType);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var type in Parameters)
            hash.Add(type);
        hash.Add(Parameters.Length);
        foreach (var type in Results)
            hash.Add(type);
        return hash.ToHashCode();
    }

    /// <summary>The type in words for messages and listings, e.g. <c>(i32, i64) -> f64</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new("(");
        text.AppendJoin(", ", Parameters).Append(") -> ");
        if (Results.Length == 1)
            return text.Append(Results[0]).ToString();
        return text.Append('(').AppendJoin(", ", Results).Append(')').ToString();
    }

    private static FunctionType[] MakeOfNumber()
    {
        var types = new FunctionType[5];
        for (var i = 0; i < types.Length; i++)
            types[i] = new FunctionType([], [ValueType.Number(ValueType.V128.NumberCode + i)]);
        return types;
    }
}
