using System;
using System.Collections.Generic;

namespace Krait.Runtime.Tests.Hostile;

/// <summary>Bytes put together by hand, for modules that no encoder would write.</summary>
internal sealed class BinaryDraft
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public BinaryDraft Preamble() => Bytes(0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0);

    public BinaryDraft Bytes(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public BinaryDraft U32(uint value)
    {
        while (value > 127)
        {
            _bytes.Add((byte)(value | 128));
            value >>= 7;
        }

        _bytes.Add((byte)value);
        return this;
    }

    /// <summary>The length, then the bytes.</summary>
    public BinaryDraft Sized(ReadOnlySpan<byte> bytes) => U32((uint)bytes.Length).Bytes(bytes);

    public BinaryDraft Section(byte id, BinaryDraft content) => Bytes(id).Sized(content.ToArray());
}
