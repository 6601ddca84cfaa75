using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Krait.Udf.Execution;

namespace Krait.Udf.Tests.Execution;

public class LogBufferTests
{
    [Fact]
    public void SplitsMessagesIntoLines()
    {
        var log = new LogBuffer(1000);
        log.WriteLine("one\ntwo"u8);
        log.Write("thr"u8);
        log.Write("ee\n"u8);
        log.Write("four"u8);
        Assert.Equal(["one", "two", "three", "four"], log.ToLines());
    }

    [Theory]
    [InlineData("a\u001b[2Jb", "a\\x1b[2Jb")]
    [InlineData("a\rb", "a\\x0db")]
    [InlineData("nul\0", "nul\\x00")]
    [InlineData("\u202eevil", "\\u202eevil")]
    [InlineData("c1 \u009b", "c1 \\x9b")]
    [InlineData("\u2028", "\\u2028")]
    [InlineData("tab\there", "tab\there")]
    [InlineData("\u00e9 \U0001f40d", "\u00e9 \U0001f40d")]
    public void EscapesWhatSteersATerminal(string text, string expected)
    {
        var log = new LogBuffer(1000);
        log.WriteLine(Encoding.UTF8.GetBytes(text));
        Assert.Equal([expected], log.ToLines());
    }

    [Fact]
    public void ReplacesBadUtf8()
    {
        var log = new LogBuffer(1000);
        log.WriteLine([0x61, 0xFF, 0xC3]);
        Assert.Equal(["a\ufffd\ufffd"], log.ToLines());
    }

    [Fact]
    public void TruncatesWithAMarkerAndStays()
    {
        var log = new LogBuffer(10);
        log.WriteLine("1234"u8);
        log.WriteLine("56789abc"u8);
        log.WriteLine("more"u8);
        Assert.Equal(["1234", "56789", "[log truncated at 10 bytes]"], log.ToLines());
    }

    [Fact]
    public void DoesNotShowHalfACharacterAtTheLimit()
    {
        var log = new LogBuffer(2);
        log.WriteLine("a\u00e9"u8);
        Assert.Equal(["a", LogBuffer.TruncationMarker(2)], log.ToLines());
    }

    [Fact]
    public void EmptyLinesEndToo()
    {
        var log = new LogBuffer(100);
        for (int i = 0; i < 100_000; i++)
            log.WriteLine(default);

        ImmutableArray<string> lines = log.ToLines();
        Assert.Equal(101, lines.Length);
        Assert.Equal(LogBuffer.TruncationMarker(100), lines.Last());
    }

    [Fact]
    public void IsFreshAfterClear()
    {
        var log = new LogBuffer(3);
        log.WriteLine("too long"u8);
        log.Clear();
        Assert.Empty(log.ToLines());
        log.WriteLine("ok"u8);
        Assert.Equal(["ok"], log.ToLines());
    }
}
