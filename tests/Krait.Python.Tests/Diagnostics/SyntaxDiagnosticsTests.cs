using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Text;
using Krait.Python.Syntax;

namespace Krait.Python.Tests.Diagnostics;

/// <summary>What the lexer and the parser report, and where.</summary>
public class SyntaxDiagnosticsTests
{
    /// <summary>Source, and what is reported for it: id, line and column, in source order.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { "# coding: klingon", "PY0002 1:1" },
        { "\uFEFF# coding: latin-1", "PY0003 1:1" },
        { "x = 1\0", "PY0004 1:6" },
        { "x = 1 $ 2", "PY0005 1:7" },
        { "a = \u00E9 + \u201Cb\u201D", "PY0005 1:9" },
        { "x = 1 \\ \ny = 2", "PY0006 1:7" },
        { "x = 1 \\\n", "PY0007 1:7" },
        { "x = 'abc\ny = 2", "PY0008 1:5" },
        { "x = \"\"\"abc\n", "PY0009 1:5" },
        { "x = 1_\ny = 0xg\nz = 1abc\nw = 0b12\nv = 1__0\nu = 1e+x", "PY0010 1:5, PY0010 2:5, PY0010 3:5, PY0010 4:5, PY0010 5:5, PY0010 6:5" },
        { "x = 012", "PY0011 1:5" },
        { "x = " + new string('9', 4301), "PY0012 1:5" },
        { "if a:\n\tb\n        c", "PY0013 3:1" },
        { "if a:\n    b\n  c", "PY0014 3:1" },
        { "def f():\n    return 1\n   y = 2\n", "PY0014 3:1" },
        { string.Concat(Enumerable.Range(0, 101).Select(i => new string(' ', i) + "if x:\n")), "PY0015 101:1" },
        { new string('(', 201), "PY0016 1:201" },
        { "x = )", "PY0017 1:5" },
        { "x = (1]", "PY0018 1:7" },
        { "x = [(1]", "PY0018 1:8" },
        { "x = (1, 2\ny = 3\n", "PY0019 1:5" },
        { "x = (1, 2\ndef f():\n    return 1 +\n", "PY0019 1:5, PY0102 3:15" },
        { "f'{a'", "PY0020 1:3" },
        { "f'{a:>{b'\nx = 1 +", "PY0020 1:7, PY0102 2:8" },
        { "f'}'", "PY0021 1:3" },
        { "'\\d'", "PY0022 1:2" },
        { "f'\\{x} \\{{'", "PY0022 1:3, PY0022 1:8" },
        { "'\\x4' '\\U00110000' '\\N'", "PY0023 1:2, PY0023 1:8, PY0023 1:21" },
        { "'\\N{nope}'", "PY0024 1:2" },
        { "b'\u00E9'", "PY0025 1:3" },
        { "f'{a b}'", "PY0101 1:6" },
        { "for x of y: pass", "PY0101 1:7" },
        { "d = {'a': 1 'b': 2}", "PY0101 1:13" },
        { "match x:\n    y = 1\n    case 1:\n        pass", "PY0101 2:5" },
        { "x = = 2", "PY0102 1:5" },
        { "x 5", "PY0103 1:3" },
        { "if x\n    y = 1\nz = 2", "PY0104 1:5" },
        { "while True print(1)", "PY0104 1:12" },
        { "if x:\ny = 1", "PY0105 2:1" },
        { "match x:\ny = 1", "PY0105 2:1" },
        { "x = 1\n    y = 2", "PY0106 2:1" },
        { "if x = 3:\n    pass", "PY0107 1:6" },
        { "f(a.b=1)", "PY0107 1:6" },
        { "f() = 1", "PY0108 1:1" },
        { "(a, 1) = b", "PY0108 1:5" },
        { "for 1 in x: pass", "PY0108 1:5" },
        { "del f()", "PY0109 1:5" },
        { "(a, b): int", "PY0110 1:1" },
        { "(a, b) += 1", "PY0111 1:1" },
        { "def class(): pass", "PY0112 1:5" },
        { "x = " + string.Concat(Enumerable.Repeat("not ", 1100)) + "y", "PY0113 1:2001" },
        { "def f(a=1, b): pass", "PY0114 1:12" },
        { "def f(*): pass\ndef f(**k, a): pass\ndef f(a, /, b, /): pass\ndef f(*, a, *b): pass\ndef f(*a=1): pass", "PY0115 1:7, PY0115 2:12, PY0115 3:16, PY0115 4:13, PY0115 5:9" },
        { "f(a=1, 2)", "PY0116 1:8" },
        { "f(**a, *b)", "PY0117 1:8" },
        { "f(x for x in y, 1)", "PY0118 1:3" },
        { "class A(x for x in y): pass", "PY0118 1:8" },
        { "(*a)", "PY0119 1:2" },
        { "try:\n    pass\nx = 1", "PY0120 1:1" },
        { "try:\n    pass\nexcept A:\n    pass\nexcept* B:\n    pass", "PY0121 5:1" },
        { "try:\n    pass\nexcept A, B as e:\n    pass", "PY0122 3:8" },
        { "try:\n    pass\nexcept*:\n    pass", "PY0123 3:1" },
        { "print 'x'", "PY0124 1:1" },
        { "f'{}'", "PY0125 1:3" },
        { "f'{a!x}'", "PY0126 1:6" },
        { "'a' b'c'", "PY0127 1:5" },
        { "'a' t'c'", "PY0127 1:5" },
        { "from a import b,", "PY0128 1:17" },
        { "a && b", "PY0129 1:3" },
        { "x++", "PY0129 1:2" },
        { "!a", "PY0129 1:1" },
        { "x <> y", "PY0129 1:3" },
        { "match x:\n    case a as _:\n        pass\n    case 1 + 2:\n        pass", "PY0130 2:15, PY0130 4:10" },
        { "match x:\n    case {a: 1}:\n        pass\n    case C(a=1, b):\n        pass", "PY0130 2:11, PY0130 4:17" },
        { "match x:\n    case f'{a}':\n        pass\n    case *a:\n        pass", "PY0130 2:10, PY0130 4:10" },
        { "if a:\n    pass\nelse if b:\n    pass", "PY0131 3:6" },
        { "x := 1", "PY0133 1:3" },
        { "x = 1 + yield", "PY0133 1:9" },
        { "else:\n    x = = 1", "PY0134 1:1, PY0102 2:9" },
        { "retrun x", "PY0135 1:1" },
        { "[*i for i in x]; {*i for i in x}; (*i for i in x)", "PY0137 1:2, PY0137 1:19, PY0137 1:36" },
        { "f'{1:{2:{3:{4}}}}'", "PY0136 1:11" },
    };

    [Theory]
    [InlineData("elseif x:", "'elif'")]
    [InlineData("function f(x):", "'def'")]
    [InlineData("let x = 1", "an assignment without a word before the name")]
    [InlineData("retrun x", "'return'")]
    [InlineData("whlie x:", "'while'")]
    [InlineData("iff x:", "'if'")]
    [InlineData("clas A:", "'class'")]
    [InlineData("imports math", "'import'")]
    [InlineData("rause x", "'raise'")]
    public void SuggestsTheWordThatWasMeant(string source, string suggestion)
    {
        Diagnostic found = Parse(source).ToImmutable()[0];

        Assert.Equal("PY0135", found.Id);
        Assert.Equal($"did you mean {suggestion}?", found.Hint);
    }

    [Theory]
    [InlineData("x y")]
    [InlineData("total count")]
    [InlineData("ab cd")]
    public void SuggestsNothingForOtherWords(string source) => Assert.Equal("PY0103", Parse(source).ToImmutable()[0].Id);

    [Theory]
    [MemberData(nameof(Cases))]
    public void ReportsAtTheRightPlace(string source, string expected) => Assert.Equal(expected, Report(Parse(source)));

    [Fact]
    public void ReportsBytesThatAreNotUtf8()
    {
        DiagnosticBag diagnostics = SourceDecoder.Decode("x = 1\ny = '\xFF'"u8[..11].ToArray().Append((byte)0xFF).ToArray(), "bytes.py");

        Diagnostic found = Assert.Single(diagnostics.ToImmutable());

        Assert.Equal("PY0001", found.Id);
        Assert.Equal("the source is not valid UTF-8: byte 0xff at offset 11", found.Message);
        Assert.Equal(new SourcePosition(2, 6), diagnostics.Source.PositionAt(found.Span.Start));
    }

    [Fact]
    public void RefusesASourceThatIsTooLong()
    {
        DiagnosticBag diagnostics = SourceDecoder.Decode(new byte[PythonLimits.MaximumSourceBytes + 1], "long.py");

        Assert.Equal("PY0026", Assert.Single(diagnostics.ToImmutable()).Id);
    }

    [Fact]
    public void EveryRowHasACase()
    {
        string[] withOwnTest = ["PY0001", "PY0026"];
        IEnumerable<string> tested = Cases.SelectMany(row => row.Data.Item2.Split(", ")).Select(report => report.Split(' ')[0]);

        IEnumerable<string> untested = Rows().Where(row => row.Id.StartsWith("PY0", StringComparison.Ordinal)).Select(row => row.Id)
            .Except(tested.Concat(withOwnTest));

        Assert.Empty(untested);
    }

    [Fact]
    public void NoTwoRowsHaveOneId()
    {
        IEnumerable<string> repeated = Rows().GroupBy(row => row.Id).Where(rows => 1 < rows.Count()).Select(rows => rows.Key);

        Assert.Empty(repeated);
    }

    [Fact]
    public void ReportsTheErrorsOfAllStatementsInOnePass()
    {
        const string Source = "x = 'a' 'b\ny = 1 1\ndef f(:=): return 1 +\nz = (\ndef g(): pass\nw = ]\nok = 1\n";

        Assert.Equal("PY0008 1:9, PY0103 2:7, PY0101 3:7, PY0019 4:5, PY0017 6:5", Report(Parse(Source)));
    }

    [Fact]
    public void KeepsTheStatementsThatAreRight()
    {
        var diagnostics = new DiagnosticBag(new SourceText("a = 1\nb = = 2\ndef f(x, x y):\n    c = 3\nd = 4\n"));

        var tree = Parser.Parse(diagnostics.Source, diagnostics);

        Assert.Equal(2, diagnostics.ToImmutable().Length);
        Assert.Equal(["Assign", "FunctionDef", "Assign"], tree.Body.Select(statement => statement.GetType().Name));
        Assert.Single(Assert.IsType<FunctionDef>(tree.Body[1]).Body);
    }

    private static DiagnosticBag Parse(string source)
    {
        DiagnosticBag diagnostics = SourceDecoder.Decode(Encoding.UTF8.GetBytes(source), "case.py");
        Parser.Parse(diagnostics.Source, diagnostics);
        return diagnostics;
    }

    private static string Report(DiagnosticBag diagnostics)
    {
        ImmutableArray<Diagnostic> found = diagnostics.ToImmutable();
        return string.Join(", ", found.Select(item =>
        {
            SourcePosition position = diagnostics.Source.PositionAt(item.Span.Start);
            return $"{item.Id} {position.Line}:{position.Column}";
        }));
    }

    private static IEnumerable<DiagnosticRow> Rows() =>
        typeof(Python.Diagnostics).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null)).OfType<DiagnosticRow>();
}
