using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Python.Ir;

// The expression family of the IR. Trees: operands are evaluated from left to right, exactly once.

/// <summary>An expression of any kind.</summary>
internal abstract class IrExpr
{
    private protected IrExpr(IrType type)
    {
        Type = type;
    }

    public IrType Type { get; }
}

/// <summary>A number; a float is held as its bits.</summary>
internal sealed class IrConst(IrType type, long bits) : IrExpr(type)
{
    public long Bits { get; } = bits;
}

/// <summary>The address of constant memory, plus a distance in bytes.</summary>
internal sealed class IrDataAddress(IrData data) : IrExpr(IrType.I32)
{
    public IrData Data { get; } = data;
}

/// <summary>The first address after all constant memory, where the heap begins.</summary>
internal sealed class IrHeapBase() : IrExpr(IrType.I32);

/// <summary>Reads a local.</summary>
internal sealed class IrLocalGet(IrLocal local) : IrExpr(local.Type)
{
    public IrLocal Local { get; } = local;
}

/// <summary>Reads a global.</summary>
internal sealed class IrGlobalGet(IrGlobal global) : IrExpr(global.Type)
{
    public IrGlobal Global { get; } = global;
}

/// <summary>One plain WebAssembly instruction over its operands.</summary>
internal sealed class IrApply(WasmOp op, IrType type, params IrExpr[] args) : IrExpr(type)
{
    public WasmOp Op { get; } = op;

    public IrExpr[] Args { get; } = args;
}

/// <summary>What a memory access touches. Accesses of different regions never overlap, except <see cref="Raw"/>.</summary>
internal enum IrRegion
{
    /// <summary>Anything: the library's own accesses.</summary>
    Raw,
    ListLength,
    ListCapacity,
    ListItems,
    ListElement,

    /// <summary>Strings, tuples and boxes: written once, before anybody else sees them.</summary>
    Immutable,
}

/// <summary>Reads memory.</summary>
internal sealed class IrLoad(WasmOp op, IrType type, IrExpr address, int offset, IrRegion region) : IrExpr(type)
{
    public WasmOp Op { get; } = op;

    public IrExpr Address { get; } = address;

    public int Offset { get; } = offset;

    public IrRegion Region { get; } = region;
}

/// <summary>Calls a function of the module or an import.</summary>
internal sealed class IrCall(IrFunction target, IrExpr[] args, IrSite site) : IrExpr(target.ReturnType)
{
    public IrFunction Target { get; } = target;

    public IrExpr[] Args { get; } = args;

    public IrSite Site { get; } = site;
}

/// <summary><c>test ? whenTrue : whenFalse</c>; only the chosen side is evaluated.</summary>
internal sealed class IrChoose(IrExpr test, IrExpr whenTrue, IrExpr whenFalse) : IrExpr(whenTrue.Type)
{
    public IrExpr Test { get; } = test;

    public IrExpr WhenTrue { get; } = whenTrue;

    public IrExpr WhenFalse { get; } = whenFalse;
}

/// <summary>Statements that run before a value is taken.</summary>
internal sealed class IrSequence(List<IrStmt> statements, IrExpr value) : IrExpr(value.Type)
{
    public List<IrStmt> Statements { get; } = statements;

    public IrExpr Value { get; } = value;
}

/// <summary>Integer operations with Python's meaning, which raise where the result does not exist.</summary>
internal enum CheckedOp
{
    Add,
    Sub,
    Mul,
    Abs,
    FloorDiv,
    Mod,
    ShiftLeft,
    ShiftRight,

    /// <summary>Float division; raises for a zero divisor.</summary>
    FloatDiv,
}

/// <summary>What range analysis found out about a checked operation.</summary>
[System.Flags]
internal enum CheckFacts
{
    None = 0,

    /// <summary>The result fits in 64 bits.</summary>
    NoOverflow = 1,

    /// <summary>The divisor is not zero.</summary>
    DivisorNotZero = 2,

    /// <summary>Both operands are at least zero.</summary>
    NonNegative = 4,

    /// <summary>The divisor is greater than zero.</summary>
    DivisorPositive = 8,

    /// <summary>The second operand of a shift lies in 0 to 63.</summary>
    ShiftInRange = 16,

    /// <summary>The right operand of an addition or subtraction is at least zero.</summary>
    RightNonNegative = 32,

    /// <summary>The right operand of an addition or subtraction is at most zero.</summary>
    RightNonPositive = 64,
}

/// <summary>A checked operation; lowered to plain ones after range analysis.</summary>
internal sealed class IrChecked(CheckedOp op, IrType type, IrSite site, params IrExpr[] args) : IrExpr(type)
{
    public CheckedOp Op { get; } = op;

    public IrSite Site { get; } = site;

    public IrExpr[] Args { get; } = args;

    public CheckFacts Facts { get; set; }
}

/// <summary>What an element access indexes.</summary>
internal enum IndexedKind
{
    /// <summary>Gives the address of a list's element.</summary>
    List,

    /// <summary>Gives the code point of a string's character.</summary>
    Str,
}

/// <summary>Indexes a list or string with Python's meaning: negative indices count from the end, others raise.</summary>
internal sealed class IrElement(IndexedKind kind, IrExpr sequence, IrExpr index, int sizeBytes, IrSite site) : IrExpr(IrType.I32)
{
    public IndexedKind Kind { get; } = kind;

    public IrExpr Sequence { get; } = sequence;

    /// <summary>The index, <see cref="IrType.I64"/>.</summary>
    public IrExpr Index { get; } = index;

    /// <summary>The size of one element; a power of two.</summary>
    public int SizeBytes { get; } = sizeBytes;

    public IrSite Site { get; } = site;

    /// <summary>The index is known to be at least zero.</summary>
    public bool IsNonNegative { get; set; }

    /// <summary>The index is known to lie inside the sequence.</summary>
    public bool IsInBounds { get; set; }

    /// <summary>Set for stores: the message names assignment.</summary>
    public bool IsStore { get; init; }
}

/// <summary>The number under which the debug section knows a site.</summary>
internal sealed class IrSiteNumber(IrSite site) : IrExpr(IrType.I32)
{
    public IrSite Site { get; } = site;
}
