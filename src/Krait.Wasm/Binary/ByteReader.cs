using System;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Krait.Wasm.Binary;

// Reads the encodings of the binary format from a span, with every length checked. Hot: no allocation except for
// names. All positions are bytes from the start of the span; messages add the span's own place in the file.
// Spec: binary/values.
internal ref struct ByteReader
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _baseOffset;

    public ByteReader(ReadOnlySpan<byte> bytes, int baseOffset, SectionId? section = null)
    {
        _bytes = bytes;
        _baseOffset = baseOffset;
        Section = section;
    }

    public SectionId? Section { get; }

    public int Position { get; set; }

    public readonly int Length => _bytes.Length;

    public readonly bool AtEnd => Position == _bytes.Length;

    public readonly int Remaining => _bytes.Length - Position;

    // The place of the next byte in the whole file.
    public readonly int OffsetInModule => _baseOffset + Position;

    public readonly ReadOnlySpan<byte> Slice(int start, int length) => _bytes.Slice(start, length);

    public byte ReadByte()
    {
        if ((uint)Position >= (uint)_bytes.Length)
            ThrowUnexpectedEnd();
        return _bytes[Position++];
    }

    public readonly byte PeekByte()
    {
        if ((uint)Position >= (uint)_bytes.Length)
            ThrowUnexpectedEnd();
        return _bytes[Position];
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || Remaining < count)
            ThrowUnexpectedEnd();
        var bytes = _bytes.Slice(Position, count);
        Position += count;
        return bytes;
    }

    public uint ReadU32()
    {
        // Nearly every number in code is one byte long.
        if ((uint)Position < (uint)_bytes.Length && _bytes[Position] < 0x80)
            return _bytes[Position++];
        return (uint)ReadUnsigned(bits: 32);
    }

    public ulong ReadU64() => ReadUnsigned(bits: 64);

    public int ReadS32() => (int)ReadSigned(bits: 32);

    public long ReadS33() => ReadSigned(bits: 33);

    public long ReadS64() => ReadSigned(bits: 64);

    // A number of items that follow, each at least `itemBytes` long, so that a small file cannot ask for much memory.
    public int ReadCount(int itemBytes, int limit, string what)
    {
        var start = Position;
        var count = ReadU32();
        if (count > (uint)(Remaining / itemBytes))
        {
            Position = start;
            Throw("unexpected end");
        }

        if (count > (uint)limit)
        {
            Position = start;
            Throw($"too many {what}: {count}, the limit is {limit}");
        }

        return (int)count;
    }

    public string ReadName()
    {
        var length = ReadU32();
        if (length > (uint)Remaining)
            Throw("unexpected end");
        var start = Position;
        try
        {
            return s_strictUtf8.GetString(ReadBytes((int)length));
        }
        catch (DecoderFallbackException)
        {
            Position = start;
            Throw("malformed UTF-8 encoding");
            return "";
        }
    }

    public ValueType ReadValueType()
    {
        var start = Position;
        var code = ReadByte();
        if (0x7B <= code && code <= 0x7F)
            return ValueType.Number(code);
        if (code is 0x63 or 0x64)
            return ValueType.Reference(ReadHeapType(), code == 0x63 ? Nullability.Nullable : Nullability.NonNull);
        if (TryAbstractHeapType(code, out var heapType))
            return ValueType.Reference(heapType, Nullability.Nullable);
        Position = start;
        Throw("malformed value type");
        return default;
    }

    public HeapType ReadHeapType()
    {
        var start = Position;
        var value = ReadS33();
        if (0 <= value && value < ModuleLimits.MostTypes)
            return new HeapType((int)value);
        if (-64 <= value && value < 0 && TryAbstractHeapType((byte)(value & 0x7F), out var heapType))
            return heapType;
        Position = start;
        Throw(0 <= value ? "unknown type" : "malformed heap type");
        return default;
    }

    public static bool TryAbstractHeapType(byte code, out HeapType type)
    {
        type = new HeapType(code - 0x80);
        return 0x69 <= code && code <= 0x74;
    }

    [DoesNotReturn]
    public readonly void Throw(string reason) =>
        throw MalformedModuleException.AtOffset(reason, OffsetInModule, Section);

    [DoesNotReturn]
    private readonly void ThrowUnexpectedEnd() =>
        throw MalformedModuleException.AtOffset("unexpected end", _baseOffset + _bytes.Length, Section);

    private ulong ReadUnsigned(int bits)
    {
        var start = Position;
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = ReadByte();
            if (bits - shift < 7)
            {
                // The last byte that may be there: no continuation, no bit above the width.
                if (next >= 0x80)
                    ThrowNumber(start, "integer representation too long");
                if (next >> (bits - shift) != 0)
                    ThrowNumber(start, "integer too large");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    private long ReadSigned(int bits)
    {
        var start = Position;
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = ReadByte();
            if (bits - shift < 7)
            {
                if (next >= 0x80)
                    ThrowNumber(start, "integer representation too long");

                // Bits above the width repeat the sign.
                var sign = (sbyte)(next << 1) >> (bits - shift);
                if (sign != 0 && sign != -1)
                    ThrowNumber(start, "integer too large");
            }

            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return shift + 7 < 64 ? value << (57 - shift) >> (57 - shift) : value;
        }
    }

    [DoesNotReturn]
    private void ThrowNumber(int start, string reason)
    {
        Position = start;
        Throw(reason);
    }
}
