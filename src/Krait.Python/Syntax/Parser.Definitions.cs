using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// Functions, classes, decorators and match statements.
internal sealed partial class Parser
{
    private Statement ParseDecorated()
    {
        int start = _cursor.Start;
        var decorators = ImmutableArray.CreateBuilder<Expression>();
        while (_cursor.TryTake(TokenKind.At))
        {
            decorators.Add(_expressions.ParseNamed());
            _cursor.Expect(TokenKind.Newline);
        }

        switch (_cursor.Kind)
        {
            case TokenKind.Def:
                return ParseFunction(_cursor.Start, decorators.ToImmutable(), isAsync: false);
            case TokenKind.Class:
                return ParseClass(decorators.ToImmutable());
            case TokenKind.Async:
                return ParseAsync(decorators.ToImmutable());
            default:
                _cursor.FailExpected("'def' or 'class' after a decorator");
                return new Pass(_cursor.SpanFrom(start));
        }
    }

    private Statement ParseFunction(int start, ImmutableArray<Expression> decorators, bool isAsync)
    {
        _cursor.Advance();
        SourceSpan nameSpan = _cursor.Current.Span;
        string name = _cursor.ExpectName();
        ImmutableArray<TypeParameter> typeParameters = _expressions.Parameters.ParseTypeParameters();
        _cursor.Expect(TokenKind.LeftParen);
        Arguments arguments = _expressions.Parameters.ParseFunctionParameters();
        _cursor.Expect(TokenKind.RightParen);
        Expression? returns = _cursor.TryTake(TokenKind.Arrow) ? _expressions.ParseExpression() : null;
        ImmutableArray<Statement> body = ParseBlock("the function's head", start);
        SourceSpan span = _cursor.SpanFrom(start);
        return isAsync
            ? new AsyncFunctionDef(name, arguments, body, decorators, returns, typeParameters, nameSpan, span)
            : new FunctionDef(name, arguments, body, decorators, returns, typeParameters, nameSpan, span);
    }

    private ClassDef ParseClass(ImmutableArray<Expression> decorators)
    {
        int start = _cursor.Start;
        _cursor.Advance();
        SourceSpan nameSpan = _cursor.Current.Span;
        string name = _cursor.ExpectName();
        ImmutableArray<TypeParameter> typeParameters = _expressions.Parameters.ParseTypeParameters();
        ImmutableArray<Expression> bases = [];
        ImmutableArray<Keyword> keywords = [];
        if (_cursor.Kind == TokenKind.LeftParen)
            (bases, keywords) = ParseBases();
        ImmutableArray<Statement> body = ParseBlock("the class's head", start);
        return new ClassDef(name, bases, keywords, body, decorators, typeParameters, nameSpan, _cursor.SpanFrom(start));
    }

    private (ImmutableArray<Expression> Bases, ImmutableArray<Keyword> Keywords) ParseBases()
    {
        int start = _cursor.Start;
        (ImmutableArray<Expression> bases, ImmutableArray<Keyword> keywords) = _expressions.ParseCallArguments();
        if (bases is [GeneratorExp generator] && generator.Span.Start == start)
            _cursor.Report(Diagnostics.GeneratorNeedsParentheses, generator.Span);
        return (bases, keywords);
    }

    /// <summary>
    /// Parses a match statement where the line is one: "match" is a name everywhere else, so the line is one only if
    /// a subject follows, then a colon, and then the line's end, where an annotation would have its type.
    /// </summary>
    private Match? ParseMatchOrNull()
    {
        bool canBeSubject = ExpressionParser.StartsExpression(_cursor.NextKind);
        if (!canBeSubject || !_cursor.WouldParse(IsMatchHead))
            return null;
        int start = _cursor.Start;
        _cursor.Advance();
        Expression subject = ParseSubject();
        _cursor.Expect(TokenKind.Colon);
        _cursor.Expect(TokenKind.Newline);
        if (!_cursor.TryTake(TokenKind.Indent))
        {
            ReportMissingBlock("'match'", start);
            return new Match(subject, [], _cursor.SpanFrom(start));
        }

        var cases = ImmutableArray.CreateBuilder<MatchCase>();
        while (_cursor.Kind is not (TokenKind.Dedent or TokenKind.EndOfFile))
        {
            if (_cursor.IsWord("case"))
                cases.Add(ParseCase());
            else
                SkipStatementBetweenCases();
        }

        _cursor.TryTake(TokenKind.Dedent);
        return new Match(subject, cases.ToImmutable(), _cursor.SpanFrom(start));
    }

    private bool IsMatchHead()
    {
        _cursor.Advance();
        ParseSubject();
        return _cursor.TryTake(TokenKind.Colon) && _cursor.Kind == TokenKind.Newline;
    }

    private void SkipStatementBetweenCases()
    {
        _cursor.FailExpected("'case'");
        _cursor.Recover();
        if (_cursor.Kind == TokenKind.Indent)
            ParseIndented(ImmutableArray.CreateBuilder<Statement>());
    }

    /// <summary>Parses a match subject: one named expression, or several that make a tuple.</summary>
    private Expression ParseSubject()
    {
        int start = _cursor.Start;
        Expression first = _expressions.ParseStarNamed();
        if (_cursor.Kind != TokenKind.Comma)
            return first;
        var elements = ImmutableArray.CreateBuilder<Expression>();
        elements.Add(first);
        while (_cursor.TryTake(TokenKind.Comma) && _cursor.Kind != TokenKind.Colon)
            elements.Add(_expressions.ParseStarNamed());
        return new Tuple(elements.ToImmutable(), ExpressionContext.Load, _cursor.SpanFrom(start));
    }

    private MatchCase ParseCase()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        Pattern pattern = _patterns.ParseTopLevel();
        Expression? guard = _cursor.TryTake(TokenKind.If) ? _expressions.ParseNamed() : null;
        ImmutableArray<Statement> body = ParseBlock("'case'", start);
        return new MatchCase(pattern, guard, body, _cursor.SpanFrom(start));
    }
}
