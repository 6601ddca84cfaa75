using System;
using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// Atoms, displays and comprehensions, and what follows an atom: attributes, calls, subscripts.
internal sealed partial class ExpressionParser
{
    private Expression ParsePrimary()
    {
        int start = _cursor.Start;
        Expression result = ParseAtom();
        while (true)
        {
            switch (_cursor.Kind)
            {
                case TokenKind.Dot:
                    _cursor.Advance();
                    string name = _cursor.ExpectName();
                    result = new Attribute(result, name, ExpressionContext.Load, _cursor.SpanFrom(start));
                    break;
                case TokenKind.LeftParen:
                    result = ParseCall(result, start);
                    break;
                case TokenKind.LeftBracket:
                    _cursor.Advance();
                    Expression slice = ParseSlices();
                    _cursor.Expect(TokenKind.RightBracket);
                    result = new Subscript(result, slice, ExpressionContext.Load, _cursor.SpanFrom(start));
                    break;
                default:
                    return result;
            }

            _cursor.CheckHeight(result);
        }
    }

    private Expression ParseAtom()
    {
        Token token = _cursor.Current;
        switch (_cursor.Kind)
        {
            case TokenKind.Name:
                string id = _cursor.Identifier(token);
                _cursor.Advance();
                return new Name(id, ExpressionContext.Load, token.Span);
            case TokenKind.Number:
                return ParseNumber(token);
            case TokenKind.String or TokenKind.FStringStart:
                return _strings.Parse();
            case TokenKind.LeftParen:
                return ParseParenthesized();
            case TokenKind.LeftBracket:
                return ParseListDisplay();
            case TokenKind.LeftBrace:
                return ParseBraceDisplay();
            case TokenKind.None:
                return TakeConstant(NoneConstant.Instance);
            case TokenKind.True:
                return TakeConstant(new BoolConstant(true));
            case TokenKind.False:
                return TakeConstant(new BoolConstant(false));
            case TokenKind.Ellipsis:
                return TakeConstant(EllipsisConstant.Instance);
            default:
                FailAtom();
                return Missing();
        }
    }

    private void FailAtom()
    {
        if (TryFindForeignOperator(out SourceSpan span, out string right))
        {
            _cursor.Fail(Diagnostics.NotPythonOperator, span, _cursor.Source.Slice(span).ToString(), right);
        }
        else if (_cursor.Kind == TokenKind.Yield)
        {
            _cursor.Fail(Diagnostics.MisplacedExpression, _cursor.Current.Span, "'yield'");
        }
        else if (_cursor.Kind == TokenKind.Star)
        {
            _cursor.Fail(Diagnostics.StarredAlone, _cursor.Current.Span);
        }
        else
        {
            _cursor.Fail(Diagnostics.ExpectedExpression, _cursor.VisibleSpan(), _cursor.DescribeCurrent());
        }
    }

    /// <summary>Whether the token before and the current one, or the two before, are an operator of other languages.</summary>
    private bool TryFindForeignOperator(out SourceSpan span, out string right)
    {
        bool isAtLineEnd = _cursor.Kind is TokenKind.Newline or TokenKind.EndOfFile;
        int end = Math.Min(isAtLineEnd ? _cursor.PreviousEnd : _cursor.Start + 1, _cursor.Source.Text.Length);
        span = new SourceSpan(Math.Max(0, end - 2), Math.Max(0, end));
        right = _cursor.Source.Slice(span) switch
        {
            "&&" => "and",
            "||" => "or",
            "<>" => "!=",
            "++" when isAtLineEnd => "+= 1",
            "--" when isAtLineEnd => "-= 1",
            _ => "",
        };
        return right.Length != 0 && !_cursor.IsPanicking;
    }

    private Constant TakeConstant(ConstantValue value)
    {
        SourceSpan span = _cursor.Current.Span;
        _cursor.Advance();
        return new Constant(value, null, span);
    }

    /// <summary>Takes a number token.</summary>
    public Constant ParseNumber(Token token)
    {
        if (!NumberLiteral.TryParse(_cursor.Text(token), out ConstantValue value, out int digitCount))
            _cursor.Report(Diagnostics.IntegerTooLong, token.Span, digitCount, PythonLimits.MaximumDecimalDigits);
        return TakeConstant(value);
    }

    private Expression ParseParenthesized()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        if (_cursor.TryTake(TokenKind.RightParen))
            return new Tuple([], ExpressionContext.Load, _cursor.SpanFrom(start));
        if (_cursor.Kind == TokenKind.Yield)
        {
            Expression yield = ParseYield();
            _cursor.Expect(TokenKind.RightParen);
            return yield;
        }

        Expression first = ParseStarNamed();
        if (_cursor.Kind is TokenKind.For or TokenKind.Async)
        {
            RefuseUnpacking(first);
            ImmutableArray<Comprehension> generators = ParseComprehensions();
            _cursor.Expect(TokenKind.RightParen);
            return new GeneratorExp(first, generators, _cursor.SpanFrom(start));
        }

        if (_cursor.Kind == TokenKind.Comma)
        {
            ImmutableArray<Expression> elements = ParseElements(first, TokenKind.RightParen);
            return new Tuple(elements, ExpressionContext.Load, _cursor.SpanFrom(start));
        }

        if (first is Starred && _cursor.Kind == TokenKind.RightParen)
            _cursor.Report(Diagnostics.StarredAlone, first.Span);
        ExpectClosing(TokenKind.RightParen);
        return first;
    }

    private Expression ParseListDisplay()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        if (_cursor.TryTake(TokenKind.RightBracket))
            return new List([], ExpressionContext.Load, _cursor.SpanFrom(start));
        Expression first = ParseStarNamed();
        if (_cursor.Kind is TokenKind.For or TokenKind.Async)
        {
            RefuseUnpacking(first);
            ImmutableArray<Comprehension> generators = ParseComprehensions();
            _cursor.Expect(TokenKind.RightBracket);
            return new ListComp(first, generators, _cursor.SpanFrom(start));
        }

        ImmutableArray<Expression> elements = ParseElements(first, TokenKind.RightBracket);
        return new List(elements, ExpressionContext.Load, _cursor.SpanFrom(start));
    }

    private Expression ParseBraceDisplay()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        if (_cursor.Kind is TokenKind.RightBrace or TokenKind.DoubleStar)
            return ParseDictItems(start, null);
        Expression first = ParseStarNamed();
        if (_cursor.Kind == TokenKind.Colon)
            return ParseDictItems(start, first);
        if (_cursor.Kind is TokenKind.For or TokenKind.Async)
        {
            RefuseUnpacking(first);
            ImmutableArray<Comprehension> generators = ParseComprehensions();
            _cursor.Expect(TokenKind.RightBrace);
            return new SetComp(first, generators, _cursor.SpanFrom(start));
        }

        ImmutableArray<Expression> elements = ParseElements(first, TokenKind.RightBrace);
        return new Set(elements, _cursor.SpanFrom(start));
    }

    /// <summary>Parses the rest of a dict whose first key has been read, or all of it where there is none.</summary>
    private Expression ParseDictItems(int start, Expression? firstKey)
    {
        var keys = ImmutableArray.CreateBuilder<Expression?>();
        var values = ImmutableArray.CreateBuilder<Expression>();
        Expression? key = firstKey;
        while (key is not null || _cursor.Kind is not (TokenKind.RightBrace or TokenKind.Error))
        {
            if (key is null && _cursor.TryTake(TokenKind.DoubleStar))
            {
                keys.Add(null);
                values.Add(ParseBinary(1));
            }
            else
            {
                key ??= ParseExpression();
                _cursor.Expect(TokenKind.Colon);
                keys.Add(key);
                values.Add(ParseExpression());
            }

            bool isComprehension = _cursor.Kind is TokenKind.For or TokenKind.Async && keys.Count == 1 && key is not null;
            if (isComprehension)
            {
                ImmutableArray<Comprehension> generators = ParseComprehensions();
                _cursor.Expect(TokenKind.RightBrace);
                return new DictComp(key!, values[0], generators, _cursor.SpanFrom(start));
            }

            key = null;
            if (!_cursor.TryTake(TokenKind.Comma))
                break;
        }

        ExpectClosing(TokenKind.RightBrace);
        return new Dict(keys.ToImmutable(), values.ToImmutable(), _cursor.SpanFrom(start));
    }

    private ImmutableArray<Expression> ParseElements(Expression first, TokenKind closing)
    {
        var elements = ImmutableArray.CreateBuilder<Expression>();
        elements.Add(first);
        while (_cursor.TryTake(TokenKind.Comma) && _cursor.Kind != closing)
            elements.Add(ParseStarNamed());
        ExpectClosing(closing);
        return elements.ToImmutable();
    }

    private void ExpectClosing(TokenKind closing)
    {
        if (_cursor.Kind == TokenKind.Equal)
            _cursor.Fail(Diagnostics.AssignmentAsCondition, _cursor.Current.Span);
        else if (_cursor.Kind != closing)
            _cursor.FailExpected($"',' or {TokenFacts.Describe(closing)}");
        else
            _cursor.Advance();
    }

    private void RefuseUnpacking(Expression element)
    {
        if (element is Starred)
            _cursor.Report(Diagnostics.UnpackingInComprehension, element.Span);
    }

    private ImmutableArray<Comprehension> ParseComprehensions()
    {
        var result = ImmutableArray.CreateBuilder<Comprehension>();
        while (_cursor.Kind is TokenKind.For or TokenKind.Async)
        {
            int start = _cursor.Start;
            bool isAsync = _cursor.TryTake(TokenKind.Async);
            _cursor.Expect(TokenKind.For);
            Expression target = ParseTargets();
            _cursor.Expect(TokenKind.In);
            Expression source = ParseDisjunction();
            var conditions = ImmutableArray.CreateBuilder<Expression>();
            while (_cursor.TryTake(TokenKind.If))
                conditions.Add(ParseDisjunction());
            result.Add(new Comprehension(target, source, conditions.ToImmutable(), isAsync, _cursor.SpanFrom(start)));
        }

        return result.ToImmutable();
    }

    private Call ParseCall(Expression function, int start)
    {
        (ImmutableArray<Expression> arguments, ImmutableArray<Keyword> keywords) = ParseCallArguments();
        return new Call(function, arguments, keywords, _cursor.SpanFrom(start));
    }

    /// <summary>Parses the arguments of a call or class with their parentheses.</summary>
    public (ImmutableArray<Expression> Arguments, ImmutableArray<Keyword> Keywords) ParseCallArguments()
    {
        int openParen = _cursor.Start;
        _cursor.Advance();
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        var keywords = ImmutableArray.CreateBuilder<Keyword>();
        bool hasUnpackedKeywords = false;
        while (_cursor.Kind is not (TokenKind.RightParen or TokenKind.Error))
        {
            int start = _cursor.Start;
            if (_cursor.TryTake(TokenKind.DoubleStar))
            {
                hasUnpackedKeywords = true;
                Expression mapping = ParseExpression();
                keywords.Add(new Keyword(null, mapping, _cursor.SpanFrom(start)));
            }
            else if (_cursor.TryTake(TokenKind.Star))
            {
                if (hasUnpackedKeywords)
                    _cursor.Report(Diagnostics.UnpackingAfterKeywords, new SourceSpan(start, start + 1));
                Expression sequence = ParseExpression();
                arguments.Add(new Starred(sequence, ExpressionContext.Load, _cursor.SpanFrom(start)));
            }
            else if (_cursor.Kind == TokenKind.Name && _cursor.NextKind == TokenKind.Equal)
            {
                string name = _cursor.ExpectName();
                _cursor.Advance();
                Expression value = ParseExpression();
                keywords.Add(new Keyword(name, value, _cursor.SpanFrom(start)));
            }
            else
            {
                Expression? argument = ParsePositionalArgument(openParen, isFirst: arguments.Count == 0 && keywords.Count == 0);
                if (argument is null)
                    break;
                if (keywords.Count != 0)
                    _cursor.Report(Diagnostics.PositionalAfterKeyword, argument.Span);
                arguments.Add(argument);
                if (_cursor.PreviousEnd == argument.Span.End && argument is GeneratorExp && argument.Span.Start == openParen)
                    return (arguments.ToImmutable(), keywords.ToImmutable());
            }

            if (!_cursor.TryTake(TokenKind.Comma))
                break;
        }

        ExpectClosing(TokenKind.RightParen);
        return (arguments.ToImmutable(), keywords.ToImmutable());
    }

    /// <summary>
    /// Parses one positional argument. A generator expression that is the only argument has the call's parentheses
    /// as its own; its span includes them.
    /// </summary>
    private Expression? ParsePositionalArgument(int openParen, bool isFirst)
    {
        Expression argument = ParseNamed();
        if (_cursor.Kind is not (TokenKind.For or TokenKind.Async))
            return argument;
        ImmutableArray<Comprehension> generators = ParseComprehensions();
        if (isFirst && _cursor.TryTake(TokenKind.RightParen))
            return new GeneratorExp(argument, generators, _cursor.SpanFrom(openParen));
        _cursor.Fail(Diagnostics.GeneratorNeedsParentheses, _cursor.SpanFrom(argument.Span.Start));
        return null;
    }

    private Expression ParseSlices()
    {
        int start = _cursor.Start;
        Expression first = ParseSlice();
        if (_cursor.Kind != TokenKind.Comma && first is not Starred)
            return first;
        var elements = ImmutableArray.CreateBuilder<Expression>();
        elements.Add(first);
        while (_cursor.TryTake(TokenKind.Comma) && _cursor.Kind != TokenKind.RightBracket)
            elements.Add(ParseSlice());
        return new Tuple(elements.ToImmutable(), ExpressionContext.Load, _cursor.SpanFrom(start));
    }

    private Expression ParseSlice()
    {
        int start = _cursor.Start;
        if (_cursor.TryTake(TokenKind.Star))
        {
            Expression unpacked = ParseExpression();
            return new Starred(unpacked, ExpressionContext.Load, _cursor.SpanFrom(start));
        }

        Expression? lower = null;
        if (_cursor.Kind != TokenKind.Colon)
        {
            lower = ParseNamed();
            if (_cursor.Kind != TokenKind.Colon)
                return lower;
        }

        _cursor.Advance();
        Expression? upper = EndsSlice(_cursor.Kind) ? null : ParseExpression();
        Expression? step = _cursor.TryTake(TokenKind.Colon) && !EndsSlice(_cursor.Kind) ? ParseExpression() : null;
        return new Slice(lower, upper, step, _cursor.SpanFrom(start));
    }

    private static bool EndsSlice(TokenKind kind) => kind is TokenKind.Colon or TokenKind.Comma or TokenKind.RightBracket;
}
