using System;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Krait.Runtime.Persisting;

namespace Krait.Runtime.Snapshots;

// A saved snapshot, all numbers little-endian:
//
//   "KRAITSNP"  version: u32  layout: u32  SHA-256 of the module in binary form
//   memories    count: u32, each: bytes: u64, ranges: u32, each: address: u64, length: u64
//   tables      count: u32, each: length: u32, a word of 64 bits per entry
//   globals     count: u32, each: words: u32, the words
//   data        count: u32, a byte each: 1 for used up
//   elements    the same
//   Checksum of the content of all ranges: u32
//   SHA-256 of everything before
//   content     packed: that of the ranges, one after the other
//               mapped: zeros up to a multiple of 65,536, then each memory in full, holes between the ranges
//
// The words are those of InstanceImage. Hash and checksum find damage, not malice: whoever writes the file decides what the
// guest begins with, so everything in it is checked against the module before an instance sees it.

/// <summary>Writes saved snapshots, and what writing and reading them share.</summary>
internal static class SnapshotFile
{
    public const uint Version = 2;

    /// <summary>Content that is mapped begins at multiples of this: at least a page on every system.</summary>
    public const ulong AlignmentBytes = Memory.PageSizeBytes;

    private const int ChunkBytes = 1 << 20;
    private const int WordsAtOnce = 512;

    public static ReadOnlySpan<byte> Magic => "KRAITSNP"u8;

    /// <summary>Writes an image.</summary>
    /// <param name="stream">Begins with the snapshot and can seek where content is to be mapped.</param>
    /// <param name="identity">See <see cref="CompiledModule.Identity"/>.</param>
    /// <param name="image">What is written.</param>
    /// <param name="layout">How memories are laid out.</param>
    public static void Write(Stream stream, ImmutableArray<byte> identity, InstanceImage image, SnapshotLayout layout)
    {
        HashedWriter writer = new(stream);
        writer.Write(Magic);
        writer.WriteUInt32(Version);
        writer.WriteUInt32((uint)layout);
        writer.Write(identity.AsSpan());
        writer.WriteUInt32((uint)image.Memories.Length);
        foreach (MemoryImage memory in image.Memories)
            WriteRanges(writer, memory);
        WriteWords(writer, image.Tables);
        WriteWords(writer, image.Globals);
        WriteFlags(writer, image.DroppedData);
        WriteFlags(writer, image.DroppedElements);
        Checksum checksum = default;
        foreach (MemoryImage memory in image.Memories)
            AddTo(ref checksum, memory);
        writer.WriteUInt32(checksum.Value);
        writer.WriteHash();
        if (layout == SnapshotLayout.Packed)
            WritePacked(stream, image);
        else
            WriteMapped(stream, image);
    }

    /// <summary>The first place for mapped content at or behind an offset.</summary>
    public static ulong Align(ulong offset) => (offset + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes;

    // A block at a time or more makes no difference to it.
    private static void AddTo(ref Checksum checksum, MemoryImage memory)
    {
        foreach ((ulong address, ulong lengthBytes) in memory.Ranges())
        {
            for (ulong at = 0; at < lengthBytes; at += ChunkBytes)
                checksum.Add(memory.Bytes(address + at, (int)Math.Min(ChunkBytes, lengthBytes - at)));
        }
    }

    private static void WriteRanges(HashedWriter writer, MemoryImage memory)
    {
        (ulong Address, ulong LengthBytes)[] ranges = [.. memory.Ranges()];
        writer.WriteUInt64(memory.LengthBytes);
        writer.WriteUInt32((uint)ranges.Length);
        foreach ((ulong address, ulong lengthBytes) in ranges)
        {
            writer.WriteUInt64(address);
            writer.WriteUInt64(lengthBytes);
        }
    }

    private static void WritePacked(Stream stream, InstanceImage image)
    {
        foreach (MemoryImage memory in image.Memories)
        {
            foreach ((ulong address, ulong lengthBytes) in memory.Ranges())
                WriteRange(stream, memory, address, lengthBytes);
        }
    }

    // The length says where the last memory ends; what is not written takes no space where the file system knows holes.
    private static void WriteMapped(Stream stream, InstanceImage image)
    {
        ulong start = Align((ulong)stream.Position);
        stream.SetLength((long)image.Memories.Aggregate(start, static (end, memory) => end + memory.LengthBytes));
        foreach (MemoryImage memory in image.Memories)
        {
            foreach ((ulong address, ulong lengthBytes) in memory.Ranges())
            {
                stream.Position = (long)(start + address);
                WriteRange(stream, memory, address, lengthBytes);
            }

            start += memory.LengthBytes;
        }
    }

    private static void WriteRange(Stream stream, MemoryImage memory, ulong address, ulong lengthBytes)
    {
        for (ulong at = 0; at < lengthBytes; at += ChunkBytes)
            stream.Write(memory.Bytes(address + at, (int)Math.Min(ChunkBytes, lengthBytes - at)));
    }

    private static void WriteWords(HashedWriter writer, ImmutableArray<ImmutableArray<long>> lists)
    {
        writer.WriteUInt32((uint)lists.Length);
        Span<byte> bytes = stackalloc byte[WordsAtOnce * sizeof(long)];
        foreach (ImmutableArray<long> list in lists)
        {
            writer.WriteUInt32((uint)list.Length);
            for (int start = 0; start < list.Length; start += WordsAtOnce)
            {
                ReadOnlySpan<long> words = list.AsSpan(start, Math.Min(WordsAtOnce, list.Length - start));
                for (int i = 0; i < words.Length; i++)
                    BinaryPrimitives.WriteInt64LittleEndian(bytes[(i * sizeof(long))..], words[i]);
                writer.Write(bytes[..(words.Length * sizeof(long))]);
            }
        }
    }

    /// <summary>Reads words as <see cref="Write"/> writes them, some at a time, so that a count alone allocates nothing.</summary>
    public static ImmutableArray<long> ReadWords(HashedReader reader, uint count)
    {
        ImmutableArray<long>.Builder list = ImmutableArray.CreateBuilder<long>();
        Span<byte> bytes = stackalloc byte[WordsAtOnce * sizeof(long)];
        for (uint left = count; 0 < left;)
        {
            int words = (int)Math.Min(WordsAtOnce, left);
            reader.Read(bytes[..(words * sizeof(long))]);
            for (int i = 0; i < words; i++)
                list.Add(BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * sizeof(long))..]));
            left -= (uint)words;
        }

        return list.ToImmutable();
    }

    private static void WriteFlags(HashedWriter writer, ImmutableArray<bool> flags)
    {
        writer.WriteUInt32((uint)flags.Length);
        writer.Write([.. flags.Select(static flag => flag ? (byte)1 : (byte)0)]);
    }
}

/// <summary>How the memories of a saved snapshot are laid out.</summary>
internal enum SnapshotLayout
{
    /// <summary>As short as it can be, for every stream.</summary>
    Packed,

    /// <summary>As they are mapped, in a file with holes.</summary>
    Mapped,
}
