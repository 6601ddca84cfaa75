using System;
using System.Linq;
using Krait.Runtime.Store;

namespace Krait.Runtime.Tests.Store;

public unsafe class ZeroedBlockTests
{
    // Below and above the size from which blocks come from the system.
    public static TheoryData<int> Words => [0, 1, 1_000, 8_192, 12_345, 1_000_000];

    [Theory]
    [MemberData(nameof(Words))]
    public void ABlockThatIsUsedAgainHoldsNothingOfItsLastUse(int words)
    {
        for (int i = 0; i < 40; i++)
        {
            NativeWords block = new(words);
            Span<long> items = new(block.Items, Math.Max(words, 1));
            Assert.Equal(-1, items.IndexOfAnyExcept(0));
            items.Fill(-1);
            block.Free();
        }
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void BlocksInUseAtTheSameTimeAreDifferentOnes(int words)
    {
        // More than are kept.
        NativeWords[] first = [.. Enumerable.Range(0, 50).Select(_ => new NativeWords(words))];
        Array.ForEach(first, static block => block.Free());
        NativeWords[] second = [.. Enumerable.Range(0, 50).Select(_ => new NativeWords(words))];

        for (int i = 0; i < second.Length; i++)
            new Span<long>(second[i].Items, Math.Max(words, 1)).Fill(i);
        for (int i = 0; i < second.Length; i++)
            Assert.Equal(-1, new Span<long>(second[i].Items, Math.Max(words, 1)).IndexOfAnyExcept(i));
        Array.ForEach(second, static block => block.Free());
    }

    [Fact]
    public void SpareRangesAreBoundedInNumberAndBytes()
    {
        SpareRanges spare = new(maximumCount: 3, maximumBytes: 100);
        Assert.True(spare.TryKeep(1, 40));
        Assert.False(spare.TryKeep(2, 61));
        Assert.True(spare.TryKeep(3, 50));
        Assert.True(spare.TryKeep(4, 10));
        Assert.False(spare.TryKeep(5, 0));

        Assert.Equal(0, spare.Take(41));
        Assert.Equal(3, spare.Take(50));
        Assert.Equal(0, spare.Take(50));
        Assert.True(spare.TryKeep(6, 50));
        Assert.True(spare.TryTakeAny(out nint start, out nuint bytes) && spare.TryTakeAny(out _, out _) && spare.TryTakeAny(out _, out _));
        Assert.Equal((6, (nuint)50), (start, bytes));
        Assert.False(spare.TryTakeAny(out _, out _));
    }
}
