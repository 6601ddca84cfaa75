using System;
using System.Collections.Immutable;
using System.Linq;
using System.Security.Cryptography;
using Krait.Wasm;

namespace Krait.Runtime.Snapshots;

// A saved snapshot, all numbers little-endian:
//
//   "KRAITSNP"  version: u32  SHA-256 of the module in binary form
//   memories    count: u32, each: bytes: u64, ranges: u32, each: address: u64, length: u64, content
//   tables      count: u32, each: length: u32, a word of 64 bits per entry
//   globals     count: u32, each: words: u32, the words
//   data        count: u32, a byte each: 1 for used up
//   elements    the same
//   SHA-256 of everything before
//
// The words are those of InstanceImage. The hash finds damage, not malice: whoever writes the file decides what the guest
// begins with, so everything in it is checked against the module before an instance sees it.

/// <summary>What writing and reading saved snapshots share.</summary>
internal static class SnapshotFile
{
    public const uint Version = 1;

    public static ReadOnlySpan<byte> Magic => "KRAITSNP"u8;

    /// <summary>What ties a snapshot to its module.</summary>
    public static byte[] HashOf(Module module) => SHA256.HashData(ModuleEncoder.Encode(module));

    /// <summary>Writes an image.</summary>
    public static void Write(HashedWriter writer, Module module, InstanceImage image)
    {
        writer.Write(Magic);
        writer.WriteUInt32(Version);
        writer.Write(HashOf(module));
        writer.WriteUInt32((uint)image.Memories.Length);
        foreach (MemoryImage memory in image.Memories)
            Write(writer, memory);
        WriteWords(writer, image.Tables);
        WriteWords(writer, image.Globals);
        WriteFlags(writer, image.DroppedData);
        WriteFlags(writer, image.DroppedElements);
        writer.WriteHash();
    }

    private static void Write(HashedWriter writer, MemoryImage memory)
    {
        (ulong Address, ulong LengthBytes)[] ranges = [.. memory.Ranges()];
        writer.WriteUInt64(memory.LengthBytes);
        writer.WriteUInt32((uint)ranges.Length);
        foreach ((ulong address, ulong lengthBytes) in ranges)
        {
            writer.WriteUInt64(address);
            writer.WriteUInt64(lengthBytes);
            for (ulong at = 0; at < lengthBytes; at += MemoryImage.BlockBytes)
                writer.Write(memory.Bytes(address + at, MemoryImage.BlockBytes));
        }
    }

    private static void WriteWords(HashedWriter writer, ImmutableArray<ImmutableArray<long>> lists)
    {
        writer.WriteUInt32((uint)lists.Length);
        foreach (ImmutableArray<long> words in lists)
        {
            writer.WriteUInt32((uint)words.Length);
            foreach (long word in words)
                writer.WriteUInt64((ulong)word);
        }
    }

    private static void WriteFlags(HashedWriter writer, ImmutableArray<bool> flags)
    {
        writer.WriteUInt32((uint)flags.Length);
        writer.Write([.. flags.Select(static flag => flag ? (byte)1 : (byte)0)]);
    }
}
