namespace Krait.Runtime.Tests.Store;

public class MemoryTextTests
{
    private const int Last = Memory.PageSizeBytes - 1;

    [Fact]
    public void TextIsWrittenAndReadAsUtf8()
    {
        Memory memory = new(minimumPages: 1);

        int lengthBytes = memory.WriteUtf8(16, "gr\u00fc\u00dfe \U0001F40D");

        Assert.Equal(12, lengthBytes);
        Assert.Equal("gr\u00fc\u00dfe \U0001F40D", memory.ReadUtf8(16, lengthBytes));
        Assert.Equal("gr\u00fc\u00dfe \U0001F40D", memory.ReadUtf8Terminated(16, 100));
        Assert.Equal(0, memory.WriteUtf8(Memory.PageSizeBytes, ""));
    }

    [Fact]
    public void HalfOfAPairIsReplaced()
    {
        Memory memory = new(minimumPages: 1);

        Assert.Equal(3, memory.WriteUtf8(0, "\ud800"));
        Assert.Equal("\ufffd", memory.ReadUtf8(0, 3));
    }

    [Fact]
    public void TextThatDoesNotFitIsNotWrittenAtAll()
    {
        Memory memory = new(minimumPages: 1);

        TrapException error = Assert.Throws<TrapException>(() => memory.WriteUtf8(Last, "ab"));

        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, error.Code);
        Assert.Equal(0, memory.Read<byte>(Last));
    }

    [Theory]
    [InlineData(Last - 2, 100)]
    [InlineData(Last - 2, 3)]
    [InlineData(Last + 1, 1)]
    [InlineData(-1, 1)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void TextWithoutAnEndIsATrap(long address, int maximumBytes)
    {
        Memory memory = new(minimumPages: 1);
        memory.WriteUtf8(Last - 2, "abc");

        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => memory.ReadUtf8Terminated(address, maximumBytes)).Code);
    }

    [Fact]
    public void TheZeroMayBeTheLastByteOfTheMemory()
    {
        Memory memory = new(minimumPages: 1);
        memory.WriteUtf8(Last - 2, "ab");

        Assert.Equal("ab", memory.ReadUtf8Terminated(Last - 2, int.MaxValue));
        Assert.Equal("ab", memory.ReadUtf8Terminated(Last - 2, 3));
    }
}
