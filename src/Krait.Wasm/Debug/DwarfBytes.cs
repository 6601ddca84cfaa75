using System;
using System.Buffers.Binary;

namespace Krait.Wasm.Debug;

// Reads DWARF's numbers. After a failure everything is zero or empty, so that callers check once at the end of a stretch.
internal ref struct DwarfBytes(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public bool HasFailed { get; private set; }

    // Whether offsets take 8 bytes, as the initial length of the unit said.
    public bool Is64Bit { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public readonly bool AtEnd => HasFailed || Position == _bytes.Length;

    public void Skip(ulong count) => Take(count);

    public byte U8()
    {
        var bytes = Take(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    public ushort U16()
    {
        var bytes = Take(2);
        return bytes.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint U32()
    {
        var bytes = Take(4);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong U64()
    {
        var bytes = Take(8);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    // An offset into a section, as wide as the unit's.
    public ulong Offset() => Is64Bit ? U64() : U32();

    public ulong Address(int sizeBytes) => sizeBytes switch
    {
        4 => U32(),
        8 => U64(),
        _ => Fail(),
    };

    // Spec: DWARF 5, 7.4, initial length.
    public ulong InitialLength()
    {
        const uint escape = 0xFFFF_FFFF;
        const uint firstReserved = 0xFFFF_FFF0;
        var length = U32();
        Is64Bit = length == escape;
        if (Is64Bit)
            return U64();
        return length < firstReserved ? length : Fail();
    }

    public ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = U8();
            if (shift < 64)
                value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        return Fail();
    }

    public long Signed()
    {
        var value = 0L;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = U8();
            if (shift < 64)
                value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return shift < 57 && (next & 0x40) != 0 ? value | (-1L << (shift + 7)) : value;
        }

        return (long)Fail();
    }

    // The start of a string that ends with a zero byte, which is stepped over.
    public int String()
    {
        var start = Position;
        var length = _bytes[Position..].IndexOf((byte)0);
        if (HasFailed || length < 0)
            return (int)Fail();
        Position += length + 1;
        return start;
    }

    // The next bytes as a reader of their own.
    public DwarfBytes Part(ulong length) => new(Take(length)) { Is64Bit = Is64Bit };

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (HasFailed || (ulong)Remaining < count)
        {
            Fail();
            return [];
        }

        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private ulong Fail()
    {
        HasFailed = true;
        Position = _bytes.Length;
        return 0;
    }
}
