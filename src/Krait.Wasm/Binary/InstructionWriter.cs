using System;
using Krait.Wasm.Binary;

namespace Krait.Wasm;

/// <summary>Builds the bytes of a function body or constant expression, one instruction per call. Nothing is checked; the validator does that.</summary>
/// <remarks>Each method gives the writer back, so calls chain. Not thread-safe. Cost: amortised constant per instruction.</remarks>
public sealed class InstructionWriter
{
    private readonly ByteWriter _bytes = new();

    /// <summary>Bytes written so far, which is the offset of the next instruction.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes written so far, as a copy.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>Forgets what was written and keeps the space.</summary>
    public InstructionWriter Clear()
    {
        _bytes.Clear();
        return this;
    }

    /// <summary>Appends instructions written elsewhere.</summary>
    public InstructionWriter Append(ReadOnlySpan<byte> code)
    {
        _bytes.WriteBytes(code);
        return this;
    }

    /// <summary>An instruction without immediates; with immediates, the caller writes them with the methods below.</summary>
    public InstructionWriter Op(WasmOp op)
    {
        var code = (uint)op;
        if (code < 256)
        {
            _bytes.WriteByte((byte)code);
            return this;
        }

        _bytes.WriteByte((byte)(code >> 16));
        _bytes.WriteU32(code & 0xFFFF);
        return this;
    }

    /// <summary>An instruction with one index or label.</summary>
    public InstructionWriter Op(WasmOp op, int index)
    {
        Op(op);
        _bytes.WriteCount(index);
        return this;
    }

    /// <summary>An instruction with two indices, in the order of the binary format (<c>memory.init</c>: segment, then memory).</summary>
    public InstructionWriter Op(WasmOp op, int firstIndex, int secondIndex)
    {
        Op(op, firstIndex);
        _bytes.WriteCount(secondIndex);
        return this;
    }

    /// <summary><c>i32.const</c>.</summary>
    public InstructionWriter I32Const(int value)
    {
        Op(WasmOp.I32Const);
        _bytes.WriteS64(value);
        return this;
    }

    /// <summary><c>i64.const</c>.</summary>
    public InstructionWriter I64Const(long value)
    {
        Op(WasmOp.I64Const);
        _bytes.WriteS64(value);
        return this;
    }

    /// <summary><c>f32.const</c>, bit for bit.</summary>
    public InstructionWriter F32Const(float value) => F32ConstBits(BitConverter.SingleToUInt32Bits(value));

    /// <summary><c>f32.const</c> by its bits.</summary>
    public InstructionWriter F32ConstBits(uint bits)
    {
        Op(WasmOp.F32Const);
        _bytes.WriteFixed32(bits);
        return this;
    }

    /// <summary><c>f64.const</c>, bit for bit.</summary>
    public InstructionWriter F64Const(double value) => F64ConstBits(BitConverter.DoubleToUInt64Bits(value));

    /// <summary><c>f64.const</c> by its bits.</summary>
    public InstructionWriter F64ConstBits(ulong bits)
    {
        Op(WasmOp.F64Const);
        _bytes.WriteFixed64(bits);
        return this;
    }

    /// <summary><c>v128.const</c> by its sixteen bytes, lowest lane first.</summary>
    public InstructionWriter V128Const(ReadOnlySpan<byte> sixteenBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sixteenBytes.Length, 16, nameof(sixteenBytes));
        Op(WasmOp.V128Const);
        _bytes.WriteBytes(sixteenBytes);
        return this;
    }

    /// <summary><c>local.get</c>; parameters are counted first.</summary>
    public InstructionWriter LocalGet(int localIndex) => Op(WasmOp.LocalGet, localIndex);

    /// <summary><c>local.set</c>.</summary>
    public InstructionWriter LocalSet(int localIndex) => Op(WasmOp.LocalSet, localIndex);

    /// <summary><c>local.tee</c>.</summary>
    public InstructionWriter LocalTee(int localIndex) => Op(WasmOp.LocalTee, localIndex);

    /// <summary><c>global.get</c>; imports are counted first.</summary>
    public InstructionWriter GlobalGet(int globalIndex) => Op(WasmOp.GlobalGet, globalIndex);

    /// <summary><c>global.set</c>.</summary>
    public InstructionWriter GlobalSet(int globalIndex) => Op(WasmOp.GlobalSet, globalIndex);

    /// <summary><c>call</c>; imports are counted first.</summary>
    public InstructionWriter Call(int functionIndex) => Op(WasmOp.Call, functionIndex);

    /// <summary><c>call_indirect</c>.</summary>
    public InstructionWriter CallIndirect(int typeIndex, int tableIndex = 0) => Op(WasmOp.CallIndirect, typeIndex, tableIndex);

    /// <summary><c>ref.null</c>.</summary>
    public InstructionWriter RefNull(HeapType type)
    {
        Op(WasmOp.RefNull);
        _bytes.WriteHeapType(type);
        return this;
    }

    /// <summary><c>ref.func</c>.</summary>
    public InstructionWriter RefFunc(int functionIndex) => Op(WasmOp.RefFunc, functionIndex);

    /// <summary><c>select</c> with its type written out, as references need.</summary>
    public InstructionWriter SelectTyped(ValueType type)
    {
        Op(WasmOp.SelectTyped);
        _bytes.WriteCount(1);
        _bytes.WriteValueType(type);
        return this;
    }

    /// <summary><c>block</c>; close it with <see cref="End"/>.</summary>
    public InstructionWriter Block(BlockType type = default) => Structured(WasmOp.Block, type);

    /// <summary><c>loop</c>; close it with <see cref="End"/>.</summary>
    public InstructionWriter Loop(BlockType type = default) => Structured(WasmOp.Loop, type);

    /// <summary><c>if</c>; close it with <see cref="End"/>.</summary>
    public InstructionWriter If(BlockType type = default) => Structured(WasmOp.If, type);

    /// <summary><c>else</c>.</summary>
    public InstructionWriter Else() => Op(WasmOp.Else);

    /// <summary><c>end</c> of a block, or of the whole body.</summary>
    public InstructionWriter End() => Op(WasmOp.End);

    /// <summary><c>br</c> to the label <paramref name="depth"/> blocks outwards; 0 is the innermost.</summary>
    public InstructionWriter Br(int depth) => Op(WasmOp.Br, depth);

    /// <summary><c>br_if</c>.</summary>
    public InstructionWriter BrIf(int depth) => Op(WasmOp.BrIf, depth);

    /// <summary><c>br_table</c>: one label per case, then the label for everything else.</summary>
    public InstructionWriter BrTable(ReadOnlySpan<int> depths, int defaultDepth)
    {
        Op(WasmOp.BrTable, depths.Length);
        foreach (var depth in depths)
            _bytes.WriteCount(depth);
        _bytes.WriteCount(defaultDepth);
        return this;
    }

    /// <summary><c>return</c>.</summary>
    public InstructionWriter Return() => Op(WasmOp.Return);

    /// <summary><c>unreachable</c>.</summary>
    public InstructionWriter Unreachable() => Op(WasmOp.Unreachable);

    /// <summary><c>drop</c>.</summary>
    public InstructionWriter Drop() => Op(WasmOp.Drop);

    /// <summary>A load, store or atomic access.</summary>
    /// <param name="op">An instruction with <see cref="Imm.MemArg"/>.</param>
    /// <param name="alignmentBytes">Promised alignment of the address: a power of two up to the access size.</param>
    /// <param name="offsetBytes">Constant added to the address.</param>
    /// <param name="memoryIndex">The memory.</param>
    public InstructionWriter Memory(WasmOp op, int alignmentBytes, ulong offsetBytes, int memoryIndex = 0)
    {
        Op(op);
        WriteMemArg(System.Numerics.BitOperations.Log2((uint)alignmentBytes), offsetBytes, memoryIndex);
        return this;
    }

    /// <summary><c>memory.size</c>.</summary>
    public InstructionWriter MemorySize(int memoryIndex = 0) => Op(WasmOp.MemorySize, memoryIndex);

    /// <summary><c>memory.grow</c>.</summary>
    public InstructionWriter MemoryGrow(int memoryIndex = 0) => Op(WasmOp.MemoryGrow, memoryIndex);

    /// <summary><c>memory.copy</c>.</summary>
    public InstructionWriter MemoryCopy(int destinationMemory = 0, int sourceMemory = 0) =>
        Op(WasmOp.MemoryCopy, destinationMemory, sourceMemory);

    /// <summary><c>memory.fill</c>.</summary>
    public InstructionWriter MemoryFill(int memoryIndex = 0) => Op(WasmOp.MemoryFill, memoryIndex);

    /// <summary><c>memory.init</c>.</summary>
    public InstructionWriter MemoryInit(int dataIndex, int memoryIndex = 0) => Op(WasmOp.MemoryInit, dataIndex, memoryIndex);

    /// <summary><c>data.drop</c>.</summary>
    public InstructionWriter DataDrop(int dataIndex) => Op(WasmOp.DataDrop, dataIndex);

    /// <summary>A block instruction.</summary>
    /// <param name="op">An instruction with <see cref="Imm.BlockType"/>.</param>
    /// <param name="type">Its type.</param>
    public InstructionWriter Structured(WasmOp op, BlockType type)
    {
        Op(op);
        WriteBlockType(type);
        return this;
    }

    internal ByteWriter Raw => _bytes;

    internal void WriteBlockType(BlockType type)
    {
        if (0 <= type.TypeIndex)
            _bytes.WriteS64(type.TypeIndex);
        else if (type.Result is { } result)
            _bytes.WriteValueType(result);
        else
            _bytes.WriteByte(0x40);
    }

    internal void WriteMemArg(int alignLog2, ulong offsetBytes, int memoryIndex)
    {
        if (memoryIndex == 0)
        {
            _bytes.WriteCount(alignLog2);
        }
        else
        {
            _bytes.WriteCount(alignLog2 | 0x40);
            _bytes.WriteCount(memoryIndex);
        }

        _bytes.WriteU64(offsetBytes);
    }
}
