using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Krait.Python.Syntax;

namespace Krait.Python.Tests.Syntax;

/// <summary>Sources made to break a parser: each ends in a tree and a diagnostic, on a thread with a small stack.</summary>
public class HostileSourceTests
{
    private const int StackBytes = 1024 * 1024;

    public static TheoryData<string, string> Hostile => new()
    {
        { "10,000 parentheses", new string('(', 10_000) },
        { "10,000 closed parentheses", new string('(', 10_000) + new string(')', 10_000) },
        { "1 MB of brackets", new string('[', 1 << 20) },
        { "1 MB of closing brackets", new string(']', 1 << 20) },
        { "1 MB of minus signs", new string('-', 1 << 20) + "1" },
        { "200,000 times not", Repeat("not ", 200_000) + "x" },
        { "200,000 lambdas", Repeat("lambda: ", 200_000) + "x" },
        { "100,000 powers", Repeat("2**", 100_000) + "2" },
        { "100,000 conditionals", Repeat("a if b else ", 100_000) + "c" },
        { "500,000 sums", "x = " + Repeat("a+", 500_000) + "a" },
        { "300,000 attributes", "x" + Repeat(".a", 300_000) },
        { "300,000 calls", "x" + Repeat("()", 300_000) },
        { "sums in brackets in sums", new string('(', 150) + "a" + Repeat(Repeat("+a", 100) + ")", 150) },
        { "calls with long arguments", new string('(', 150) + "a" + Repeat(Repeat(".b(c)", 50) + ")", 150) },
        { "50,000 elifs", "if a: pass\n" + Repeat("elif b: pass\n", 50_000) },
        { "10,000 nested blocks", string.Concat(Enumerable.Range(0, 1000).Select(i => new string(' ', i) + "if x:\n")) },
        { "10,000 nested fields", Repeat("f'{", 10_000) },
        { "10,000 format specifiers", "f'" + Repeat("{a:", 10_000) },
        { "10,000 nested patterns", "match x:\n    case " + new string('[', 10_000) },
        { "a million digits", "x = " + new string('9', 1_000_000) },
        { "null characters", "x\0\0\0y = \0\n" },
        { "200,000 errors", Repeat("= \n", 200_000) },
        { "open brackets before statements", Repeat("( 1 1\ndef ", 100_000) },
        { "an open string", "x = '" + new string('a', 1 << 20) },
        { "an open triple string", "x = '''" + Repeat("a\n", 1 << 18) },
        { "an open f-string", "x = f'''" + Repeat("{a}\n", 1 << 16) },
        { "tabs and spaces", "if a:\n" + Repeat("\tb\n        c\n", 10_000) },
        { "backslashes", new string('\\', 1 << 20) },
        { "continued lines", Repeat("\\\n", 1 << 18) },
        { "unknown names of characters", Repeat("'\\N{WHAT}' ", 50_000) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void EndsInDiagnostics(string name, string source)
    {
        ImmutableArray<Diagnostic> found = OnSmallStack(() => Parse(source));

        Assert.True(found.Any(item => item.Severity == DiagnosticSeverity.Error), name);
        Assert.True(found.Length <= PythonLimits.MaximumDiagnostics, name);
    }

    [Fact]
    public void ParsesTheDeepestTreeThatIsAllowed()
    {
        string sum = "x = " + Repeat("a+", 490) + "a\n";
        string brackets = "y = " + new string('(', 190) + "1" + new string(')', 190) + "\n";

        Assert.Empty(OnSmallStack(() => Parse(sum + brackets)));
    }

    [Fact]
    public void WalksOfTheHighestTreeFitASmallStack()
    {
        var source = new SourceText(Repeat("-(", 190) + Repeat("a+", 300) + "a" + new string(')', 190));
        string text = OnSmallStack(() =>
        {
            var diagnostics = new DiagnosticBag(source);
            Module tree = Parser.Parse(source, diagnostics);
            Assert.False(diagnostics.HasErrors);
            return AstDump.Dump(tree, source, new AstDumpOptions(13, AstLocations.Shown))
                + ExpressionPrinter.Print(((Expr)tree.Body[0]).Value);
        });

        Assert.Contains("UnaryOp(op=USub()", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TakesLongIntegersInHexadecimal()
    {
        var diagnostics = new DiagnosticBag(new SourceText("x = 0x1" + new string('0', 100_000)));

        Module tree = Parser.Parse(diagnostics.Source, diagnostics);

        Assert.False(diagnostics.HasErrors);
        IntConstant value = Assert.IsType<IntConstant>(((Constant)((Assign)tree.Body[0]).Value).Value);
        Assert.Equal(400_001, value.Value.GetBitLength());
    }

    [Fact]
    public void AnyBytesGiveATree()
    {
        var random = new Random(20260);
        string[] pieces = ["def ", "f(", ")", ":", "\n", "    ", "\t", "if ", "x", "=", "'", "\"\"\"", "f'{", "}", "[", "]", "lambda ", "match ", "case ", "*", "0x", "1e", "\\", "@", "\0", "\u00E9", "\uD83D\uDE00", "#", "async ", "with ", "(", ",", ";", "else", "except ", ":=", "->", "!", "type "];
        for (int i = 0; i < 2_000; i++)
        {
            var source = new StringBuilder();
            for (int j = random.Next(60); 0 < j; j--)
                source.Append(pieces[random.Next(pieces.Length)]);
            ImmutableArray<Diagnostic> found = Parse(source.ToString());
            Assert.All(found, item => Assert.True(0 <= item.Span.Start && item.Span.Start <= item.Span.End, source.ToString()));
        }
    }

    [Theory]
    [InlineData("f'{x = '")]
    [InlineData("f'{x = \n'")]
    [InlineData("f'{x:{y = '")]
    [InlineData("f'''{x = #\n")]
    [InlineData("f'\\{x = }")]
    public void TokensStandInSourceOrder(string source)
    {
        var diagnostics = new DiagnosticBag(new SourceText(source));

        ImmutableArray<Token> tokens = Lexer.Lex(diagnostics.Source, diagnostics).Tokens;

        Assert.All(tokens.Zip(tokens.Skip(1)), pair => Assert.True(pair.First.Start <= pair.First.End && pair.First.End <= pair.Second.Start));
        Assert.NotEmpty(Parse(source));
    }

    private static ImmutableArray<Diagnostic> Parse(string source)
    {
        DiagnosticBag diagnostics = SourceDecoder.Decode(Encoding.UTF8.GetBytes(source), "hostile.py");
        Parser.Parse(diagnostics.Source, diagnostics);
        DiagnosticPrinter.Print(diagnostics.Source, diagnostics.ToImmutable());
        return diagnostics.ToImmutable();
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static T OnSmallStack<T>(Func<T> work)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        return result!;
    }
}
