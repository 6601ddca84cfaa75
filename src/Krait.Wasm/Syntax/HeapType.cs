namespace Krait.Wasm;

/// <summary>What a reference points to: one of the abstract types below, or a type of the module by its index.</summary>
/// <param name="Value">A type index when 0 or more; otherwise the abstract type's code as in the binary format (s33).</param>
/// <remarks>Spec: syntax/types, heap types.</remarks>
public readonly record struct HeapType(int Value)
{
    /// <summary>Any function.</summary>
    public static HeapType Func => new(-0x10);

    /// <summary>A value of the host.</summary>
    public static HeapType Extern => new(-0x11);

    /// <summary>Any internal reference.</summary>
    public static HeapType Any => new(-0x12);

    /// <summary>References that can be compared.</summary>
    public static HeapType Eq => new(-0x13);

    /// <summary>A 31-bit integer.</summary>
    public static HeapType I31 => new(-0x14);

    /// <summary>Any structure.</summary>
    public static HeapType Struct => new(-0x15);

    /// <summary>Any array.</summary>
    public static HeapType Array => new(-0x16);

    /// <summary>An exception.</summary>
    public static HeapType Exn => new(-0x17);

    /// <summary>No internal reference.</summary>
    public static HeapType None => new(-0x0F);

    /// <summary>No host value.</summary>
    public static HeapType NoExtern => new(-0x0E);

    /// <summary>No function.</summary>
    public static HeapType NoFunc => new(-0x0D);

    /// <summary>No exception.</summary>
    public static HeapType NoExn => new(-0x0C);

    /// <summary>Whether this is a type of the module, by index.</summary>
    public bool IsIndex => 0 <= Value;

    /// <summary>The keyword of the text format, or the type index in digits.</summary>
    public override string ToString() => IsIndex
        ? Value.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : TypeNames.OfHeapType(this);
}
