namespace Krait.Wasm;

/// <summary>The type of a block: nothing, one result, or a function type of the module by index.</summary>
/// <remarks>Spec: syntax/instructions, block types.</remarks>
public readonly record struct BlockType
{
    private readonly int _typeIndexPlusOne;

    private BlockType(int typeIndexPlusOne, ValueType? result)
    {
        _typeIndexPlusOne = typeIndexPlusOne;
        Result = result;
    }

    /// <summary>No parameters, no results.</summary>
    public static BlockType Empty => default;

    /// <summary>The single result, or null where there is none or a type index says more.</summary>
    public ValueType? Result { get; }

    /// <summary>The type index, or -1 where the block is <see cref="Empty"/> or has a single <see cref="Result"/>.</summary>
    public int TypeIndex => _typeIndexPlusOne - 1;

    /// <summary>A block without parameters and with one result.</summary>
    public static BlockType Of(ValueType result) => new(0, result);

    /// <summary>A block with the parameters and results of a function type of the module.</summary>
    public static BlockType OfType(int typeIndex) => new(typeIndex + 1, null);

    /// <summary>The block as a function type. The module must be validated, or at least hold the type index as a function type.</summary>
    /// <remarks>Cost: no allocation; single results share one function type per value type.</remarks>
    public FunctionType Resolve(Module module)
    {
        if (0 <= TypeIndex)
            return module.FunctionTypeAt(TypeIndex);
        return Result is { } result ? FunctionType.OfResult(result) : FunctionType.Empty;
    }
}
