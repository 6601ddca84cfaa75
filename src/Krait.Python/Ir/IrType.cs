namespace Krait.Python.Ir;

/// <summary>How a value is held while code runs. References are addresses in linear memory, so they are <see cref="I32"/>.</summary>
internal enum IrType
{
    /// <summary>No value at all.</summary>
    Void,

    /// <summary>A bool, a code point or an address.</summary>
    I32,

    /// <summary>An int.</summary>
    I64,

    /// <summary>A float.</summary>
    F64,
}
