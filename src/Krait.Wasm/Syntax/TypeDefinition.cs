using System.Collections.Immutable;

namespace Krait.Wasm;

/// <summary>One entry of a module's type index space.</summary>
/// <param name="Composite">The shape.</param>
/// <param name="Supertypes">Type indices this one extends; empty for plain types.</param>
/// <param name="Finality">Whether others may extend it. A plain <c>(type (func ...))</c> is final.</param>
/// <param name="GroupSize">
/// Number of types in the recursion group that starts here; 1 for a type of its own, 0 for the second and later members of a group.
/// </param>
/// <remarks>Spec: syntax/types, recursive types.</remarks>
public sealed record TypeDefinition(CompositeType Composite, ImmutableArray<int> Supertypes, Finality Finality, int GroupSize)
{
    /// <summary>Whether the group is written out as one (<c>rec</c>) although it has a single member.</summary>
    public bool IsExplicitGroup { get; init; }

    /// <summary>A plain function type of its own.</summary>
    public static TypeDefinition Of(FunctionType type) => new(type, [], Finality.Final, 1);

    /// <summary>A plain function type of its own.</summary>
    public static implicit operator TypeDefinition(FunctionType type) => Of(type);
}

/// <summary>Whether a type may be extended.</summary>
public enum Finality
{
    /// <summary>No subtypes.</summary>
    Final,

    /// <summary>May have subtypes.</summary>
    Open,
}
