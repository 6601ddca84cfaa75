using System;
using System.Buffers.Binary;
using System.IO;
using Krait.Runtime.Persisting;

namespace Krait.Runtime.Snapshots;

/// <summary>Reads from a stream, hashes what it reads, and knows where it is.</summary>
internal sealed class HashedReader(Stream stream)
{
    private const int SkipBytes = 4096;

    private readonly Sha256 _hash = new();

    /// <summary>Bytes that were read or passed over.</summary>
    public long OffsetBytes { get; private set; }

    /// <summary>Fills a span.</summary>
    /// <exception cref="SnapshotException">The stream ends before.</exception>
    public void Read(Span<byte> destination)
    {
        ReadContent(destination);
        _hash.Add(destination);
    }

    /// <summary>Fills a span with bytes that the hash does not cover.</summary>
    /// <exception cref="SnapshotException">The stream ends before.</exception>
    public void ReadContent(Span<byte> destination)
    {
        int count = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (count < destination.Length)
            throw EndsAfter(OffsetBytes + count);
        OffsetBytes += count;
    }

    /// <summary>Passes over bytes.</summary>
    /// <exception cref="SnapshotException">The stream ends before.</exception>
    public void Skip(ulong lengthBytes)
    {
        if (stream.CanSeek)
        {
            CheckLeft(lengthBytes);
            stream.Seek((long)lengthBytes, SeekOrigin.Current);
            OffsetBytes += (long)lengthBytes;
            return;
        }

        Span<byte> passed = stackalloc byte[SkipBytes];
        for (; 0 < lengthBytes; lengthBytes -= Math.Min(lengthBytes, SkipBytes))
            ReadContent(passed[..(int)Math.Min(lengthBytes, SkipBytes)]);
    }

    /// <summary>Checks that a stream that can seek has so many more bytes.</summary>
    /// <exception cref="SnapshotException">It ends before.</exception>
    public void CheckLeft(ulong lengthBytes)
    {
        long leftBytes = stream.Length - stream.Position;
        if ((ulong)leftBytes < lengthBytes)
            throw EndsAfter(OffsetBytes + leftBytes);
    }

    public uint ReadUInt32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Read(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong ReadUInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Read(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Reads the hash of everything read so far and compares it.</summary>
    /// <exception cref="SnapshotException">It is another one.</exception>
    public void CheckHash()
    {
        byte[] actual = _hash.Finish();
        byte[] expected = new byte[actual.Length];
        ReadContent(expected);
        if (!actual.AsSpan().SequenceEqual(expected))
            throw new SnapshotException("its content does not match its hash");
    }

    /// <summary>An error at this place.</summary>
    public SnapshotException Error(string problem) => new($"{problem} at byte {OffsetBytes}");

    private static SnapshotException EndsAfter(long lengthBytes) => new($"it ends after {lengthBytes} bytes, more were expected");
}
