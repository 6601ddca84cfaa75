using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// Compound statements: those with blocks, but for definitions and match.
internal sealed partial class Parser
{
    private If ParseIf()
    {
        int start = _cursor.Start;
        string keyword = TokenFacts.Describe(_cursor.Kind);
        _cursor.Advance();
        Expression test = _expressions.ParseNamed();
        ImmutableArray<Statement> body = ParseBlock(keyword, start);
        ImmutableArray<Statement> orElse = [];
        if (_cursor.Kind == TokenKind.Elif)
        {
            // The chain is as deep as it is long, because each "elif" is an If inside the one before.
            if (_cursor.TryEnter())
            {
                orElse = [ParseIf()];
                _cursor.Leave();
            }
        }
        else
        {
            orElse = ParseElse();
        }

        return new If(test, body, orElse, _cursor.SpanFrom(start));
    }

    private ImmutableArray<Statement> ParseElse()
    {
        int start = _cursor.Start;
        return _cursor.TryTake(TokenKind.Else) ? ParseBlock("'else'", start) : [];
    }

    private While ParseWhile()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        Expression test = _expressions.ParseNamed();
        ImmutableArray<Statement> body = ParseBlock("'while'", start);
        ImmutableArray<Statement> orElse = ParseElse();
        return new While(test, body, orElse, _cursor.SpanFrom(start));
    }

    private Statement ParseFor(int start, bool isAsync)
    {
        _cursor.Advance();
        Expression target = _expressions.ParseTargets();
        _cursor.Expect(TokenKind.In);
        Expression source = _expressions.ParseStarExpressions();
        ImmutableArray<Statement> body = ParseBlock("'for'", start);
        ImmutableArray<Statement> orElse = ParseElse();
        SourceSpan span = _cursor.SpanFrom(start);
        return isAsync ? new AsyncFor(target, source, body, orElse, span) : new For(target, source, body, orElse, span);
    }

    private Statement ParseWith(int start, bool isAsync)
    {
        _cursor.Advance();
        bool hasParentheses = _cursor.Kind == TokenKind.LeftParen
            && _cursor.WouldParse(() => ParseParenthesizedItems().Length != 0 && _cursor.Kind == TokenKind.Colon);
        ImmutableArray<WithItem> items = hasParentheses ? ParseParenthesizedItems() : ParseItems();
        ImmutableArray<Statement> body = ParseBlock("'with'", start);
        SourceSpan span = _cursor.SpanFrom(start);
        return isAsync ? new AsyncWith(items, body, span) : new With(items, body, span);
    }

    private ImmutableArray<WithItem> ParseParenthesizedItems()
    {
        _cursor.Advance();
        var items = ImmutableArray.CreateBuilder<WithItem>();
        do
        {
            if (_cursor.Kind == TokenKind.RightParen)
                break;
            items.Add(ParseItem());
        }
        while (_cursor.TryTake(TokenKind.Comma));
        _cursor.Expect(TokenKind.RightParen);
        return items.ToImmutable();
    }

    private ImmutableArray<WithItem> ParseItems()
    {
        var items = ImmutableArray.CreateBuilder<WithItem>();
        do
        {
            items.Add(ParseItem());
        }
        while (_cursor.TryTake(TokenKind.Comma));
        return items.ToImmutable();
    }

    private WithItem ParseItem()
    {
        int start = _cursor.Start;
        Expression context = _expressions.ParseExpression();
        if (!_cursor.TryTake(TokenKind.As))
            return new WithItem(context, null, _cursor.SpanFrom(start));
        Expression target = _expressions.ParseTarget();
        if (!_cursor.IsPanicking)
            Targets.Store(target, _cursor);
        return new WithItem(context, target, _cursor.SpanFrom(start));
    }

    private Statement ParseTry()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        ImmutableArray<Statement> body = ParseBlock("'try'", start);
        var handlers = ImmutableArray.CreateBuilder<ExceptHandler>();
        bool isStar = false;
        while (_cursor.Kind == TokenKind.Except)
        {
            bool isThisStar = _cursor.NextKind == TokenKind.Star;
            if (handlers.Count != 0 && isThisStar != isStar)
                _cursor.Report(Diagnostics.MixedHandlers, _cursor.Current.Span);
            isStar = isThisStar;
            handlers.Add(ParseHandler());
        }

        ImmutableArray<Statement> orElse = handlers.Count == 0 ? [] : ParseElse();
        int finallyStart = _cursor.Start;
        bool hasFinally = _cursor.TryTake(TokenKind.Finally);
        ImmutableArray<Statement> finalBody = hasFinally ? ParseBlock("'finally'", finallyStart) : [];
        if (handlers.Count == 0 && !hasFinally)
            _cursor.Report(Diagnostics.TryWithoutHandler, new SourceSpan(start, start + "try".Length));
        SourceSpan span = _cursor.SpanFrom(start);
        return isStar
            ? new TryStar(body, handlers.ToImmutable(), orElse, finalBody, span)
            : new Try(body, handlers.ToImmutable(), orElse, finalBody, span);
    }

    private ExceptHandler ParseHandler()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        bool isStar = _cursor.TryTake(TokenKind.Star);
        Expression? type = null;
        string? name = null;
        if (_cursor.Kind != TokenKind.Colon)
        {
            type = ParseHandlerTypes();
            if (_cursor.TryTake(TokenKind.As))
                name = _cursor.ExpectName();
        }
        else if (isStar)
        {
            _cursor.Fail(Diagnostics.ExceptStarNeedsType, _cursor.SpanFrom(start));
        }

        ImmutableArray<Statement> body = ParseBlock("'except'", start);
        return new ExceptHandler(type, name, body, _cursor.SpanFrom(start));
    }

    /// <summary>Parses the type of a handler, or several without parentheses, which make a tuple.</summary>
    private Expression ParseHandlerTypes()
    {
        int start = _cursor.Start;
        Expression first = _expressions.ParseExpression();
        if (_cursor.Kind != TokenKind.Comma)
            return first;
        var types = ImmutableArray.CreateBuilder<Expression>();
        types.Add(first);
        while (_cursor.TryTake(TokenKind.Comma) && _cursor.Kind != TokenKind.Colon)
            types.Add(_expressions.ParseExpression());
        SourceSpan span = _cursor.SpanFrom(start);
        if (_cursor.Kind == TokenKind.As)
            _cursor.Fail(Diagnostics.ExceptListNeedsParentheses, span);
        return new Tuple(types.ToImmutable(), ExpressionContext.Load, span);
    }

    private Statement ParseAsync(ImmutableArray<Expression> decorators)
    {
        int start = _cursor.Start;
        _cursor.Advance();
        switch (_cursor.Kind)
        {
            case TokenKind.Def:
                return ParseFunction(start, decorators, isAsync: true);
            case TokenKind.For when decorators.IsEmpty:
                return ParseFor(start, isAsync: true);
            case TokenKind.With when decorators.IsEmpty:
                return ParseWith(start, isAsync: true);
            default:
                _cursor.FailExpected(decorators.IsEmpty ? "'def', 'for' or 'with' after 'async'" : "'def' after 'async'");
                return new Pass(_cursor.SpanFrom(start));
        }
    }
}
