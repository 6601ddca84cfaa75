using System;
using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;

namespace Krait.Runtime.Snapshots;

/// <summary>Reads from a stream, hashes what it reads, and knows where it is.</summary>
internal sealed class HashedReader(Stream stream) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _offset;

    /// <summary>Fills a span.</summary>
    /// <exception cref="SnapshotException">The stream ends before.</exception>
    public void Read(Span<byte> destination)
    {
        int count = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (count < destination.Length)
            throw new SnapshotException($"it ends after {_offset + count} bytes, more were expected");
        _offset += count;
        _hash.AppendData(destination);
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
        byte[] actual = _hash.GetHashAndReset();
        byte[] expected = new byte[actual.Length];
        Read(expected);
        if (!actual.AsSpan().SequenceEqual(expected))
            throw new SnapshotException("its content does not match its hash");
    }

    /// <summary>An error at this place.</summary>
    public SnapshotException Error(string problem) => new($"{problem} at byte {_offset}");

    public void Dispose() => _hash.Dispose();
}
