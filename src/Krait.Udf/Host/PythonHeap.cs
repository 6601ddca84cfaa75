using System;
using System.Buffers.Binary;
using System.Numerics;
using Krait.Runtime;

namespace Krait.Udf.Host;

/// <summary>
/// The heap behind <c>py_alloc</c>, inside the guest's own memory: blocks of powers of two in pages gained by growing it,
/// so the guest's memory limit holds for it too. Counts start at one; a block whose count reaches zero is free again.
/// </summary>
/// <remarks>
/// The guest can overwrite the headers. Then it harms itself: every header read is checked against magic and memory size,
/// each operation takes constant time, and nothing outside the guest's memory is touched.
/// <code>
///     +0       +4       +8       +12      +16
///   | magic  | class  | count  | next   | the block's bytes ...
/// </code>
/// All little-endian 32-bit; class is the power of two of the whole block, next links free blocks of a class (0 ends).
/// </remarks>
internal sealed class PythonHeap
{
    private const int HeaderBytes = 16;
    private const int MinimumClass = 5;
    private const int MaximumClass = 30;
    private const uint LiveMagic = 0x4B72_6C76;
    private const uint FreeMagic = 0x4B72_6672;

    private readonly Memory _memory;
    private readonly uint[] _free = new uint[MaximumClass + 1];
    private ulong _start;
    private ulong _end;

    public PythonHeap(Memory memory) => _memory = memory;

    /// <summary>Takes a block.</summary>
    /// <returns>Its address, a multiple of 16, or 0 when the memory limit does not allow it or the size is 0 or above 1 GiB.</returns>
    public int Allocate(uint sizeBytes)
    {
        if (sizeBytes is 0 or > (1u << MaximumClass) - HeaderBytes)
            return 0;

        int sizeClass = Math.Max(MinimumClass, 32 - BitOperations.LeadingZeroCount(sizeBytes + HeaderBytes - 1));
        uint block = TakeFree(sizeClass);
        if (block == 0 && !TryTakeNew(sizeClass, out block))
            return 0;

        WriteHeader(block, LiveMagic, sizeClass, count: 1, next: 0);
        return (int)(block + HeaderBytes);
    }

    /// <summary>Gives a block back whatever its count. A null pointer is ignored, as C's free does.</summary>
    /// <exception cref="UdfException">The address is no live block.</exception>
    public void Free(uint pointer)
    {
        if (pointer == 0)
            return;

        (uint block, int sizeClass) = FindLive(pointer, "py_free");
        WriteHeader(block, FreeMagic, sizeClass, count: 0, _free[sizeClass]);
        _free[sizeClass] = block;
    }

    public void IncreaseCount(uint pointer)
    {
        if (pointer == 0)
            return;

        Span<byte> count = CountOf(pointer, "py_incref");
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(count);
        if (value == uint.MaxValue)
            throw GuestError.Raise("OverflowError", $"py_incref: the count of block {pointer} does not fit 32 bits");

        BinaryPrimitives.WriteUInt32LittleEndian(count, value + 1);
    }

    public void DecreaseCount(uint pointer)
    {
        if (pointer == 0)
            return;

        Span<byte> count = CountOf(pointer, "py_decref");
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(count);
        if (value <= 1)
            Free(pointer);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(count, value - 1);
    }

    private uint TakeFree(int sizeClass)
    {
        uint block = _free[sizeClass];
        if (block == 0)
            return 0;

        // A header that the guest has overwritten ends the list: its blocks are lost to the guest alone.
        if (!TryReadHeader(block, FreeMagic, out int foundClass, out uint next) || foundClass != sizeClass)
        {
            _free[sizeClass] = 0;
            return 0;
        }

        _free[sizeClass] = next;
        return block;
    }

    // Pages that the guest itself gained in between end the current region; what is left of it is dropped.
    private bool TryTakeNew(int sizeClass, out uint block)
    {
        block = 0;
        ulong sizeBytes = 1UL << sizeClass;
        if (_end - _start < sizeBytes)
        {
            long pages = (long)((sizeBytes + Memory.PageSizeBytes - 1) / Memory.PageSizeBytes);
            if (!_memory.TryGrow(pages, out long previousPages))
                return false;

            ulong gained = (ulong)previousPages * Memory.PageSizeBytes;
            if (gained != _end)
                _start = gained;
            _end = (ulong)_memory.SizeBytes;
        }

        block = (uint)_start;
        _start += sizeBytes;
        return block != 0;
    }

    private Span<byte> CountOf(uint pointer, string function) =>
        _memory.GetSpan(FindLive(pointer, function).Block + 8L, sizeof(uint));

    private (uint Block, int SizeClass) FindLive(uint pointer, string function)
    {
        if (HeaderBytes <= pointer && TryReadHeader(pointer - HeaderBytes, LiveMagic, out int sizeClass, out _))
            return (pointer - HeaderBytes, sizeClass);

        throw GuestError.Raise("MemoryError", $"{function}: {pointer} is no block of py_alloc, or it is free already");
    }

    private bool TryReadHeader(uint block, uint magic, out int sizeClass, out uint next)
    {
        sizeClass = 0;
        next = 0;
        if (!GuestMemory.TryGet(_memory, (int)block, HeaderBytes, out Span<byte> header)
            || BinaryPrimitives.ReadUInt32LittleEndian(header) != magic)
            return false;

        uint found = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        next = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        if (found is < MinimumClass or > MaximumClass || (ulong)_memory.SizeBytes < block + (1UL << (int)found))
            return false;

        sizeClass = (int)found;
        return true;
    }

    private void WriteHeader(uint block, uint magic, int sizeClass, uint count, uint next)
    {
        Span<byte> header = _memory.GetSpan(block, HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header, magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)sizeClass);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], count);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], next);
    }
}
