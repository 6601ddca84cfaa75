using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// The statement parser, by recursive descent: Python reference, full grammar specification.
// Each statement fails alone: after an error the cursor skips to the next line and parsing goes on, so that
// one pass finds the errors of the whole file. A broken simple statement leaves no node; a broken compound one keeps its block.

/// <summary>Parses Python 3.14. Always gives a tree; errors are diagnostics, and the tree is then incomplete.</summary>
internal sealed partial class Parser
{
    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private readonly PatternParser _patterns;

    private Parser(LexedText lexed, DiagnosticBag diagnostics)
    {
        _cursor = new TokenCursor(lexed, diagnostics);
        _expressions = new ExpressionParser(_cursor);
        _patterns = new PatternParser(_cursor, _expressions);
    }

    /// <summary>Parses a whole file.</summary>
    public static Module Parse(SourceText source, DiagnosticBag diagnostics) =>
        Parse(Lexer.Lex(source, diagnostics), diagnostics);

    /// <summary>Parses a file that is already lexed.</summary>
    public static Module Parse(LexedText lexed, DiagnosticBag diagnostics) =>
        new Parser(lexed, diagnostics).ParseModule();

    /// <summary>Parses a text that is one expression, such as an annotation written as a string; null where it is none.</summary>
    public static Expression? ParseExpressionOrNull(SourceText source, DiagnosticBag diagnostics)
    {
        var parser = new Parser(Lexer.Lex(source, diagnostics), diagnostics);
        Expression result = parser._expressions.ParseStarExpressions();
        while (parser._cursor.TryTake(TokenKind.Newline))
        {
        }

        if (parser._cursor.Kind != TokenKind.EndOfFile)
            parser._cursor.FailExpected("the end of the expression");
        return diagnostics.HasErrors ? null : result;
    }

    private Module ParseModule()
    {
        var body = ImmutableArray.CreateBuilder<Statement>();
        while (_cursor.Kind != TokenKind.EndOfFile)
            ParseStatement(body);
        return new Module(body.ToImmutable(), new SourceSpan(0, _cursor.Source.Text.Length));
    }

    /// <summary>Parses one compound statement or one line of simple ones. Goes forward by at least one token.</summary>
    private void ParseStatement(ImmutableArray<Statement>.Builder body)
    {
        int start = _cursor.Start;
        switch (_cursor.Kind)
        {
            case TokenKind.Newline or TokenKind.Dedent:
                _cursor.Advance();
                return;
            case TokenKind.Indent:
                _cursor.Report(Diagnostics.UnexpectedIndent, new SourceSpan(start, _cursor.Current.End));
                ParseIndented(body);
                return;
            default:
                if (ParseCompoundOrNull() is Statement compound)
                    body.Add(compound);
                else
                    ParseSimpleLine(body);
                break;
        }

        if (!_cursor.IsPanicking)
            return;
        _cursor.Recover();
        if (_cursor.Kind == TokenKind.Indent)
            ParseIndented(body);
    }

    /// <summary>Parses the statements between an Indent and its Dedent.</summary>
    private void ParseIndented(ImmutableArray<Statement>.Builder body)
    {
        _cursor.Advance();
        while (_cursor.Kind is not (TokenKind.Dedent or TokenKind.EndOfFile))
            ParseStatement(body);
        _cursor.TryTake(TokenKind.Dedent);
    }

    private Statement? ParseCompoundOrNull() => _cursor.Kind switch
    {
        TokenKind.If => ParseIf(),
        TokenKind.For => ParseFor(_cursor.Start, isAsync: false),
        TokenKind.While => ParseWhile(),
        TokenKind.Try => ParseTry(),
        TokenKind.With => ParseWith(_cursor.Start, isAsync: false),
        TokenKind.Def => ParseFunction(_cursor.Start, [], isAsync: false),
        TokenKind.Class => ParseClass([]),
        TokenKind.At => ParseDecorated(),
        TokenKind.Async => ParseAsync([]),
        TokenKind.Elif or TokenKind.Else or TokenKind.Except or TokenKind.Finally => FailClause(),
        TokenKind.Name when _cursor.IsWord("match") => ParseMatchOrNull(),
        _ => null,
    };

    /// <summary>Reports a clause without its statement; its block is still read.</summary>
    private Pass FailClause()
    {
        SourceSpan span = _cursor.Current.Span;
        _cursor.Fail(Diagnostics.ClauseAlone, span, TokenFacts.Spelling(_cursor.Kind));
        return new Pass(span);
    }

    private void ParseSimpleLine(ImmutableArray<Statement>.Builder body)
    {
        do
        {
            int start = _cursor.Start;
            Statement statement = ParseSimple(start);
            if (_cursor.IsPanicking)
                return;
            body.Add(statement);
        }
        while (_cursor.TryTake(TokenKind.Semicolon) && _cursor.Kind is not (TokenKind.Newline or TokenKind.EndOfFile));

        if (_cursor.TryTake(TokenKind.Newline) || _cursor.Kind == TokenKind.EndOfFile)
            return;
        FailLineEnd(body[^1]);
    }

    private void FailLineEnd(Statement previous)
    {
        if (previous is Expr { Value: Name word } && KeywordSuggestions.TryFind(word.Id, out string keyword))
        {
            _cursor.Fail(Diagnostics.NotAKeyword, word.Span, word.Id, keyword);
            return;
        }

        bool isOldStatement = previous is Expr { Value: Name { Id: "print" or "exec" } } && ExpressionParser.StartsExpression(_cursor.Kind);
        if (isOldStatement)
            _cursor.Fail(Diagnostics.StatementIsFunction, previous.Span, ((Name)((Expr)previous).Value).Id);
        else
            _cursor.Fail(Diagnostics.ExpectedLineEnd, _cursor.VisibleSpan(), _cursor.DescribeCurrent());
    }

    /// <summary>Parses the colon and the block of a compound statement, or the simple statements on its line.</summary>
    /// <param name="owner">What the block belongs to, for messages: <c>'if'</c>.</param>
    /// <param name="ownerStart">Where that starts.</param>
    private ImmutableArray<Statement> ParseBlock(string owner, int ownerStart)
    {
        var body = ImmutableArray.CreateBuilder<Statement>();
        if (!_cursor.TryEnter())
            return [];
        TakeBlockColon(owner);
        if (_cursor.IsPanicking)
        {
            _cursor.Recover();
            if (_cursor.Kind == TokenKind.Indent)
                ParseIndented(body);
        }
        else if (!_cursor.TryTake(TokenKind.Newline))
        {
            ParseSimpleLine(body);
            if (_cursor.IsPanicking)
                _cursor.Recover();
        }
        else if (_cursor.Kind == TokenKind.Indent)
        {
            ParseIndented(body);
        }
        else
        {
            ReportMissingBlock(owner, ownerStart);
        }

        _cursor.Leave();
        return body.ToImmutable();
    }

    private void ReportMissingBlock(string owner, int ownerStart)
    {
        int line = _cursor.Source.PositionAt(ownerStart).Line;
        if (_cursor.Kind != TokenKind.Error)
            _cursor.Report(Diagnostics.ExpectedBlock, _cursor.Current.Span, owner, line);
    }

    private void TakeBlockColon(string owner)
    {
        if (_cursor.TryTake(TokenKind.Colon))
            return;
        if (_cursor.Kind == TokenKind.Equal)
            _cursor.Fail(Diagnostics.AssignmentAsCondition, _cursor.Current.Span);
        else if (_cursor.Kind == TokenKind.If && owner == "'else'")
            _cursor.Fail(Diagnostics.ElseIf, _cursor.Current.Span);
        else
            _cursor.Fail(Diagnostics.ExpectedColon, _cursor.VisibleSpan(), owner, _cursor.DescribeCurrent());
    }
}
