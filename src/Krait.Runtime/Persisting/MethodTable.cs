using System;
using System.Buffers.Binary;
using System.IO;
using Krait.Runtime.IlCompiler;

namespace Krait.Runtime.Persisting;

// The method maps of a module as bytes. Little-endian; a map is decoded when it is asked for.
//
//   u32 count | u32 position of each map, from the start of the maps | maps
//
//   map: entry token | body token or 0 | places | number of parts | for each: token, places     (LEB128, zigzagged)
//
//   places: how many | for each: IL offset, code offset                                             (as differences)

/// <summary>Writes and reads the maps of a module's methods.</summary>
internal readonly struct MethodTable
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <exception cref="SerializedModuleException">The bytes are no table for that many functions.</exception>
    public MethodTable(ReadOnlyMemory<byte> bytes, int functionCount)
    {
        _bytes = bytes;
        if (bytes.Length < sizeof(uint) * (functionCount + 1L) || BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span) != functionCount)
            throw SerializedModuleException.Damaged($"its table of methods is not one of {functionCount} functions");
    }

    public static byte[] Encode(ReadOnlySpan<MethodMap> maps)
    {
        using MemoryStream content = new();
        using MemoryStream head = new();
        WriteU32(head, (uint)maps.Length);
        foreach (MethodMap map in maps)
        {
            WriteU32(head, (uint)content.Length);
            Write(content, map.EntryToken);
            Write(content, map.BodyToken ?? 0);
            Write(content, map.Offsets);
            Write(content, map.Parts.Length);
            foreach (PartMap part in map.Parts)
            {
                Write(content, part.Token);
                Write(content, part.Offsets);
            }
        }

        content.WriteTo(head);
        return head.ToArray();
    }

    /// <summary>The metadata token of the method that is called.</summary>
    public int EntryTokenOf(int defined)
    {
        int position = PositionOf(defined);
        return Read(ref position);
    }

    public MethodMap MapOf(int defined)
    {
        int position = PositionOf(defined);
        int entry = Read(ref position);
        int body = Read(ref position);
        FunctionOffsets offsets = ReadOffsets(ref position);
        int partCount = Read(ref position);
        if (partCount < 0 || _bytes.Length - position < partCount)
            throw SerializedModuleException.Damaged("a method has more parts than bytes");
        PartMap[] parts = new PartMap[partCount];
        for (int i = 0; i < partCount; i++)
            parts[i] = new PartMap(Read(ref position), ReadOffsets(ref position));
        return new MethodMap(entry, body == 0 ? null : body, offsets, parts);
    }

    private FunctionOffsets ReadOffsets(ref int position)
    {
        int count = Read(ref position);
        if (count < 0 || _bytes.Length - position < count)
            throw SerializedModuleException.Damaged("a method has more places than bytes");
        int[] ilOffsets = new int[count];
        int[] codeOffsets = new int[count];
        for (int i = 0; i < count; i++)
        {
            ilOffsets[i] = Read(ref position) + (i == 0 ? 0 : ilOffsets[i - 1]);
            codeOffsets[i] = Read(ref position) + (i == 0 ? 0 : codeOffsets[i - 1]);
        }

        return new FunctionOffsets(ilOffsets, codeOffsets);
    }

    private int PositionOf(int defined)
    {
        int count = (int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Span);
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Span[(sizeof(uint) * (defined + 1))..]);
        return (int)Math.Min(sizeof(uint) * (count + 1L) + start, int.MaxValue);
    }

    private int Read(ref int position)
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            if (_bytes.Length <= position)
                break;
            byte next = _bytes.Span[position++];
            value |= (next & 0x7Fu) << shift;
            if (next < 0x80)
                return (int)(value >> 1) ^ -(int)(value & 1);
        }

        throw SerializedModuleException.Damaged("its table of methods ends too early");
    }

    private static void Write(MemoryStream stream, FunctionOffsets offsets)
    {
        Write(stream, offsets.IlOffsets.Length);
        for (int i = 0; i < offsets.IlOffsets.Length; i++)
        {
            Write(stream, offsets.IlOffsets[i] - (i == 0 ? 0 : offsets.IlOffsets[i - 1]));
            Write(stream, offsets.CodeOffsets[i] - (i == 0 ? 0 : offsets.CodeOffsets[i - 1]));
        }
    }

    private static void Write(MemoryStream stream, int number)
    {
        uint value = (uint)((number << 1) ^ (number >> 31));
        for (; 0x80 <= value; value >>= 7)
            stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }

    private static void WriteU32(MemoryStream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
