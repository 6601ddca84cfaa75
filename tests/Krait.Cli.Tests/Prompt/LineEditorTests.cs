using System.IO;
using System.Linq;
using Krait.Cli.Prompt;

namespace Krait.Cli.Tests.Prompt;

/// <summary>Keys, and what they do to the text. Ctrl-D at an empty prompt ends each run.</summary>
public class LineEditorTests
{
    private const string Left = "\e[D";
    private const string Right = "\e[C";
    private const string Up = "\e[A";
    private const string Down = "\e[B";

    [Theory]
    [InlineData("abc\r", "abc")]
    [InlineData("ac" + Left + "b\r", "abc")]
    [InlineData("bc\u0001a\r", "abc")] // Ctrl-A
    [InlineData("bc\e[Ha\r", "abc")]
    [InlineData("ab\u0001\u0005c\r", "abc")] // Ctrl-E
    [InlineData("ab\e[H\e[Fc\r", "abc")]
    [InlineData("abx\u007Fc\r", "abc")]
    [InlineData("xabc\u0001\u0004\r", "abc")] // Ctrl-D in a text
    [InlineData("xabc\u0001\e[3~\r", "abc")]
    [InlineData("abcxyz" + Left + Left + Left + "\u000B\r", "abc")] // Ctrl-K
    [InlineData("xyzabc" + Left + Left + Left + "\u0015\r", "abc")] // Ctrl-U
    [InlineData("one two\u0017x\r", "one x")] // Ctrl-W
    [InlineData("one two\eb\edx\r", "one x")] // Alt-B, Alt-D
    [InlineData("one two\u0001\efx\r", "onex two")] // Alt-F
    [InlineData("one two\e[1;5Dx\r", "one xtwo")]
    [InlineData("one two\u0017\u0019\u0019\r", "one twotwo")] // Ctrl-Y
    [InlineData("a" + Left + Left + Left + "b" + Right + Right + "c\r", "bac")]
    [InlineData("caf\u00e9\u007Fe\r", "cafe")]
    [InlineData("\U0001F40D\u007Fx\r", "x")]
    [InlineData("e\u0301\u007Fx\r", "x")]
    [InlineData("\e[15~a\e\u0002b\u001Ac\r", "abc")] // Keys that mean nothing.
    public void KeysEditTheLine(string keys, string text) => Assert.Equal([text, "Ended"], EditorRun.Of(keys + "\u0004").Inputs);

    [Fact]
    public void ABlockGoesOnUntilABlankLine()
    {
        EditorRun run = EditorRun.Of("if x:\ra\rb\r\r\u0004");
        Assert.Equal(["if x:\n    a\n    b\n", "Ended"], run.Inputs);
        Assert.Equal(">>> if x:\n...     a\n...     b\n...\n>>>", run.Screen);
    }

    [Fact]
    public void BackspaceTakesAStepOfTheIndentation() =>
        Assert.Equal(["if x:\n    if y:\n        a\n    b\n", "Ended"], EditorRun.Of("if x:\rif y:\ra\r\u007Fb\r\r\u0004").Inputs);

    [Fact]
    public void AltEnterBeginsALine() => Assert.Equal(["a\nb", "Ended"], EditorRun.Of("a\e\rb\r\u0004").Inputs);

    [Fact]
    public void ArrowsMoveBetweenLinesOfABlock() =>
        Assert.Equal(["if xyz:\n    ab\n", "Ended"], EditorRun.Of("if x:\rb" + Up + Left + "yz" + Down + "\u0001" + Right + Right + Right + Right + "a\u0005\r\r\u0004").Inputs);

    [Fact]
    public void APasteIsTakenAsItIs()
    {
        EditorRun run = EditorRun.Of("\e[200~if x:\r    a\r    b\r\e[201~\r\u0004");
        Assert.Equal(["if x:\n    a\n    b\n", "Ended"], run.Inputs);
    }

    [Fact]
    public void CtrlCGivesTheInputUp()
    {
        EditorRun run = EditorRun.Of("abc\u0003def\r\u0004");
        Assert.Equal(["Interrupted", "def", "Ended"], run.Inputs);
        Assert.Equal(">>> abc\n>>> def\n>>>", run.Screen);
    }

    [Fact]
    public void TabCompletesNamesAndIndents()
    {
        EditorRun run = EditorRun.Of("x = pri\t1)\r\ta\r\u0004");
        Assert.Equal(["x = print(1)", "    a", "Ended"], run.Inputs);
    }

    [Fact]
    public void TabCompletesWhatIsCommonThenShowsTheNames()
    {
        EditorRun run = EditorRun.Of("sys.\t\tth\r\u0004");
        Assert.Equal(["sys.path", "Ended"], EditorRun.Of("sys.\t\tath\r\u0004").Inputs);
        Assert.Equal(">>> sys.p\npath      platform\n>>> sys.pth\n>>>", run.Screen);
    }

    [Fact]
    public void ArrowsRecallEarlierInputs()
    {
        EditorRun run = EditorRun.Of("one\rtwo\rdraft" + Up + Up + Down + "!\r" + "x" + Up + Down + "\r\u0004");
        Assert.Equal(["one", "two", "two!", "x", "Ended"], run.Inputs);
    }

    [Fact]
    public void CtrlRFindsAnEarlierInput()
    {
        Assert.Equal(["first one", "second", "first one", "Ended"], EditorRun.Of("first one\rsecond\r\u0012fir\r\u0004").Inputs);
        Assert.Equal(["a1", "a2", "a1", "Ended"], EditorRun.Of("a1\ra2\r\u0012a\u0012\r\u0004").Inputs);
        EditorRun given = EditorRun.Of("one\rdraft\u0012o\u0007\r\u0004");
        Assert.Equal(["one", "draft", "Ended"], given.Inputs);
        Assert.Contains("(reverse-i-search)`on': one", EditorRun.Of("one\rx\u0012on").Received, System.StringComparison.Ordinal);
        Assert.Contains("(failed reverse-i-search)`zz': x", EditorRun.Of("one\rx\u0012zz").Received, System.StringComparison.Ordinal);
    }

    [Fact]
    public void LongLinesTakeSeveralRows()
    {
        string text = new('x', 30);
        EditorRun run = EditorRun.Of(text + "\u0001y\u0005z\r\u0004", columns: 20);
        Assert.Equal(["y" + text + "z", "Ended"], run.Inputs);
        Assert.Equal(">>> y" + text[..15] + "\n" + text[15..] + "z\n>>>", run.Screen);
    }

    [Fact]
    public void ARowThatIsJustFullIsShownOnce()
    {
        EditorRun run = EditorRun.Of("abcdef" + Left + "\r\u0004", columns: 10);
        Assert.Equal(">>> abcdef\n>>>", run.Screen);
    }

    [Fact]
    public void ATextTallerThanTheTerminalStaysEditable()
    {
        string block = "if x:\r" + string.Concat(Enumerable.Range(0, 10).Select(static i => $"line{i}\r"));
        EditorRun run = EditorRun.Of(block + string.Concat(Enumerable.Repeat(Up, 11)) + "\u0005 \r\r\u0004", rows: 5);
        Assert.Contains("line9", run.Screen, System.StringComparison.Ordinal);
    }

    [Fact]
    public void KeysThatEndTooEarlyEndTheInput()
    {
        foreach (string keys in (string[])["\e", "\e[", "\e[1;5", "a", "\e[200~abc"])
            Assert.Equal("Ended", EditorRun.Of(keys).Inputs[^1]);
    }

    [Fact]
    public void AnyBytesAreEdited()
    {
        var random = new System.Random(7);
        for (int round = 0; round < 300; round++)
        {
            string keys = string.Concat(Enumerable.Range(0, 60).Select(_ => (char)(random.Next(3) == 0 ? random.Next(32, 0x250) : random.Next(0, 128))));
            Assert.Equal("Ended", EditorRun.Of(keys, columns: random.Next(8, 40), rows: random.Next(2, 10)).Inputs[^1]);
        }
    }

    [Fact]
    public void HistoryIsKeptInAFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("state/history");
        EditorRun.Of("one\rif x:\ra\\n\r\rone\rone\r\u0004", LineHistory.Open(path));
        Assert.Equal(["one", "if x:\n    a\\n", "one"], LineHistory.Open(path).Entries);
        if (!System.OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(["one", "Ended"], EditorRun.Of(Up + "\r\u0004", LineHistory.Open(path)).Inputs);
    }

    [Fact]
    public void HistoryIsBounded()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("history", string.Concat(Enumerable.Range(0, 3000).Select(static i => $"input {i}\n")));
        Assert.Equal(LineHistory.MaximumEntries, LineHistory.Open(path).Entries.Count);
        Assert.Equal(LineHistory.MaximumEntries, File.ReadAllLines(path).Length);
        Assert.Equal("input 2999", LineHistory.Open(path).Entries[^1]);
    }
}
