using System.Collections.Immutable;
using Krait.Python.Ir;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Emit;

// How values lie in linear memory. Everything is little-endian, offsets are in bytes.
//
// str (written once; see krait.memory)       list
//
//   +0       +4      +8     +12    +16         +0       +4         +8
//   | length | shift | mask | hash | chars     | length | capacity | items -> capacity * element size
//
//   length   code points                       element  8 bytes: int, float; 1: bool; 4: addresses
//   shift    0 or 2: bytes per char are 1 << shift
//   mask     0xFF or 0xFFFFFFFF: char i is load32(chars + (i << shift)) & mask
//   after the chars at least 3 bytes of padding
//
// tuple: its elements one after another, 8 bytes for an int or float, 4 for the rest, each at a multiple of its size.
// T | None: address 0 is None; a scalar T lies in a box of 8 bytes, a reference T is its own address.
// exception: | type number i32 | message address i32, 0 for none |

/// <summary>Offsets and sizes of values in memory. docs/ABI.md shows what of it the host sees.</summary>
internal static class Layouts
{
    public const int StrLength = 0;
    public const int StrShift = 4;
    public const int StrMask = 8;
    public const int StrChars = 16;
    public const int StrPadding = 3;

    public const int ListLength = 0;
    public const int ListCapacity = 4;
    public const int ListItems = 8;
    public const int ListHeaderBytes = 16;

    public const int BoxBytes = 8;

    public const int ExceptionType = 0;
    public const int ExceptionMessage = 4;
    public const int ExceptionBytes = 8;

    /// <summary>The size of a list element.</summary>
    public static int ElementBytes(PyType type) => type.Held switch
    {
        IrType.I64 or IrType.F64 => 8,
        _ when ReferenceEquals(type, PyType.Bool) => 1,
        _ => 4,
    };

    /// <summary>The instruction that reads a list element.</summary>
    public static WasmOp ElementLoad(PyType type) => type.Held switch
    {
        IrType.I64 => WasmOp.I64Load,
        IrType.F64 => WasmOp.F64Load,
        _ when ReferenceEquals(type, PyType.Bool) => WasmOp.I32Load8U,
        _ => WasmOp.I32Load,
    };

    /// <summary>The instruction that writes a list element.</summary>
    public static WasmOp ElementStore(PyType type) => type.Held switch
    {
        IrType.I64 => WasmOp.I64Store,
        IrType.F64 => WasmOp.F64Store,
        _ when ReferenceEquals(type, PyType.Bool) => WasmOp.I32Store8,
        _ => WasmOp.I32Store,
    };

    /// <summary>The instruction that reads a tuple element or the inside of a box.</summary>
    public static WasmOp FieldLoad(PyType type) => type.Held switch
    {
        IrType.I64 => WasmOp.I64Load,
        IrType.F64 => WasmOp.F64Load,
        _ => WasmOp.I32Load,
    };

    /// <summary>The instruction that writes a tuple element or the inside of a box.</summary>
    public static WasmOp FieldStore(PyType type) => type.Held switch
    {
        IrType.I64 => WasmOp.I64Store,
        IrType.F64 => WasmOp.F64Store,
        _ => WasmOp.I32Store,
    };

    /// <summary>The offset of each tuple element, and last the size of the tuple.</summary>
    public static ImmutableArray<int> TupleOffsets(TupleType tuple)
    {
        var offsets = ImmutableArray.CreateBuilder<int>(tuple.Elements.Length + 1);
        int offset = 0;
        foreach (PyType element in tuple.Elements)
        {
            int size = element.Resolve().Held is IrType.I64 or IrType.F64 ? 8 : 4;
            offset = (offset + size - 1) & -size;
            offsets.Add(offset);
            offset += size;
        }

        offsets.Add((offset + 7) & -8);
        return offsets.MoveToImmutable();
    }
}
