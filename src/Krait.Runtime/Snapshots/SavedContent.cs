using System;
using System.Collections.Immutable;
using System.IO;
using Krait.Runtime.Persisting;
using Microsoft.Win32.SafeHandles;

namespace Krait.Runtime.Snapshots;

/// <summary>A memory as the head of a saved snapshot describes it; what it describes is allowed.</summary>
/// <param name="LengthBytes">Its length, a multiple of 65,536.</param>
/// <param name="Ranges">Whole blocks that are not all zeros, in order.</param>
internal readonly record struct SavedMemory(ulong LengthBytes, ImmutableArray<(ulong Address, ulong LengthBytes)> Ranges);

/// <summary>Makes images of the memories behind the head of a saved snapshot: by mapping them, or by reading.</summary>
/// <param name="reader">Stands where the head ends.</param>
/// <param name="layout">How the memories are laid out.</param>
/// <param name="mappable">The file that is read, from its start, where memories may stay in it; null to copy them.</param>
internal sealed class SavedContent(HashedReader reader, SnapshotLayout layout, SafeFileHandle? mappable)
{
    private const int ChunkBytes = 1 << 18;

    private Checksum _checksum;

    /// <exception cref="SnapshotException">The content is cut short or damaged.</exception>
    /// <exception cref="ResourceLimitException">The machine has no memory left.</exception>
    public ImmutableArray<MemoryImage> Read(ImmutableArray<SavedMemory> memories, uint expectedChecksum)
    {
        ImmutableArray<MemoryImage>.Builder images = ImmutableArray.CreateBuilder<MemoryImage>();
        bool isDone = false;
        try
        {
            if (layout == SnapshotLayout.Mapped)
                reader.Skip(SnapshotFile.Align((ulong)reader.OffsetBytes) - (ulong)reader.OffsetBytes);
            foreach (SavedMemory memory in memories)
            {
                if (MapOrNull(memory) is not { } mapped)
                {
                    images.Add(Copy(memory));
                    continue;
                }

                images.Add(mapped);
                AddToChecksum(mapped);
                reader.Skip(memory.LengthBytes);
            }

            if (_checksum.Value != expectedChecksum)
                throw new SnapshotException("the content of its memories does not match its checksum");
            isDone = true;
            return images.ToImmutable();
        }
        finally
        {
            if (!isDone)
            {
                foreach (MemoryImage image in images)
                    image.Free();
            }
        }
    }

    private MemoryImage? MapOrNull(SavedMemory memory)
    {
        if (mappable is null || layout != SnapshotLayout.Mapped)
            return null;

        // Looking at what lies behind the end of a mapped file would end the process, so all of it must be there first.
        reader.CheckLeft(memory.LengthBytes);
        return MemoryImage.OfFileOrNull(mappable, reader.OffsetBytes, memory.LengthBytes, memory.Ranges);
    }

    // Mapping brings no content before somebody looks at it, page by page; reading into one small buffer is faster.
    private void AddToChecksum(MemoryImage mapped)
    {
        byte[] buffer = new byte[ChunkBytes];
        foreach ((ulong address, ulong lengthBytes) in mapped.Ranges())
        {
            for (ulong at = 0; at < lengthBytes; at += ChunkBytes)
            {
                Span<byte> chunk = buffer.AsSpan(0, (int)Math.Min(ChunkBytes, lengthBytes - at));
                if (RandomAccess.Read(mappable!, chunk, mapped.FileOffset + (long)(address + at)) != chunk.Length)
                    throw new SnapshotException("it was cut short while it was read");
                _checksum.Add(chunk);
            }
        }
    }

    private MemoryImage Copy(SavedMemory memory)
    {
        MemoryImage image = MemoryImage.OfZeros(memory.LengthBytes);
        bool isDone = false;
        try
        {
            Span<byte> block = stackalloc byte[MemoryImage.BlockBytes];
            ulong end = 0;
            foreach ((ulong start, ulong lengthBytes) in memory.Ranges)
            {
                SkipHole(start - end);
                end = start + lengthBytes;
                for (ulong address = start; address < end; address += MemoryImage.BlockBytes)
                {
                    reader.ReadContent(block);
                    _checksum.Add(block);
                    image.Write(address, block);
                }
            }

            SkipHole(memory.LengthBytes - end);
            isDone = true;
            return image;
        }
        finally
        {
            if (!isDone)
                image.Free();
        }
    }

    private void SkipHole(ulong lengthBytes)
    {
        if (layout == SnapshotLayout.Mapped)
            reader.Skip(lengthBytes);
    }
}
