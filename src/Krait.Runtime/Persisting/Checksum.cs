using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Krait.Runtime.Persisting;

// Words of 64 bits go to four CRC-32Cs in turn, because the processor's instruction for one step waits for the step before;
// the checksum is the CRC-32C of the four. Three times as fast as one on the snapshot benchmark.

/// <summary>A checksum of a sequence of bytes, made of CRC-32Cs. Finds damage, not malice; some milliseconds for 50 MB.</summary>
internal struct Checksum
{
    private const int Lanes = 4;

    private uint _first;
    private uint _second;
    private uint _third;
    private uint _fourth;

    public readonly uint Value
    {
        get
        {
            uint both = BitOperations.Crc32C(0, _first | ((ulong)_second << 32));
            return BitOperations.Crc32C(both, _third | ((ulong)_fourth << 32));
        }
    }

    /// <summary>Continues with more bytes. All calls but the last must bring a multiple of 32.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        (uint first, uint second, uint third, uint fourth) = (_first, _second, _third, _fourth);
        for (; Lanes * sizeof(ulong) <= bytes.Length; bytes = bytes[(Lanes * sizeof(ulong))..])
        {
            first = BitOperations.Crc32C(first, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            second = BitOperations.Crc32C(second, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            third = BitOperations.Crc32C(third, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
            fourth = BitOperations.Crc32C(fourth, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
        }

        foreach (byte rest in bytes)
            first = BitOperations.Crc32C(first, rest);
        (_first, _second, _third, _fourth) = (first, second, third, fourth);
    }
}
