namespace Krait.Wasm;

/// <summary>What follows an instruction's code in the binary format. Every reader of code switches over this, never over instructions.</summary>
/// <remarks>Spec: binary/instructions.</remarks>
public enum Imm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A block type: empty, one value type, or a type index (s33).</summary>
    BlockType,

    /// <summary>One label, counted outwards from 0.</summary>
    Label,

    /// <summary>A vector of labels, then the default label.</summary>
    LabelTable,

    /// <summary>A function index.</summary>
    FunctionIndex,

    /// <summary>A type index.</summary>
    TypeIndex,

    /// <summary>A type index, then a table index.</summary>
    TypeTable,

    /// <summary>A local index; parameters come first.</summary>
    LocalIndex,

    /// <summary>A global index.</summary>
    GlobalIndex,

    /// <summary>A table index.</summary>
    TableIndex,

    /// <summary>A destination and a source table index.</summary>
    TablePair,

    /// <summary>A memory index.</summary>
    MemoryIndex,

    /// <summary>A destination and a source memory index.</summary>
    MemoryPair,

    /// <summary>An element segment index.</summary>
    ElementIndex,

    /// <summary>An element segment index, then a table index.</summary>
    ElementTable,

    /// <summary>A data segment index.</summary>
    DataIndex,

    /// <summary>A data segment index, then a memory index.</summary>
    DataMemory,

    /// <summary>A tag index.</summary>
    TagIndex,

    /// <summary>A signed 32-bit constant.</summary>
    I32,

    /// <summary>A signed 64-bit constant.</summary>
    I64,

    /// <summary>Four bytes of an IEEE 754 number.</summary>
    F32,

    /// <summary>Eight bytes of an IEEE 754 number.</summary>
    F64,

    /// <summary>Sixteen bytes.</summary>
    V128,

    /// <summary>Alignment as a power of two, then a constant offset in bytes; bit 6 of the alignment announces a memory index.</summary>
    MemArg,

    /// <summary>A memory argument, then a lane number.</summary>
    MemArgLane,

    /// <summary>A lane number.</summary>
    Lane,

    /// <summary>Sixteen lane numbers.</summary>
    Lanes16,

    /// <summary>A heap type (s33).</summary>
    HeapType,

    /// <summary>A vector of value types.</summary>
    ValueTypes,

    /// <summary>A block type, then a vector of catch clauses.</summary>
    CatchTable,

    /// <summary>Two nullability flags in a byte, a label, a source heap type and a target heap type.</summary>
    CastBranch,

    /// <summary>A structure type index, then a field index.</summary>
    TypeField,

    /// <summary>An array type index, then an element count.</summary>
    TypeCount,

    /// <summary>An array type index, then a data segment index.</summary>
    TypeData,

    /// <summary>An array type index, then an element segment index.</summary>
    TypeElement,

    /// <summary>A destination and a source array type index.</summary>
    TypePair,

    /// <summary>One byte that must be zero.</summary>
    ZeroByte,
}
