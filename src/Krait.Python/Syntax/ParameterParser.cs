using System.Collections.Immutable;

namespace Krait.Python.Syntax;

/// <summary>Parses the parameters of functions and lambdas, and type parameters.</summary>
internal sealed class ParameterParser(TokenCursor cursor, ExpressionParser expressions)
{
    /// <summary>Parses up to the closing parenthesis; parameters may have annotations.</summary>
    public Arguments ParseFunctionParameters() => Parse(TokenKind.RightParen);

    /// <summary>Parses up to the colon; parameters have no annotations.</summary>
    public Arguments ParseLambdaParameters() => Parse(TokenKind.Colon);

    /// <summary>Parses <c>[T, *Ts, **P]</c> where it is present.</summary>
    public ImmutableArray<TypeParameter> ParseTypeParameters()
    {
        if (!cursor.TryTake(TokenKind.LeftBracket))
            return [];
        var result = ImmutableArray.CreateBuilder<TypeParameter>();
        do
        {
            if (cursor.Kind == TokenKind.RightBracket && result.Count != 0)
                break;
            result.Add(ParseTypeParameter());
        }
        while (cursor.TryTake(TokenKind.Comma));
        cursor.Expect(TokenKind.RightBracket);
        return result.ToImmutable();
    }

    private TypeParameter ParseTypeParameter()
    {
        int start = cursor.Start;
        if (cursor.TryTake(TokenKind.Star))
        {
            string name = cursor.ExpectName();
            Expression? value = null;
            if (cursor.TryTake(TokenKind.Equal))
                value = cursor.Kind == TokenKind.Star ? expressions.ParseTarget() : expressions.ParseExpression();
            return new TypeVarTuple(name, value, cursor.SpanFrom(start));
        }

        if (cursor.TryTake(TokenKind.DoubleStar))
        {
            string name = cursor.ExpectName();
            Expression? value = cursor.TryTake(TokenKind.Equal) ? expressions.ParseExpression() : null;
            return new ParamSpec(name, value, cursor.SpanFrom(start));
        }

        string variable = cursor.ExpectName();
        Expression? bound = cursor.TryTake(TokenKind.Colon) ? expressions.ParseExpression() : null;
        Expression? defaultValue = cursor.TryTake(TokenKind.Equal) ? expressions.ParseExpression() : null;
        return new TypeVar(variable, bound, defaultValue, cursor.SpanFrom(start));
    }

    private Arguments Parse(TokenKind closing)
    {
        var list = new ParameterList();
        int start = cursor.Start;
        while (cursor.Kind != closing && cursor.Kind != TokenKind.Error)
        {
            ParseOne(list, closing);
            if (!cursor.TryTake(TokenKind.Comma))
                break;
        }

        if (list.BareStar is SourceSpan star && list.KeywordOnly.Count == 0)
            cursor.Report(Diagnostics.BadParameter, star, "a bare '*' needs a keyword-only parameter after it");
        if (cursor.Kind != closing)
            cursor.FailExpected($"',' or {TokenFacts.Describe(closing)}");
        return new Arguments(
            list.PositionalOnly,
            list.Positional.ToImmutable(),
            list.VarArg,
            list.KeywordOnly.ToImmutable(),
            list.KeywordDefaults.ToImmutable(),
            list.KwArg,
            list.Defaults.ToImmutable(),
            cursor.SpanFrom(start));
    }

    private void ParseOne(ParameterList list, TokenKind closing)
    {
        SourceSpan span = cursor.Current.Span;
        bool hasAnnotations = closing == TokenKind.RightParen;
        if (list.KwArg is not null)
            cursor.Fail(Diagnostics.BadParameter, span, "nothing can follow the '**' parameter");
        switch (cursor.Kind)
        {
            case TokenKind.Slash:
                TakeSlash(list, span);
                break;
            case TokenKind.DoubleStar:
                cursor.Advance();
                list.KwArg = ParseParameter(hasAnnotations, mayBeStarred: false);
                RefuseDefault();
                break;
            case TokenKind.Star:
                cursor.Advance();
                if (list.HasStar)
                    cursor.Fail(Diagnostics.BadParameter, span, "a function has only one '*'");
                list.HasStar = true;
                if (cursor.Kind == TokenKind.Comma || cursor.Kind == closing)
                {
                    list.BareStar = span;
                    break;
                }

                list.VarArg = ParseParameter(hasAnnotations, mayBeStarred: true);
                RefuseDefault();
                break;
            default:
                ParseNamed(list, hasAnnotations);
                break;
        }
    }

    private void TakeSlash(ParameterList list, SourceSpan span)
    {
        if (list.HasSlash)
            cursor.Fail(Diagnostics.BadParameter, span, "a function has only one '/'");
        else if (list.HasStar)
            cursor.Fail(Diagnostics.BadParameter, span, "'/' must stand before '*'");
        else if (list.Positional.Count == 0)
            cursor.Fail(Diagnostics.BadParameter, span, "'/' needs a parameter before it");
        cursor.Advance();
        list.HasSlash = true;
        list.PositionalOnly = list.Positional.ToImmutable();
        list.Positional.Clear();
    }

    private void ParseNamed(ParameterList list, bool hasAnnotations)
    {
        Arg parameter = ParseParameter(hasAnnotations, mayBeStarred: false);
        Expression? defaultValue = cursor.TryTake(TokenKind.Equal) ? expressions.ParseExpression() : null;
        if (list.HasStar)
        {
            list.KeywordOnly.Add(parameter);
            list.KeywordDefaults.Add(defaultValue);
            return;
        }

        list.Positional.Add(parameter);
        if (defaultValue is not null)
            list.Defaults.Add(defaultValue);
        else if (list.Defaults.Count != 0)
            cursor.Report(Diagnostics.DefaultMissing, parameter.Span, parameter.Name);
    }

    private void RefuseDefault()
    {
        if (cursor.Kind == TokenKind.Equal)
            cursor.Fail(Diagnostics.BadParameter, cursor.Current.Span, "a '*' or '**' parameter cannot have a default");
    }

    private Arg ParseParameter(bool hasAnnotations, bool mayBeStarred)
    {
        int start = cursor.Start;
        string name = cursor.ExpectName();
        Expression? annotation = null;
        if (hasAnnotations && cursor.TryTake(TokenKind.Colon))
            annotation = mayBeStarred && cursor.Kind == TokenKind.Star ? expressions.ParseTarget() : expressions.ParseExpression();
        return new Arg(name, annotation, cursor.SpanFrom(start));
    }

    /// <summary>What has been read of a parameter list.</summary>
    private sealed class ParameterList
    {
        public ImmutableArray<Arg> PositionalOnly { get; set; } = [];

        public ImmutableArray<Arg>.Builder Positional { get; } = ImmutableArray.CreateBuilder<Arg>();

        public ImmutableArray<Expression>.Builder Defaults { get; } = ImmutableArray.CreateBuilder<Expression>();

        public ImmutableArray<Arg>.Builder KeywordOnly { get; } = ImmutableArray.CreateBuilder<Arg>();

        public ImmutableArray<Expression?>.Builder KeywordDefaults { get; } = ImmutableArray.CreateBuilder<Expression?>();

        public Arg? VarArg { get; set; }

        public Arg? KwArg { get; set; }

        public bool HasSlash { get; set; }

        public bool HasStar { get; set; }

        public SourceSpan? BareStar { get; set; }
    }
}
