namespace Krait.Wasm;

/// <summary>The type of a value: a number, a vector, or a reference. Four bytes, compared by value.</summary>
/// <remarks>
/// Beside <c>using System;</c> the name meets <see cref="System.ValueType"/>; write <c>using ValueType = Krait.Wasm.ValueType;</c> there.
/// Spec: syntax/types, value types.
/// </remarks>
public readonly record struct ValueType
{
    // Numbers: their code in the binary format, 0x7B to 0x7F. References: bit 30, bit 29 for nullable, and below
    // the heap type plus 64, so that negative codes of abstract types fit. 0 is the validator's unknown type.
    private const int ReferenceBit = 1 << 30;
    private const int NullableBit = 1 << 29;
    private const int HeapBias = 64;
    private readonly int _bits;

    private ValueType(int bits)
    {
        _bits = bits;
    }

    /// <summary>32-bit integer.</summary>
    public static ValueType I32 => new(0x7F);

    /// <summary>64-bit integer.</summary>
    public static ValueType I64 => new(0x7E);

    /// <summary>32-bit IEEE 754 number.</summary>
    public static ValueType F32 => new(0x7D);

    /// <summary>64-bit IEEE 754 number.</summary>
    public static ValueType F64 => new(0x7C);

    /// <summary>128-bit vector.</summary>
    public static ValueType V128 => new(0x7B);

    /// <summary>A function or null: <c>(ref null func)</c>.</summary>
    public static ValueType FuncRef => Reference(HeapType.Func, Nullability.Nullable);

    /// <summary>A host value or null: <c>(ref null extern)</c>.</summary>
    public static ValueType ExternRef => Reference(HeapType.Extern, Nullability.Nullable);

    /// <summary>An exception of a guest or null: <c>(ref null exn)</c>.</summary>
    public static ValueType ExnRef => Reference(HeapType.Exn, Nullability.Nullable);

    /// <summary>Any type; what code that cannot be reached leaves on the operand stack. Never part of a module.</summary>
    internal static ValueType Unknown => default;

    /// <summary>Whether this is i32, i64, f32 or f64.</summary>
    public bool IsNumber => 0x7C <= _bits && _bits <= 0x7F;

    /// <summary>Whether this is a reference type.</summary>
    public bool IsReference => (_bits & ReferenceBit) != 0;

    /// <summary>Whether a reference of this type may be null; false for numbers.</summary>
    public bool IsNullable => (_bits & NullableBit) != 0;

    /// <summary>What a reference of this type points to. Meaningful only where <see cref="IsReference"/>.</summary>
    public HeapType HeapType => new((_bits & (NullableBit - 1)) - HeapBias);

    /// <summary>Whether a local of this type starts with a value (zero or null) of its own.</summary>
    public bool HasDefault => !IsReference || IsNullable;

    /// <summary>The code of a number or vector type in the binary format, 0x7B to 0x7F.</summary>
    internal int NumberCode => _bits;

    /// <summary>Makes a reference type.</summary>
    public static ValueType Reference(HeapType heapType, Nullability nullability) =>
        new(ReferenceBit | (nullability == Nullability.Nullable ? NullableBit : 0) | (heapType.Value + HeapBias));

    internal static ValueType Number(int code) => new(code);

    /// <summary>The type as the text format writes it, e.g. <c>i32</c>, <c>funcref</c>, <c>(ref 3)</c>.</summary>
    public override string ToString() => TypeNames.OfValueType(this);
}
