using System;
using System.Runtime.CompilerServices;
using Krait.Wasm.Binary;

namespace Krait.Wasm;

/// <summary>
/// Walks code one instruction at a time. After <see cref="Read"/>, the properties hold the immediates of that instruction;
/// which of them have a meaning follows from <see cref="OpFacts.ImmediateOf"/>.
/// </summary>
/// <remarks>
/// Allocates nothing. Malformed bytes give <see cref="MalformedModuleException"/> with their offset; indices are not checked
/// against a module and may even be negative in code that was never validated. Nesting is the caller's to follow.
/// Spec: binary/instructions.
/// </remarks>
public ref struct InstructionReader
{
    private ByteReader _bytes;
    private int _tableStart;
    private int _tableLength;
    private WasmOp _op;
    private BlockType _blockType;
    private HeapType _heapType;
    private HeapType _secondHeapType;

    /// <summary>Starts at the first instruction of some code.</summary>
    /// <param name="code">A function body's or constant expression's instructions.</param>
    /// <param name="codeOffsetInModule">Where the code began in its file; added to the offsets in messages.</param>
    public InstructionReader(ReadOnlySpan<byte> code, int codeOffsetInModule = 0)
    {
        _bytes = new ByteReader(code, codeOffsetInModule, codeOffsetInModule == 0 ? null : SectionId.Code);
    }

    /// <summary>Whether all code has been read.</summary>
    public readonly bool AtEnd => _bytes.AtEnd;

    /// <summary>Where the instruction read last begins, in bytes from the start of the code.</summary>
    public int Offset { get; private set; }

    /// <summary>Where the next instruction begins, in bytes from the start of the code.</summary>
    public readonly int NextOffset => _bytes.Position;

    /// <summary>The instruction read last.</summary>
    public readonly WasmOp Op => _op;

    /// <summary>The label, index or lane; the first one where there are two. The destination of copies, the segment of <c>memory.init</c> and <c>table.init</c>, the type of <c>call_indirect</c>.</summary>
    public int Index { get; private set; }

    /// <summary>The second index: source of copies, memory of <c>memory.init</c>, table of <c>table.init</c> and <c>call_indirect</c>, field of <c>struct.get</c>.</summary>
    public int SecondIndex { get; private set; }

    /// <summary>The bits of a constant: i32 and f32 in the lower half.</summary>
    public ulong Bits { get; private set; }

    /// <summary>The value of <c>i32.const</c>.</summary>
    public readonly int I32 => (int)Bits;

    /// <summary>The value of <c>i64.const</c>.</summary>
    public readonly long I64 => (long)Bits;

    /// <summary>The value of <c>f32.const</c>, signalling NaNs unchanged only through <see cref="Bits"/>.</summary>
    public readonly float F32 => BitConverter.UInt32BitsToSingle((uint)Bits);

    /// <summary>The value of <c>f64.const</c>, signalling NaNs unchanged only through <see cref="Bits"/>.</summary>
    public readonly double F64 => BitConverter.UInt64BitsToDouble(Bits);

    /// <summary>The type of a block.</summary>
    public readonly BlockType BlockType => _blockType;

    /// <summary>Alignment of a memory argument as a power of two.</summary>
    public int AlignmentLog2 { get; private set; }

    /// <summary>Constant offset of a memory argument, in bytes.</summary>
    public ulong MemoryOffset { get; private set; }

    /// <summary>Memory of a memory argument.</summary>
    public int MemoryIndex { get; private set; }

    /// <summary>The heap type; of casts that branch, the source.</summary>
    public readonly HeapType HeapType => _heapType;

    /// <summary>The target heap type of a cast that branches.</summary>
    public readonly HeapType SecondHeapType => _secondHeapType;

    /// <summary>Nullability flags of a cast that branches: bit 0 source, bit 1 target.</summary>
    public int CastFlags { get; private set; }

    /// <summary>The labels of <c>br_table</c>, without the default, which is <see cref="Index"/>.</summary>
    public readonly LabelTable Labels => new(_bytes.Slice(_tableStart, _bytes.Position - _tableStart), _tableLength);

    /// <summary>The clauses of <c>try_table</c>.</summary>
    public readonly CatchTable Catches => new(_bytes.Slice(_tableStart, _bytes.Position - _tableStart), _tableLength);

    /// <summary>The value types of a typed <c>select</c>.</summary>
    public readonly ValueTypeList ValueTypes => new(_bytes.Slice(_tableStart, _bytes.Position - _tableStart), _tableLength);

    /// <summary>The sixteen bytes of <c>v128.const</c> or <c>i8x16.shuffle</c>.</summary>
    public readonly ReadOnlySpan<byte> Bytes16 => _bytes.Slice(_tableStart, 16);

    /// <summary>Reads the next instruction and its immediates.</summary>
    /// <exception cref="MalformedModuleException">The bytes end too early, or are no instruction.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public WasmOp Read()
    {
        Offset = _bytes.Position;
        var code = (uint)_bytes.ReadByte();
        if (0xFB <= code && code <= 0xFE)
            code = (code << 16) | ReadSubCode();
        _op = (WasmOp)code;
        var dense = OpFacts.DenseIndex(_op);
        var immediate = dense < 0 ? byte.MaxValue : OpFacts.RawImmediate(dense);
        if (immediate != (byte)Imm.None)
            ReadImmediates(immediate);
        return _op;
    }

    private uint ReadSubCode()
    {
        var sub = _bytes.ReadU32();
        if (sub > 0xFFFF)
            ThrowIllegal($"illegal opcode {sub:x}");
        return sub;
    }

    // One case per immediate kind: the only place that knows how immediates lie in the file.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadImmediates(byte immediate)
    {
        switch ((Imm)immediate)
        {
            case Imm.Label or Imm.FunctionIndex or Imm.TypeIndex or Imm.LocalIndex or Imm.GlobalIndex or Imm.TableIndex
                or Imm.MemoryIndex or Imm.ElementIndex or Imm.DataIndex or Imm.TagIndex:
                Index = (int)_bytes.ReadU32();
                break;
            case Imm.TypeTable or Imm.TablePair or Imm.MemoryPair or Imm.ElementTable or Imm.DataMemory
                or Imm.TypeField or Imm.TypeCount or Imm.TypeData or Imm.TypeElement or Imm.TypePair:
                Index = (int)_bytes.ReadU32();
                SecondIndex = (int)_bytes.ReadU32();
                break;
            case Imm.I32: Bits = (uint)_bytes.ReadS32(); break;
            case Imm.I64: Bits = (ulong)_bytes.ReadS64(); break;
            case Imm.F32: Bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(_bytes.ReadBytes(4)); break;
            case Imm.F64: Bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(_bytes.ReadBytes(8)); break;
            case Imm.V128 or Imm.Lanes16: ReadBytes16(); break;
            case Imm.BlockType: _blockType = ReadBlockType(); break;
            case Imm.LabelTable: ReadLabelTable(); break;
            case Imm.MemArg: ReadMemArg(); break;
            case Imm.MemArgLane:
                ReadMemArg();
                Index = _bytes.ReadByte();
                break;
            case Imm.Lane: Index = _bytes.ReadByte(); break;
            case Imm.HeapType: _heapType = _bytes.ReadHeapType(); break;
            case Imm.ValueTypes: ReadValueTypes(); break;
            case Imm.CatchTable: ReadCatchTable(); break;
            case Imm.CastBranch: ReadCastBranch(); break;
            case Imm.ZeroByte:
                if (_bytes.ReadByte() != 0)
                    ThrowIllegal("zero byte expected");
                break;
            default:
                ThrowIllegal((uint)_op < 256 ? $"illegal opcode {(uint)_op:x2}" : $"illegal opcode {(uint)_op >> 16:x2} {(uint)_op & 0xFFFF:x2}");
                break;
        }
    }

    private readonly void ThrowIllegal(string reason)
    {
        var reader = _bytes;
        reader.Position = Offset;
        reader.Throw(reason);
    }

    private void ReadBytes16()
    {
        _tableStart = _bytes.Position;
        _bytes.ReadBytes(16);
    }

    private BlockType ReadBlockType()
    {
        var next = _bytes.PeekByte();
        if (next == 0x40)
        {
            _bytes.ReadByte();
            return BlockType.Empty;
        }

        // A single byte with bit 6 set is negative as s33: a value type.
        if ((next & 0xC0) == 0x40)
            return BlockType.Of(_bytes.ReadValueType());
        var index = _bytes.ReadS33();
        if (index < 0 || ModuleLimits.MostTypes <= index)
            _bytes.Throw(index < 0 ? "malformed block type" : "unknown type");
        return BlockType.OfType((int)index);
    }

    private void ReadLabelTable()
    {
        _tableLength = _bytes.ReadCount(itemBytes: 1, ModuleLimits.MostBranchTableLabels, "branch table labels");
        _tableStart = _bytes.Position;
        for (var i = 0; i < _tableLength; i++)
            _bytes.ReadU32();
        Index = (int)_bytes.ReadU32();
    }

    private void ReadValueTypes()
    {
        _tableLength = _bytes.ReadCount(itemBytes: 1, ModuleLimits.MostResults, "types of select");
        _tableStart = _bytes.Position;
        for (var i = 0; i < _tableLength; i++)
            _bytes.ReadValueType();
    }

    private void ReadCatchTable()
    {
        _blockType = ReadBlockType();
        _tableLength = _bytes.ReadCount(itemBytes: 2, ModuleLimits.MostCatchClauses, "catch clauses");
        _tableStart = _bytes.Position;
        for (var i = 0; i < _tableLength; i++)
            CatchTable.ReadClause(ref _bytes);
    }

    private void ReadCastBranch()
    {
        CastFlags = _bytes.ReadByte();
        if (CastFlags > 3)
            ThrowIllegal("malformed br_on_cast flags");
        Index = (int)_bytes.ReadU32();
        _heapType = _bytes.ReadHeapType();
        _secondHeapType = _bytes.ReadHeapType();
    }

    private void ReadMemArg()
    {
        const int hasMemoryIndex = 0x40;
        var alignment = _bytes.ReadU32();
        MemoryIndex = 0;
        if (alignment >= 2 * hasMemoryIndex)
            ThrowIllegal("malformed memop flags");
        if ((alignment & hasMemoryIndex) != 0)
            MemoryIndex = (int)_bytes.ReadU32();
        AlignmentLog2 = (int)(alignment & (hasMemoryIndex - 1));
        MemoryOffset = _bytes.ReadU64();
    }
}
