using System;
using System.IO;
using System.Text;

namespace Krait.Wasm.Binary;

// A growing row of bytes in the encodings of the binary format, or a stream that gets them. Called by every encoder; knows nothing
// of modules.
// Spec: binary/values.
internal sealed class ByteWriter
{
    private const int StreamBytes = 1 << 16;

    private readonly Stream? _stream;
    private byte[] _bytes;
    private int _used;
    private int _passed;

    public ByteWriter() => _bytes = new byte[64];

    // Bytes go to the stream, the last of them when told to.
    public ByteWriter(Stream stream)
    {
        _stream = stream;
        _bytes = new byte[StreamBytes];
    }

    public int Length => _passed + _used;

    // Only what no stream got.
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _used);

    public byte[] ToArray() => Written.ToArray();

    public void Clear() => _used = 0;

    // Forgets what was written after a former length. Not with a stream.
    public void Truncate(int length) => _used = length;

    public void Flush()
    {
        _stream!.Write(Written);
        _passed += _used;
        _used = 0;
    }

    public void WriteByte(byte value)
    {
        Reserve(1);
        _bytes[_used++] = value;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (_stream is not null && StreamBytes <= bytes.Length)
        {
            Flush();
            _stream.Write(bytes);
            _passed += bytes.Length;
            return;
        }

        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
    }

    public void WriteU32(uint value) => WriteU64(value);

    public void WriteCount(int value) => WriteU64((uint)value);

    public void WriteU64(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[_used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_used++] = (byte)value;
    }

    public void WriteS64(long value)
    {
        Reserve(10);
        while (value < -64 || 63 < value)
        {
            _bytes[_used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_used++] = (byte)(value & 0x7F);
    }

    public void WriteFixed32(uint value)
    {
        Reserve(4);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_used), value);
        _used += 4;
    }

    public void WriteFixed64(ulong value)
    {
        Reserve(8);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_used), value);
        _used += 8;
    }

    public void WriteName(string name)
    {
        var sizeBytes = Encoding.UTF8.GetByteCount(name);
        WriteCount(sizeBytes);
        if (_stream is not null && StreamBytes < sizeBytes)
        {
            WriteBytes(Encoding.UTF8.GetBytes(name));
            return;
        }

        Reserve(sizeBytes);
        Encoding.UTF8.GetBytes(name, _bytes.AsSpan(_used));
        _used += sizeBytes;
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
        if (count <= _bytes.Length - _used)
            return;
        if (_stream is not null)
            Flush();
        else
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + count));
    }
}
