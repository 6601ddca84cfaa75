using System;
using System.Buffers.Binary;
using System.IO;
using Krait.Runtime.Persisting;

namespace Krait.Runtime.Snapshots;

/// <summary>Writes to a stream and hashes what it writes.</summary>
internal sealed class HashedWriter(Stream stream)
{
    private readonly Sha256 _hash = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _hash.Add(bytes);
    }

    public void WriteUInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    public void WriteUInt64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Write(bytes);
    }

    /// <summary>Writes the hash of everything written so far.</summary>
    public void WriteHash() => stream.Write(_hash.Finish());
}
