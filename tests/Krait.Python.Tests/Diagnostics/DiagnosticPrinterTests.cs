using System.Collections.Immutable;
using Krait.Python.Syntax;

namespace Krait.Python.Tests.Diagnostics;

public class DiagnosticPrinterTests
{
    [Fact]
    public void ShowsPlaceLineMarkersAndHint()
    {
        Assert.Equal(
            "t.py:2:10: error PY0107: '=' assigns and cannot stand in an expression\n"
            + "        if x = 3:\n"
            + "             ^\n"
            + "  hint: compare with '=='; or assign with ':=' inside parentheses\n",
            Print("def f():\n    if x = 3:\n        pass\n"));
    }

    [Fact]
    public void ShowsTheOtherPlaceOfANote() =>
        Assert.Equal(
            "t.py:1:6: error PY0018: ']' does not close '('\n"
            + "    x = (]\n"
            + "         ^\n"
            + "  note: t.py:1:5: '(' is opened here\n"
            + "    x = (]\n"
            + "        ^\n",
            Print("x = (]"));

    [Fact]
    public void KeepsTabsBeforeTheMarkers() =>
        Assert.Contains("    \tx = = 1\n    \t    ^\n", Print("if a:\n\tx = = 1\n"), System.StringComparison.Ordinal);

    [Fact]
    public void CutsLongLinesAroundThePlace()
    {
        string text = Print("x = [" + new string(' ', 5000) + "= 1]" + new string(' ', 5000));

        Assert.All(text.Split('\n'), line => Assert.True(line.Length < 200, line));
        Assert.Contains("...", text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void ShowsNoControlCharacters()
    {
        string text = Print("x = \u001B[31m 1");

        Assert.DoesNotContain('\u001B', text);
        Assert.Contains("x = ?[31m 1", text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void PrintsNothingForNoDiagnostics() => Assert.Equal("", Print("x = 1\n"));

    private static string Print(string source)
    {
        var diagnostics = new DiagnosticBag(new SourceText(source, "t.py"));
        Parser.Parse(diagnostics.Source, diagnostics);
        ImmutableArray<Diagnostic> found = diagnostics.ToImmutable();
        return DiagnosticPrinter.Print(diagnostics.Source, found);
    }
}
