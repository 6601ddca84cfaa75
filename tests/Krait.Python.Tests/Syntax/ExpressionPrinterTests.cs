using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Krait.Python.Syntax;

namespace Krait.Python.Tests.Syntax;

/// <summary>Expressions printed as source, against CPython's ast.unparse.</summary>
public class ExpressionPrinterTests
{
    [Fact]
    public void PrintsTheExpressionsOfTheLibraryAsCPythonDoes()
    {
        var different = new List<string>();
        foreach (string line in PythonOracle.Lines("Syntax/unparse_library.py"))
        {
            string[] parts = line.Split(' ', 3);
            DiagnosticBag diagnostics = SourceDecoder.Decode(File.ReadAllBytes(parts[2]), parts[2]);
            Module tree = Parser.Parse(diagnostics.Source, diagnostics);
            var texts = new List<string>();
            Collect(tree.Body, diagnostics.Source, texts);
            if (PythonOracle.Digest(string.Join('\n', texts)) != parts[1])
                different.Add(parts[2]);
        }

        Assert.Empty(different);
    }

    [Theory]
    [InlineData("f'{x!r:>{w}}'", "f'{x!r:>{w}}'")]
    [InlineData("f\"it's {x}\"", "f\"it's {x}\"")]
    [InlineData("f'{ {1: 2}[1] }'", "f'{ {1: 2}[1]}'")]
    [InlineData("t'a{x:.2f}'", "t'a{x:.2f}'")]
    [InlineData("1e999", "1e309")]
    [InlineData("lambda a, /, b=1, *c, d, e=2, **f: 0", "lambda a, /, b=1, *c, d, e=2, **f: 0")]
    [InlineData("lambda: (yield)", "lambda: (yield)")]
    [InlineData("(await x) ** -y", "await x ** (-y)")]
    [InlineData("{**a, 'b': c}", "{**a, 'b': c}")]
    [InlineData("x[1:2, ::3]", "x[1:2, ::3]")]
    [InlineData("x[()]", "x[()]")]
    [InlineData("x[(y := 1)]", "x[(y := 1)]")]
    public void PrintsOneExpression(string source, string expected)
    {
        var text = new SourceText(source);
        Expression? expression = Parser.ParseExpressionOrNull(text, new DiagnosticBag(text));

        Assert.Equal(expected, ExpressionPrinter.Print(expression!));
    }

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("1e16", "1e+16")]
    [InlineData("123456789012345680.0", "1.2345678901234568e+17")]
    [InlineData("1e15", "1000000000000000.0")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("2j", "2j")]
    [InlineData("1e100j", "1e+100j")]
    [InlineData("'a\\'b'", "\"a'b\"")]
    [InlineData("'\\'\"'", "'\\'\"'")]
    [InlineData("'\\x7f\\xa0\\u2028\\U000e0001'", "'\\x7f\\xa0\\u2028\\U000e0001'")]
    [InlineData("'\\ud83d\\ude00'", "'\\ud83d\\ude00'")]
    [InlineData("'\\U0001f600'", "'\U0001F600'")]
    [InlineData("b'\\x00\\xff\\n\"'", "b'\\x00\\xff\\n\"'")]
    public void PrintsConstantsAsRepr(string source, string expected)
    {
        var text = new SourceText(source);
        var constant = Assert.IsType<Constant>(Parser.ParseExpressionOrNull(text, new DiagnosticBag(text)));

        Assert.Equal(expected, PythonRepr.Print(constant.Value));
    }

    private static void Collect(ImmutableArray<Statement> body, SourceText source, List<string> texts)
    {
        foreach (Statement statement in body)
        {
            Expression? value = statement switch
            {
                Assign node => node.Value,
                AugAssign node => node.Value,
                Return node => node.Value,
                Expr node => node.Value,
                If node => node.Test,
                While node => node.Test,
                _ => null,
            };
            if (value is not null && !HasFormattedString(value, source))
                texts.Add(ExpressionPrinter.Print(value));
            foreach (ImmutableArray<Statement> block in StatementBlocks.Of(statement))
                Collect(block, source, texts);
        }
    }

    private static bool HasFormattedString(Expression value, SourceText source) =>
        AstDump.Dump(value, source, new AstDumpOptions(13, AstLocations.Omitted)).Contains("JoinedStr(", StringComparison.Ordinal);
}
