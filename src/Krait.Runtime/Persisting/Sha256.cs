using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Krait.Runtime.Persisting;

// .NET computes hashes by a library of the system, which takes 10 ms of a process to load; the start of an interpreter hashes some
// kilobytes. What is large is hashed by the system's code, which is several times as fast.
//
// Spec: FIPS 180-4, SHA-256.

/// <summary>SHA-256 of small things, for the start of a process.</summary>
internal sealed class Sha256
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    private const int BlockBytes = 64;
    private const int LengthBytes = sizeof(ulong);

    private static readonly uint[] s_constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly uint[] _state =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly uint[] _schedule = new uint[BlockBytes];
    private ulong _lengthBytes;

    /// <summary>The hash of one text of bytes.</summary>
    public static byte[] HashData(ReadOnlySpan<byte> bytes)
    {
        Sha256 hash = new();
        hash.Add(bytes);
        return hash.Finish();
    }

    /// <summary>Continues with more bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        int pending = (int)(_lengthBytes % BlockBytes);
        _lengthBytes += (ulong)bytes.Length;
        if (pending > 0)
        {
            int taken = Math.Min(BlockBytes - pending, bytes.Length);
            bytes[..taken].CopyTo(_block.AsSpan(pending));
            bytes = bytes[taken..];
            if (pending + taken < BlockBytes)
                return;
            Mix(_block);
        }

        for (; BlockBytes <= bytes.Length; bytes = bytes[BlockBytes..])
            Mix(bytes[..BlockBytes]);
        bytes.CopyTo(_block);
    }

    /// <summary>The hash of everything; the object is of no use afterwards.</summary>
    public byte[] Finish()
    {
        ulong lengthBits = _lengthBytes * 8;
        int pending = (int)(_lengthBytes % BlockBytes);
        _block[pending++] = 0x80;
        if (BlockBytes - LengthBytes < pending)
        {
            _block.AsSpan(pending).Clear();
            Mix(_block);
            pending = 0;
        }

        _block.AsSpan(pending).Clear();
        BinaryPrimitives.WriteUInt64BigEndian(_block.AsSpan(BlockBytes - LengthBytes), lengthBits);
        Mix(_block);
        byte[] hash = new byte[HashBytes];
        for (int i = 0; i < _state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(i * sizeof(uint)), _state[i]);
        return hash;
    }

    private void Mix(ReadOnlySpan<byte> block)
    {
        uint[] w = _schedule;
        for (int i = 0; i < BlockBytes / sizeof(uint); i++)
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        for (int i = BlockBytes / sizeof(uint); i < w.Length; i++)
        {
            uint low = BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint high = BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + low + w[i - 7] + high;
        }

        (uint a, uint b, uint c, uint d) = (_state[0], _state[1], _state[2], _state[3]);
        (uint e, uint f, uint g, uint h) = (_state[4], _state[5], _state[6], _state[7]);
        for (int i = 0; i < w.Length; i++)
        {
            uint fromE = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint first = h + fromE + ((e & f) ^ (~e & g)) + s_constants[i] + w[i];
            uint fromA = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            uint second = fromA + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
        _state[5] += f;
        _state[6] += g;
        _state[7] += h;
    }
}
