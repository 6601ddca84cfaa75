using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// Expressions by recursive descent, one method per level of the grammar from "lambda" down to "**";
// the levels between "|" and "*" are one loop over the precedence table in TokenFacts.
// Python reference, expressions. A span starts at the first token of the construct, as CPython's locations do.

/// <summary>Parses expressions.</summary>
internal sealed partial class ExpressionParser
{
    private readonly TokenCursor _cursor;
    private readonly StringParser _strings;
    private readonly ParameterParser _parameters;

    public ExpressionParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _strings = new StringParser(cursor, this);
        _parameters = new ParameterParser(cursor, this);
    }

    public ParameterParser Parameters => _parameters;

    public StringParser Strings => _strings;

    /// <summary>Parses one expression: a lambda, a conditional expression or anything that binds tighter.</summary>
    public Expression ParseExpression()
    {
        if (!_cursor.TryEnter())
            return Missing();
        Expression result = _cursor.Kind == TokenKind.Lambda ? ParseLambda() : ParseConditional();
        _cursor.Leave();
        return result;
    }

    /// <summary>Parses an expression that may be <c>name := value</c>.</summary>
    public Expression ParseNamed()
    {
        if (_cursor.Kind == TokenKind.Name && _cursor.NextKind == TokenKind.ColonEqual)
        {
            int start = _cursor.Start;
            string id = _cursor.ExpectName();
            var target = new Name(id, ExpressionContext.Store, _cursor.SpanFrom(start));
            _cursor.Advance();
            Expression value = ParseExpression();
            return new NamedExpr(target, value, _cursor.SpanFrom(start));
        }

        Expression expression = ParseExpression();
        if (_cursor.Kind == TokenKind.ColonEqual)
            _cursor.Fail(Diagnostics.CannotAssign, expression.Span, ExpressionNames.Describe(expression));
        return expression;
    }

    /// <summary>Parses <c>*value</c> or a named expression: an element of a display.</summary>
    public Expression ParseStarNamed() => _cursor.Kind == TokenKind.Star ? ParseStarred() : ParseNamed();

    /// <summary>Parses one or more expressions; with a comma they are a tuple without parentheses.</summary>
    public Expression ParseStarExpressions()
    {
        int start = _cursor.Start;
        Expression first = ParseStarExpression();
        if (_cursor.Kind != TokenKind.Comma)
            return first;
        var elements = ImmutableArray.CreateBuilder<Expression>();
        elements.Add(first);
        while (_cursor.TryTake(TokenKind.Comma) && StartsExpression(_cursor.Kind))
            elements.Add(ParseStarExpression());
        return new Tuple(elements.ToImmutable(), ExpressionContext.Load, _cursor.SpanFrom(start));
    }

    /// <summary>Parses what an assignment, a return or a replacement field may hold: expressions or a yield.</summary>
    public Expression ParseYieldOrStarExpressions() =>
        _cursor.Kind == TokenKind.Yield ? ParseYield() : ParseStarExpressions();

    /// <summary>Parses the targets of a loop, with commas or without, and marks them as stored to.</summary>
    public Expression ParseTargets()
    {
        int start = _cursor.Start;
        Expression result = ParseTarget();
        if (_cursor.Kind == TokenKind.Comma)
        {
            var elements = ImmutableArray.CreateBuilder<Expression>();
            elements.Add(result);
            while (_cursor.TryTake(TokenKind.Comma) && StartsExpression(_cursor.Kind))
                elements.Add(ParseTarget());
            result = new Tuple(elements.ToImmutable(), ExpressionContext.Store, _cursor.SpanFrom(start));
        }

        if (!_cursor.IsPanicking)
            Targets.Store(result, _cursor);
        return result;
    }

    /// <summary>Parses one target, which does not swallow a following <c>in</c>; its context is still to be set.</summary>
    public Expression ParseTarget() => _cursor.Kind == TokenKind.Star ? ParseStarred() : ParseBinary(1);

    /// <summary>Parses <c>a or b</c> and everything that binds tighter.</summary>
    public Expression ParseDisjunction()
    {
        int start = _cursor.Start;
        Expression first = ParseConjunction();
        if (_cursor.Kind != TokenKind.Or)
            return first;
        var values = ImmutableArray.CreateBuilder<Expression>();
        values.Add(first);
        while (_cursor.TryTake(TokenKind.Or))
            values.Add(ParseConjunction());
        return new BoolOp(BooleanOperator.Or, values.ToImmutable(), _cursor.SpanFrom(start));
    }

    /// <summary>Parses <c>a | b</c> and everything that binds tighter.</summary>
    public Expression ParseBitwise() => ParseBinary(1);

    /// <summary>Whether a token can be the first one of an expression.</summary>
    public static bool StartsExpression(TokenKind kind) => kind is
        TokenKind.Name or TokenKind.Number or TokenKind.String or TokenKind.FStringStart
        or TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace
        or TokenKind.Ellipsis or TokenKind.Plus or TokenKind.Minus or TokenKind.Tilde or TokenKind.Star
        or TokenKind.Not or TokenKind.Lambda or TokenKind.Await or TokenKind.True or TokenKind.False or TokenKind.None;

    private Expression ParseStarExpression() => _cursor.Kind == TokenKind.Star ? ParseStarred() : ParseExpression();

    private Starred ParseStarred()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        Expression value = ParseBinary(1);
        return new Starred(value, ExpressionContext.Load, _cursor.SpanFrom(start));
    }

    private Expression ParseYield()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        if (_cursor.TryTake(TokenKind.From))
        {
            Expression source = ParseExpression();
            return new YieldFrom(source, _cursor.SpanFrom(start));
        }

        Expression? value = StartsExpression(_cursor.Kind) ? ParseStarExpressions() : null;
        return new Yield(value, _cursor.SpanFrom(start));
    }

    private Lambda ParseLambda()
    {
        int start = _cursor.Start;
        _cursor.Advance();
        Arguments arguments = _parameters.ParseLambdaParameters();
        _cursor.Expect(TokenKind.Colon);
        Expression body = ParseExpression();
        return new Lambda(arguments, body, _cursor.SpanFrom(start));
    }

    private Expression ParseConditional()
    {
        int start = _cursor.Start;
        Expression body = ParseDisjunction();
        if (!_cursor.TryTake(TokenKind.If))
            return body;
        Expression test = ParseDisjunction();
        _cursor.Expect(TokenKind.Else);
        Expression orElse = ParseExpression();
        return new IfExp(test, body, orElse, _cursor.SpanFrom(start));
    }

    private Expression ParseConjunction()
    {
        int start = _cursor.Start;
        Expression first = ParseInversion();
        if (_cursor.Kind != TokenKind.And)
            return first;
        var values = ImmutableArray.CreateBuilder<Expression>();
        values.Add(first);
        while (_cursor.TryTake(TokenKind.And))
            values.Add(ParseInversion());
        return new BoolOp(BooleanOperator.And, values.ToImmutable(), _cursor.SpanFrom(start));
    }

    private Expression ParseInversion()
    {
        if (_cursor.Kind != TokenKind.Not)
            return ParseComparison();
        if (!_cursor.TryEnter())
            return Missing();
        int start = _cursor.Start;
        _cursor.Advance();
        Expression operand = ParseInversion();
        _cursor.Leave();
        return new UnaryOp(UnaryOperator.Not, operand, _cursor.SpanFrom(start));
    }

    private Expression ParseComparison()
    {
        int start = _cursor.Start;
        Expression left = ParseBinary(1);
        if (!TryTakeComparison(out ComparisonOperator op))
            return left;
        var operators = ImmutableArray.CreateBuilder<ComparisonOperator>();
        var comparators = ImmutableArray.CreateBuilder<Expression>();
        do
        {
            operators.Add(op);
            comparators.Add(ParseBinary(1));
        }
        while (TryTakeComparison(out op));
        return new Compare(left, operators.ToImmutable(), comparators.ToImmutable(), _cursor.SpanFrom(start));
    }

    private bool TryTakeComparison(out ComparisonOperator op)
    {
        ComparisonOperator? found = _cursor.Kind switch
        {
            TokenKind.DoubleEqual => ComparisonOperator.Eq,
            TokenKind.NotEqual => ComparisonOperator.NotEq,
            TokenKind.Less => ComparisonOperator.Lt,
            TokenKind.LessEqual => ComparisonOperator.LtE,
            TokenKind.Greater => ComparisonOperator.Gt,
            TokenKind.GreaterEqual => ComparisonOperator.GtE,
            TokenKind.In => ComparisonOperator.In,
            TokenKind.Is => _cursor.NextKind == TokenKind.Not ? ComparisonOperator.IsNot : ComparisonOperator.Is,
            TokenKind.Not when _cursor.NextKind == TokenKind.In => ComparisonOperator.NotIn,
            _ => null,
        };
        op = found ?? default;
        if (found is null)
            return false;
        _cursor.Advance();
        if (op is ComparisonOperator.IsNot or ComparisonOperator.NotIn)
            _cursor.Advance();
        return true;
    }

    /// <summary>Parses operands joined by binary operators of at least a precedence; all of them group to the left.</summary>
    private Expression ParseBinary(int minimumPrecedence)
    {
        int start = _cursor.Start;
        Expression left = ParseUnary();
        while (true)
        {
            TokenKind kind = _cursor.Kind;
            int precedence = TokenFacts.BinaryPrecedence(kind);
            if (precedence == 0 || precedence < minimumPrecedence)
                return left;
            _cursor.CheckHeight(left);
            _cursor.Advance();
            Expression right = ParseBinary(precedence + 1);
            left = new BinOp(left, TokenFacts.BinaryOperatorOf(kind), right, _cursor.SpanFrom(start));
        }
    }

    private Expression ParseUnary()
    {
        UnaryOperator op;
        switch (_cursor.Kind)
        {
            case TokenKind.Minus:
                op = UnaryOperator.USub;
                break;
            case TokenKind.Plus:
                op = UnaryOperator.UAdd;
                break;
            case TokenKind.Tilde:
                op = UnaryOperator.Invert;
                break;
            default:
                return ParsePower();
        }

        if (!_cursor.TryEnter())
            return Missing();
        int start = _cursor.Start;
        _cursor.Advance();
        Expression operand = ParseUnary();
        _cursor.Leave();
        return new UnaryOp(op, operand, _cursor.SpanFrom(start));
    }

    private Expression ParsePower()
    {
        int start = _cursor.Start;
        Expression left = ParseAwait();
        if (_cursor.Kind != TokenKind.DoubleStar || !_cursor.TryEnter())
            return left;
        _cursor.Advance();
        Expression right = ParseUnary();
        _cursor.Leave();
        return new BinOp(left, BinaryOperator.Pow, right, _cursor.SpanFrom(start));
    }

    private Expression ParseAwait()
    {
        if (_cursor.Kind != TokenKind.Await)
            return ParsePrimary();
        int start = _cursor.Start;
        _cursor.Advance();
        Expression value = ParsePrimary();
        return new Await(value, _cursor.SpanFrom(start));
    }

    /// <summary>Stands for an expression that could not be read; its diagnostic has been reported.</summary>
    private Name Missing() => new("", ExpressionContext.Load, new SourceSpan(_cursor.Start, _cursor.Start));
}
