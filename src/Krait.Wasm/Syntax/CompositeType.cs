using System.Collections.Immutable;

namespace Krait.Wasm;

/// <summary>The shape a type definition gives: a function, a structure or an array.</summary>
/// <remarks>Spec: syntax/types, composite types.</remarks>
public abstract class CompositeType
{
    private protected CompositeType()
    {
    }
}

/// <summary>What a structure field or array element holds: a value, or an integer of 8 or 16 bits.</summary>
/// <param name="Value">The type as seen by instructions; i32 for packed integers.</param>
/// <param name="PackedBits">8 or 16 for packed integers, 0 for whole values.</param>
/// <remarks>Spec: syntax/types, storage types.</remarks>
public readonly record struct StorageType(ValueType Value, int PackedBits);

/// <summary>A structure field or the element of an array.</summary>
/// <param name="Storage">What it holds.</param>
/// <param name="Mutability">Whether it may change.</param>
public readonly record struct FieldType(StorageType Storage, Mutability Mutability);

/// <summary>A structure: a row of fields.</summary>
/// <param name="fields">The fields in order.</param>
public sealed class StructType(ImmutableArray<FieldType> fields) : CompositeType
{
    /// <summary>The fields in order.</summary>
    public ImmutableArray<FieldType> Fields { get; } = fields;
}

/// <summary>An array of equal elements.</summary>
/// <param name="element">The type of each element.</param>
public sealed class ArrayType(FieldType element) : CompositeType
{
    /// <summary>The type of each element.</summary>
    public FieldType Element { get; } = element;
}
