using System.Collections.Immutable;

namespace Krait.Python.Syntax;

/// <summary>Parses the patterns of match statements: Python reference, the match statement, patterns.</summary>
internal sealed class PatternParser(TokenCursor cursor, ExpressionParser expressions)
{
    /// <summary>Parses what follows <c>case</c>: one pattern, or several that make a sequence without brackets.</summary>
    public Pattern ParseTopLevel()
    {
        int start = cursor.Start;
        Pattern first = ParseMaybeStar();
        if (cursor.Kind != TokenKind.Comma)
        {
            if (first is MatchStar)
                cursor.Fail(Diagnostics.BadPattern, first.Span, "a starred pattern needs a sequence around it");
            return first;
        }

        var patterns = ImmutableArray.CreateBuilder<Pattern>();
        patterns.Add(first);
        while (cursor.TryTake(TokenKind.Comma) && cursor.Kind is not (TokenKind.Colon or TokenKind.If))
            patterns.Add(ParseMaybeStar());
        return new MatchSequence(patterns.ToImmutable(), cursor.SpanFrom(start));
    }

    private Pattern ParseMaybeStar()
    {
        if (cursor.Kind != TokenKind.Star)
            return ParsePattern();
        int start = cursor.Start;
        cursor.Advance();
        string name = cursor.ExpectName();
        return new MatchStar(name == "_" ? null : name, cursor.SpanFrom(start));
    }

    private Pattern ParsePattern()
    {
        int start = cursor.Start;
        if (!cursor.TryEnter())
            return Missing();
        Pattern inner = ParseOr();
        cursor.Leave();
        if (!cursor.TryTake(TokenKind.As))
            return inner;
        SourceSpan nameSpan = cursor.Current.Span;
        string name = cursor.ExpectName();
        if (name == "_")
            cursor.Fail(Diagnostics.BadPattern, nameSpan, "'_' matches without a name and cannot follow 'as'");
        return new MatchAs(inner, name, cursor.SpanFrom(start));
    }

    private Pattern ParseOr()
    {
        int start = cursor.Start;
        Pattern first = ParseClosed();
        if (cursor.Kind != TokenKind.VerticalBar)
            return first;
        var patterns = ImmutableArray.CreateBuilder<Pattern>();
        patterns.Add(first);
        while (cursor.TryTake(TokenKind.VerticalBar))
            patterns.Add(ParseClosed());
        return new MatchOr(patterns.ToImmutable(), cursor.SpanFrom(start));
    }

    private Pattern ParseClosed()
    {
        int start = cursor.Start;
        switch (cursor.Kind)
        {
            case TokenKind.None or TokenKind.True or TokenKind.False:
                ConstantValue value = SingletonValue();
                cursor.Advance();
                return new MatchSingleton(value, cursor.SpanFrom(start));
            case TokenKind.Number or TokenKind.Minus or TokenKind.String or TokenKind.FStringStart:
                Expression literal = ParseLiteral();
                return new MatchValue(literal, cursor.SpanFrom(start));
            case TokenKind.Name:
                return ParseNameOrClass();
            case TokenKind.LeftParen:
                return ParseGroup(start);
            case TokenKind.LeftBracket:
                cursor.Advance();
                ImmutableArray<Pattern> items = ParseSequenceItems(TokenKind.RightBracket, out _);
                return new MatchSequence(items, cursor.SpanFrom(start));
            case TokenKind.LeftBrace:
                return ParseMapping();
            default:
                cursor.FailExpected("a pattern");
                return Missing();
        }
    }

    private ConstantValue SingletonValue() =>
        cursor.Kind == TokenKind.None ? NoneConstant.Instance : new BoolConstant(cursor.Kind == TokenKind.True);

    /// <summary>Parses a number with or without sign, a complex number written as a sum, or strings.</summary>
    private Expression ParseLiteral()
    {
        int start = cursor.Start;
        if (cursor.Kind is TokenKind.String or TokenKind.FStringStart)
        {
            Expression text = expressions.Strings.Parse();
            if (text is not Constant)
                cursor.Fail(Diagnostics.BadPattern, text.Span, "a pattern cannot be a formatted string");
            return text;
        }

        Expression real = ParseSignedNumber();
        if (cursor.Kind is not (TokenKind.Plus or TokenKind.Minus))
            return real;
        BinaryOperator op = TokenFacts.BinaryOperatorOf(cursor.Kind);
        cursor.Advance();
        Expression imaginary = ParseUnsignedNumber();
        bool isComplex = imaginary is Constant { Value: ImaginaryConstant } && real is not Constant { Value: ImaginaryConstant };
        if (!isComplex)
            cursor.Fail(Diagnostics.BadPattern, cursor.SpanFrom(start), "a sum in a pattern must be a real number and an imaginary one");
        return new BinOp(real, op, imaginary, cursor.SpanFrom(start));
    }

    private Expression ParseSignedNumber()
    {
        int start = cursor.Start;
        if (!cursor.TryTake(TokenKind.Minus))
            return ParseUnsignedNumber();
        Expression operand = ParseUnsignedNumber();
        return new UnaryOp(UnaryOperator.USub, operand, cursor.SpanFrom(start));
    }

    private Expression ParseUnsignedNumber()
    {
        if (cursor.Kind == TokenKind.Number)
            return expressions.ParseNumber(cursor.Current);
        cursor.FailExpected(TokenFacts.Describe(TokenKind.Number));
        return new Name("", ExpressionContext.Load, cursor.Current.Span);
    }

    private Expression ParseDottedName()
    {
        int start = cursor.Start;
        Expression result = new Name(cursor.ExpectName(), ExpressionContext.Load, cursor.SpanFrom(start));
        while (cursor.TryTake(TokenKind.Dot))
        {
            string attribute = cursor.ExpectName();
            result = new Attribute(result, attribute, ExpressionContext.Load, cursor.SpanFrom(start));
            cursor.CheckHeight(result);
        }

        return result;
    }

    private Pattern ParseNameOrClass()
    {
        int start = cursor.Start;
        bool isPlain = cursor.NextKind is not (TokenKind.Dot or TokenKind.LeftParen);
        if (isPlain)
        {
            string capture = cursor.ExpectName();
            return new MatchAs(null, capture == "_" ? null : capture, cursor.SpanFrom(start));
        }

        Expression name = ParseDottedName();
        return cursor.Kind == TokenKind.LeftParen
            ? ParseClass(name, start)
            : new MatchValue(name, cursor.SpanFrom(start));
    }

    private MatchClass ParseClass(Expression name, int start)
    {
        cursor.Advance();
        var patterns = ImmutableArray.CreateBuilder<Pattern>();
        var keywords = ImmutableArray.CreateBuilder<string>();
        var keywordPatterns = ImmutableArray.CreateBuilder<Pattern>();
        while (cursor.Kind is not (TokenKind.RightParen or TokenKind.Error))
        {
            if (cursor.Kind == TokenKind.Name && cursor.NextKind == TokenKind.Equal)
            {
                keywords.Add(cursor.ExpectName());
                cursor.Advance();
                keywordPatterns.Add(ParsePattern());
            }
            else
            {
                Pattern positional = ParsePattern();
                if (keywords.Count != 0)
                    cursor.Fail(Diagnostics.BadPattern, positional.Span, "positional patterns must stand before keyword patterns");
                patterns.Add(positional);
            }

            if (!cursor.TryTake(TokenKind.Comma))
                break;
        }

        cursor.Expect(TokenKind.RightParen);
        return new MatchClass(
            name, patterns.ToImmutable(), keywords.ToImmutable(), keywordPatterns.ToImmutable(), cursor.SpanFrom(start));
    }

    private Pattern ParseGroup(int start)
    {
        cursor.Advance();
        ImmutableArray<Pattern> items = ParseSequenceItems(TokenKind.RightParen, out bool hasComma);
        return items.Length == 1 && !hasComma && items[0] is not MatchStar
            ? items[0]
            : new MatchSequence(items, cursor.SpanFrom(start));
    }

    private ImmutableArray<Pattern> ParseSequenceItems(TokenKind closing, out bool hasComma)
    {
        var patterns = ImmutableArray.CreateBuilder<Pattern>();
        hasComma = false;
        while (cursor.Kind != closing && cursor.Kind != TokenKind.Error)
        {
            patterns.Add(ParseMaybeStar());
            if (!cursor.TryTake(TokenKind.Comma))
                break;
            hasComma = true;
        }

        cursor.Expect(closing);
        return patterns.ToImmutable();
    }

    private MatchMapping ParseMapping()
    {
        int start = cursor.Start;
        cursor.Advance();
        var keys = ImmutableArray.CreateBuilder<Expression>();
        var patterns = ImmutableArray.CreateBuilder<Pattern>();
        string? rest = null;
        while (cursor.Kind is not (TokenKind.RightBrace or TokenKind.Error))
        {
            if (rest is not null)
                cursor.Fail(Diagnostics.BadPattern, cursor.Current.Span, "nothing can follow the '**' of a mapping pattern");
            if (cursor.TryTake(TokenKind.DoubleStar))
            {
                rest = cursor.ExpectName();
            }
            else
            {
                keys.Add(ParseMappingKey());
                cursor.Expect(TokenKind.Colon);
                patterns.Add(ParsePattern());
            }

            if (!cursor.TryTake(TokenKind.Comma))
                break;
        }

        cursor.Expect(TokenKind.RightBrace);
        return new MatchMapping(keys.ToImmutable(), patterns.ToImmutable(), rest, cursor.SpanFrom(start));
    }

    private Expression ParseMappingKey()
    {
        int start = cursor.Start;
        switch (cursor.Kind)
        {
            case TokenKind.None or TokenKind.True or TokenKind.False:
                ConstantValue value = SingletonValue();
                cursor.Advance();
                return new Constant(value, null, cursor.SpanFrom(start));
            case TokenKind.Name:
                Expression name = ParseDottedName();
                if (name is Name)
                    cursor.Fail(Diagnostics.BadPattern, name.Span, "a mapping key must be a literal or a dotted name");
                return name;
            default:
                return ParseLiteral();
        }
    }

    private MatchAs Missing() => new(null, null, new SourceSpan(cursor.Start, cursor.Start));
}
