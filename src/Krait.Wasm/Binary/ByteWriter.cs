using System;
using System.Text;

namespace Krait.Wasm.Binary;

// A growing row of bytes in the encodings of the binary format. Called by every encoder; knows nothing of modules.
// Spec: binary/values.
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[64];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public byte[] ToArray() => Written.ToArray();

    public void Clear() => Length = 0;

    // Forgets what was written after a former length.
    public void Truncate(int length) => Length = length;

    public void WriteByte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void WriteU32(uint value) => WriteU64(value);

    public void WriteCount(int value) => WriteU64((uint)value);

    public void WriteU64(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    public void WriteS64(long value)
    {
        Reserve(10);
        while (value < -64 || 63 < value)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)(value & 0x7F);
    }

    public void WriteFixed32(uint value)
    {
        Reserve(4);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(Length), value);
        Length += 4;
    }

    public void WriteFixed64(ulong value)
    {
        Reserve(8);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(Length), value);
        Length += 8;
    }

    public void WriteName(string name)
    {
        var sizeBytes = Encoding.UTF8.GetByteCount(name);
        WriteCount(sizeBytes);
        Reserve(sizeBytes);
        Encoding.UTF8.GetBytes(name, _bytes.AsSpan(Length));
        Length += sizeBytes;
    }

    public void WriteValueType(ValueType type)
    {
        if (!type.IsReference)
        {
            WriteByte((byte)type.NumberCode);
            return;
        }

        var heapType = type.HeapType;
        if (!type.IsNullable || heapType.IsIndex)
            WriteByte(type.IsNullable ? (byte)0x63 : (byte)0x64);
        WriteHeapType(heapType);
    }

    public void WriteHeapType(HeapType type) => WriteS64(type.Value);

    // Puts the size of what another writer holds before its bytes.
    public void WriteSized(ByteWriter content)
    {
        WriteCount(content.Length);
        WriteBytes(content.Written);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
    }
}
