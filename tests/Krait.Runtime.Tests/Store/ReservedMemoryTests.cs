using System;
using System.Linq;
using Krait.Runtime.Store;

namespace Krait.Runtime.Tests.Store;

public unsafe class ReservedMemoryTests
{
    [Fact]
    public void ARangeThatIsUsedAgainHoldsNothingOfItsLastUse()
    {
        // No other test reserves this size.
        const int SizeBytes = 37 * 65536;
        for (int i = 0; i < 40; i++)
        {
            ReservedMemory memory = ReservedMemory.ReserveOrNull(SizeBytes)!;
            Assert.True(memory.TryCommit(SizeBytes));
            Span<byte> bytes = new(memory.Start, SizeBytes);
            Assert.Equal(-1, bytes.IndexOfAnyExcept((byte)0));
            bytes.Fill(0xA5);
            memory.Free();
        }
    }

    [Fact]
    public void RangesInUseAtTheSameTimeAreDifferentOnes()
    {
        const int SizeBytes = 41 * 65536;
        ReservedMemory[] first = ReserveMany(SizeBytes);
        Array.ForEach(first, static memory => memory.Free());
        ReservedMemory[] second = ReserveMany(SizeBytes);

        Assert.Equal(second.Length, second.Select(static memory => memory.Address).Distinct().Count());
        for (int i = 0; i < second.Length; i++)
            *second[i].Start = (byte)i;
        for (int i = 0; i < second.Length; i++)
            Assert.Equal((byte)i, *second[i].Start);
        Array.ForEach(second, static memory => memory.Free());
    }

    // More than are kept.
    private static ReservedMemory[] ReserveMany(int sizeBytes) => [.. Enumerable.Range(0, 40).Select(_ =>
    {
        ReservedMemory memory = ReservedMemory.ReserveOrNull((ulong)sizeBytes)!;
        Assert.True(memory.TryCommit((ulong)sizeBytes));
        return memory;
    })];
}
