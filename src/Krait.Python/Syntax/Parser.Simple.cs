using System.Collections.Immutable;
using System.Text;

namespace Krait.Python.Syntax;

// Simple statements: those that end with their line.
internal sealed partial class Parser
{
    private Statement ParseSimple(int start)
    {
        switch (_cursor.Kind)
        {
            case TokenKind.Pass:
                _cursor.Advance();
                return new Pass(_cursor.SpanFrom(start));
            case TokenKind.Break:
                _cursor.Advance();
                return new Break(_cursor.SpanFrom(start));
            case TokenKind.Continue:
                _cursor.Advance();
                return new Continue(_cursor.SpanFrom(start));
            case TokenKind.Return:
                return ParseReturn(start);
            case TokenKind.Raise:
                return ParseRaise(start);
            case TokenKind.Import:
                return ParseImport(start);
            case TokenKind.From:
                return ParseImportFrom(start);
            case TokenKind.Global:
                return new Global(ParseNames(), _cursor.SpanFrom(start));
            case TokenKind.Nonlocal:
                return new Nonlocal(ParseNames(), _cursor.SpanFrom(start));
            case TokenKind.Del:
                return ParseDelete(start);
            case TokenKind.Assert:
                return ParseAssert(start);
            case TokenKind.Name when _cursor.NextKind == TokenKind.Name && _cursor.IsWord("type"):
                return ParseTypeAlias(start);
            default:
                return ParseExpressionStatement(start);
        }
    }

    private Return ParseReturn(int start)
    {
        _cursor.Advance();
        Expression? value = EndsSimple(_cursor.Kind) ? null : _expressions.ParseStarExpressions();
        return new Return(value, _cursor.SpanFrom(start));
    }

    private static bool EndsSimple(TokenKind kind) =>
        kind is TokenKind.Newline or TokenKind.Semicolon or TokenKind.EndOfFile;

    private Raise ParseRaise(int start)
    {
        _cursor.Advance();
        if (EndsSimple(_cursor.Kind))
            return new Raise(null, null, _cursor.SpanFrom(start));
        Expression exception = _expressions.ParseExpression();
        Expression? cause = _cursor.TryTake(TokenKind.From) ? _expressions.ParseExpression() : null;
        return new Raise(exception, cause, _cursor.SpanFrom(start));
    }

    /// <summary>Parses the names after <c>global</c> or <c>nonlocal</c>.</summary>
    private ImmutableArray<string> ParseNames()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            _cursor.Advance();
            names.Add(_cursor.ExpectName());
        }
        while (_cursor.Kind == TokenKind.Comma);
        return names.ToImmutable();
    }

    private Delete ParseDelete(int start)
    {
        _cursor.Advance();
        var targets = ImmutableArray.CreateBuilder<Expression>();
        do
        {
            if (targets.Count != 0 && EndsSimple(_cursor.Kind))
                break;
            Expression target = _expressions.ParseTarget();
            if (!_cursor.IsPanicking)
                Targets.Delete(target, _cursor);
            targets.Add(target);
        }
        while (_cursor.TryTake(TokenKind.Comma));
        return new Delete(targets.ToImmutable(), _cursor.SpanFrom(start));
    }

    private Assert ParseAssert(int start)
    {
        _cursor.Advance();
        Expression test = _expressions.ParseExpression();
        Expression? message = _cursor.TryTake(TokenKind.Comma) ? _expressions.ParseExpression() : null;
        return new Assert(test, message, _cursor.SpanFrom(start));
    }

    private TypeAlias ParseTypeAlias(int start)
    {
        _cursor.Advance();
        SourceSpan nameSpan = _cursor.Current.Span;
        var name = new Name(_cursor.ExpectName(), ExpressionContext.Store, nameSpan);
        ImmutableArray<TypeParameter> typeParameters = _expressions.Parameters.ParseTypeParameters();
        _cursor.Expect(TokenKind.Equal);
        Expression value = _expressions.ParseExpression();
        return new TypeAlias(name, typeParameters, value, _cursor.SpanFrom(start));
    }

    private Statement ParseExpressionStatement(int start)
    {
        Expression first = _expressions.ParseYieldOrStarExpressions();
        TokenKind kind = _cursor.Kind;
        if (kind == TokenKind.Equal)
            return ParseAssign(first, start);
        if (kind == TokenKind.Colon)
            return ParseAnnotated(first, start);
        if (kind == TokenKind.ColonEqual)
            _cursor.Fail(Diagnostics.MisplacedExpression, _cursor.Current.Span, "an assignment expression");
        if (!TokenFacts.IsAugmentedAssignment(kind))
            return new Expr(first, _cursor.SpanFrom(start));
        if (!Targets.TryStoreSingle(first))
            _cursor.Report(Diagnostics.CannotAugment, first.Span, ExpressionNames.Describe(first), TokenFacts.Spelling(kind));
        _cursor.Advance();
        Expression value = _expressions.ParseYieldOrStarExpressions();
        return new AugAssign(first, TokenFacts.BinaryOperatorOf(kind), value, _cursor.SpanFrom(start));
    }

    private Assign ParseAssign(Expression first, int start)
    {
        var targets = ImmutableArray.CreateBuilder<Expression>();
        Expression value = first;
        while (_cursor.Kind == TokenKind.Equal)
        {
            Targets.Store(value, _cursor);
            _cursor.Advance();
            targets.Add(value);
            value = _expressions.ParseYieldOrStarExpressions();
        }

        return new Assign(targets.ToImmutable(), value, _cursor.SpanFrom(start));
    }

    private AnnAssign ParseAnnotated(Expression target, int start)
    {
        if (!Targets.TryStoreSingle(target))
            _cursor.Fail(Diagnostics.CannotAnnotate, target.Span, ExpressionNames.Describe(target));
        bool isSimple = target is Name && target.Span.Start == start;
        _cursor.Advance();
        Expression annotation = _expressions.ParseExpression();
        Expression? value = _cursor.TryTake(TokenKind.Equal) ? _expressions.ParseYieldOrStarExpressions() : null;
        return new AnnAssign(target, annotation, value, isSimple, _cursor.SpanFrom(start));
    }

    private Import ParseImport(int start)
    {
        _cursor.Advance();
        var names = ImmutableArray.CreateBuilder<Alias>();
        do
        {
            int nameStart = _cursor.Start;
            string name = ParseDottedName();
            string? asName = _cursor.TryTake(TokenKind.As) ? _cursor.ExpectName() : null;
            names.Add(new Alias(name, asName, _cursor.SpanFrom(nameStart)));
        }
        while (_cursor.TryTake(TokenKind.Comma));
        return new Import(names.ToImmutable(), _cursor.SpanFrom(start));
    }

    private string ParseDottedName()
    {
        string name = _cursor.ExpectName();
        if (_cursor.Kind != TokenKind.Dot)
            return name;
        var dotted = new StringBuilder(name);
        while (_cursor.TryTake(TokenKind.Dot))
            dotted.Append('.').Append(_cursor.ExpectName());
        return dotted.ToString();
    }

    private ImportFrom ParseImportFrom(int start)
    {
        _cursor.Advance();
        int level = 0;
        while (_cursor.Kind is TokenKind.Dot or TokenKind.Ellipsis)
        {
            level += _cursor.Kind == TokenKind.Dot ? 1 : 3;
            _cursor.Advance();
        }

        string? module = level == 0 || _cursor.Kind != TokenKind.Import ? ParseDottedName() : null;
        _cursor.Expect(TokenKind.Import);
        return new ImportFrom(module, ParseImportedNames(), level, _cursor.SpanFrom(start));
    }

    private ImmutableArray<Alias> ParseImportedNames()
    {
        int start = _cursor.Start;
        if (_cursor.TryTake(TokenKind.Star))
            return [new Alias("*", null, _cursor.SpanFrom(start))];
        bool hasParentheses = _cursor.TryTake(TokenKind.LeftParen);
        var names = ImmutableArray.CreateBuilder<Alias>();
        do
        {
            if (names.Count != 0 && _cursor.Kind == TokenKind.RightParen && hasParentheses)
                break;
            if (names.Count != 0 && EndsSimple(_cursor.Kind))
                _cursor.Fail(Diagnostics.TrailingComma, _cursor.VisibleSpan());
            int nameStart = _cursor.Start;
            string name = _cursor.ExpectName();
            string? asName = _cursor.TryTake(TokenKind.As) ? _cursor.ExpectName() : null;
            names.Add(new Alias(name, asName, _cursor.SpanFrom(nameStart)));
        }
        while (_cursor.TryTake(TokenKind.Comma));

        if (hasParentheses)
            _cursor.Expect(TokenKind.RightParen);
        return names.ToImmutable();
    }
}
