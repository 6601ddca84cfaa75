using System;
using System.Linq;
using System.Text;
using Krait.Python.Syntax;

namespace Krait.Python.Tests.Syntax;

/// <summary>What the standard library of an older CPython cannot show: syntax of Python 3.12 to 3.14, layout, encodings.</summary>
public class ParserTests
{
    /// <summary>Source of one statement and its dump without the module around it.</summary>
    public static TheoryData<string, string> Statements => new()
    {
        {
            "t'a{x}'",
            "Expr(value=TemplateStr(values=[Constant(value='a'), Interpolation(value=Name(id='x', ctx=Load()), str='x', conversion=-1)]))"
        },
        {
            "t'{ x + 1 !r:>{w}}' t'b'",
            "Expr(value=TemplateStr(values=[Interpolation(value=BinOp(left=Name(id='x', ctx=Load()), op=Add(), right=Constant(value=1)), str='x + 1', conversion=114, "
            + "format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)])), Constant(value='b')]))"
        },
        {
            "t'{x = }'",
            "Expr(value=TemplateStr(values=[Constant(value='x = '), Interpolation(value=Name(id='x', ctx=Load()), str='x', conversion=114)]))"
        },
        {
            "try: pass\nexcept A, B: pass",
            "Try(body=[Pass()], handlers=[ExceptHandler(type=Tuple(elts=[Name(id='A', ctx=Load()), Name(id='B', ctx=Load())], ctx=Load()), body=[Pass()])])"
        },
        {
            "try: pass\nexcept* A, B: pass",
            "TryStar(body=[Pass()], handlers=[ExceptHandler(type=Tuple(elts=[Name(id='A', ctx=Load()), Name(id='B', ctx=Load())], ctx=Load()), body=[Pass()])])"
        },
        {
            "type X[T: int = str, *Ts = *tuple[int], **P = [int]] = T",
            "TypeAlias(name=Name(id='X', ctx=Store()), type_params=[TypeVar(name='T', bound=Name(id='int', ctx=Load()), default_value=Name(id='str', ctx=Load())), "
            + "TypeVarTuple(name='Ts', default_value=Starred(value=Subscript(value=Name(id='tuple', ctx=Load()), slice=Name(id='int', ctx=Load()), ctx=Load()), ctx=Load())), "
            + "ParamSpec(name='P', default_value=List(elts=[Name(id='int', ctx=Load())], ctx=Load()))], value=Name(id='T', ctx=Load()))"
        },
        {
            "def f[T](x: T) -> T: ...",
            "FunctionDef(name='f', args=arguments(args=[arg(arg='x', annotation=Name(id='T', ctx=Load()))]), body=[Expr(value=Constant(value=Ellipsis))], "
            + "returns=Name(id='T', ctx=Load()), type_params=[TypeVar(name='T')])"
        },
        {
            "f'{a['b']!r:{'x'}}'",
            "Expr(value=JoinedStr(values=[FormattedValue(value=Subscript(value=Name(id='a', ctx=Load()), slice=Constant(value='b'), ctx=Load()), conversion=114, "
            + "format_spec=JoinedStr(values=[FormattedValue(value=Constant(value='x'), conversion=-1)]))]))"
        },
        {
            "f'''{\n  a  # why\n}{{}}'''",
            "Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1), Constant(value='{}')]))"
        },
        {
            "f'{x=:>{w}}'",
            "Expr(value=JoinedStr(values=[Constant(value='x='), FormattedValue(value=Name(id='x', ctx=Load()), conversion=-1, "
            + "format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)]))]))"
        },
        {
            "rf'\\{x}' 'a' f''",
            "Expr(value=JoinedStr(values=[Constant(value='\\\\'), FormattedValue(value=Name(id='x', ctx=Load()), conversion=-1), Constant(value='a')]))"
        },
        {
            "f'a\\x5c\\\\{x}'",
            "Expr(value=JoinedStr(values=[Constant(value='a\\\\\\\\'), FormattedValue(value=Name(id='x', ctx=Load()), conversion=-1)]))"
        },
        {
            "a[*b == c, f'{1:{2:{f'{3:{4:{5}}}'}}}']",
            "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Starred(value=Compare(left=Name(id='b', ctx=Load()), ops=[Eq()], comparators=[Name(id='c', ctx=Load())]), ctx=Load()), "
            + "JoinedStr(values=[FormattedValue(value=Constant(value=1), conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Constant(value=2), conversion=-1, "
            + "format_spec=JoinedStr(values=[FormattedValue(value=JoinedStr(values=[FormattedValue(value=Constant(value=3), conversion=-1, format_spec=JoinedStr(values=["
            + "FormattedValue(value=Constant(value=4), conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Constant(value=5), conversion=-1)]))]))]), conversion=-1)]))]))])], ctx=Load()), ctx=Load()))"
        },
        { "match = case = type = _ = 1", "Assign(targets=[Name(id='match', ctx=Store()), Name(id='case', ctx=Store()), Name(id='type', ctx=Store()), Name(id='_', ctx=Store())], value=Constant(value=1))" },
        { "match[a]: int", "AnnAssign(target=Subscript(value=Name(id='match', ctx=Load()), slice=Name(id='a', ctx=Load()), ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=0)" },
        { "type(x)", "Expr(value=Call(func=Name(id='type', ctx=Load()), args=[Name(id='x', ctx=Load())]))" },
        { "match -1:\n case 1: pass", "Match(subject=UnaryOp(op=USub(), operand=Constant(value=1)), cases=[match_case(pattern=MatchValue(value=Constant(value=1)), body=[Pass()])])" },
        { "with (a as b, c): pass", "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()))], body=[Pass()])" },
        { "with (a, b) as c: pass", "With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], body=[Pass()])" },
        { "with (yield): pass", "With(items=[withitem(context_expr=Yield())], body=[Pass()])" },
        { "x = 1if y else(2)", "Assign(targets=[Name(id='x', ctx=Store())], value=IfExp(test=Name(id='y', ctx=Load()), body=Constant(value=1), orelse=Constant(value=2)))" },
        { "a[*b]", "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()), ctx=Load()))" },
        { "'\\N{BULLET}\\N{line feed}\\x41\\101\\\n'", "Expr(value=Constant(value='\u2022\\nAA'))" },
        { "'a\\\r\nb' \"\"\"c\rd\"\"\"", "Expr(value=Constant(value='abc\\nd'))" },
        { "u'a' 'b'", "Expr(value=Constant(value='ab', kind='u'))" },
        { "0xFF_ff + 0b_1 + 0o17 + 1_0.5e-1_0 + .5j", "Expr(value=BinOp(left=BinOp(left=BinOp(left=BinOp(left=Constant(value=65535), op=Add(), right=Constant(value=1)), op=Add(), right=Constant(value=15)), op=Add(), right=Constant(value=1.05e-09)), op=Add(), right=Constant(value=0.5j)))" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void ParsesStatements(string source, string dump) => Assert.Equal($"Module(body=[{dump}])", Dump(source));

    [Theory]
    [InlineData("if a:\n\tb\n\tc\n")]
    [InlineData("if a:\r    b\r    c\r")]
    [InlineData("if a:\r\n    b\r\n\r\n    # x\r\n    c")]
    [InlineData("if a:\n    b; c\n")]
    [InlineData("if a: b; c;\n")]
    [InlineData("\f\nif a:\n    b\n  # x\n\f    c\n\n")]
    [InlineData("if \\\n  a:\n    b\n    c\n")]
    [InlineData("if (a\n   ):\n    b\n    c\n# end")]
    [InlineData("\uFEFFif a:\n    b\n\n\n    c\n")]
    public void ReadsOneBlockHoweverItIsLaidOut(string source) =>
        Assert.Equal("Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load())), Expr(value=Name(id='c', ctx=Load()))])])", Dump(source));

    [Theory]
    [InlineData("# coding: latin-1\n'\u00E9'", "iso-8859-1")]
    [InlineData("#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\n'\u00E9'", "iso-8859-1")]
    [InlineData("# -*- coding: cp1252 -*-\n'\u20AC'", "windows-1252")]
    [InlineData("# coding=koi8-r\n'\u0416'", "koi8-r")]
    [InlineData("'\u20AC'", "utf-8")]
    [InlineData("# coding: utf-8-sig\n'\u20AC'", "utf-8")]
    public void DecodesBytesByTheirDeclaration(string source, string encodingName)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(encodingName) ?? Encoding.GetEncoding(encodingName);

        DiagnosticBag decoded = SourceDecoder.Decode(encoding.GetBytes(source), "coded.py");

        Assert.Equal(source, decoded.Source.Text);
        Assert.False(decoded.HasErrors);
    }

    [Fact]
    public void LooksForADeclarationOnlyInCommentsOfTheFirstTwoLines()
    {
        byte[] source = Encoding.UTF8.GetBytes("x = 1\n\n# coding: latin-1\n'\u00E9'");

        Assert.EndsWith("'\u00E9'", SourceDecoder.Decode(source, "late.py").Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ReportsBytesThatTheDeclaredEncodingLacks()
    {
        DiagnosticBag decoded = SourceDecoder.Decode([.. "# coding: ascii\nx = '"u8, 0xE9, .. "'"u8], "ascii.py");

        Assert.Equal("PY0001", Assert.Single(decoded.ToImmutable()).Id);
    }

    [Fact]
    public void CountsLinesAndColumnsAsPeopleDo()
    {
        var source = new SourceText("ab\r\nc\rd\n\U0001F600e");

        Assert.Equal(
            ["1:1", "1:3", "2:1", "3:1", "4:1", "4:2", "4:3"],
            new[] { 0, 2, 4, 6, 8, 10, 11 }.Select(offset => source.PositionAt(offset)).Select(position => $"{position.Line}:{position.Column}"));
        Assert.Equal(["ab", "c", "d", "\U0001F600e"], Enumerable.Range(1, source.LineCount).Select(line => source.Line(line).ToString()));
    }

    [Fact]
    public void ParsesWhatItPrints()
    {
        var random = new Random(314);
        for (int i = 0; i < 3_000; i++)
        {
            string source = RandomExpression(random, 4);
            Expression expression = ParseExpression(source);
            string printed = ExpressionPrinter.Print(expression);
            Assert.Equal(Dump(expression), Dump(ParseExpression(printed)));
        }
    }

    private static string RandomExpression(Random random, int depth)
    {
        string Part() => RandomExpression(random, depth - 1);
        if (depth == 0)
            return random.Next(6) switch { 0 => "x", 1 => "12", 2 => "1.5", 3 => "'s\\n'", 4 => "None", _ => "y" };
        string[] operators = ["+", "-", "*", "/", "//", "%", "@", "<<", ">>", "&", "|", "^", "**", "==", "<", "in", "is not", "not in", "and", "or"];
        return random.Next(16) switch
        {
            0 or 1 or 2 or 3 => $"({Part()}) {operators[random.Next(operators.Length)]} ({Part()})",
            4 => $"-({Part()})",
            5 => $"not ({Part()})",
            6 => $"({Part()}).attr",
            7 => $"({Part()})[{Part()}:{Part()}, {Part()}]",
            8 => $"f({Part()}, *({Part()}), k={Part()}, **({Part()}))",
            9 => $"[{Part()}, *({Part()})]",
            10 => $"{{{Part()}: {Part()}, **({Part()})}}",
            11 => $"[({Part()}) for a, b in ({Part()}) if ({Part()})]",
            12 => $"(lambda a, *, b={Part()}: {Part()})",
            13 => $"({Part()} if {Part()} else {Part()})",
            14 => $"(z := {Part()})",
            _ => $"(({Part()}), ({Part()}),)",
        };
    }

    private static Expression ParseExpression(string text)
    {
        var source = new SourceText(text);
        var diagnostics = new DiagnosticBag(source);
        Expression? expression = Parser.ParseExpressionOrNull(source, diagnostics);
        Assert.True(expression is not null, text);
        return expression;
    }

    private static string Dump(Expression expression) =>
        AstDump.Dump(expression, new SourceText(""), new AstDumpOptions(14, AstLocations.Omitted));

    private static string Dump(string source)
    {
        var diagnostics = new DiagnosticBag(new SourceText(source));
        Module tree = Parser.Parse(diagnostics.Source, diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return AstDump.Dump(tree, diagnostics.Source, new AstDumpOptions(14, AstLocations.Omitted));
    }
}
