using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// The statement family: names, fields and field order as in the "stmt" sum of the Python ast module (3.14).
// A type_comment field is left out: the parser does not read type comments, and CPython leaves it None by default.

/// <summary>A statement of any kind.</summary>
internal abstract class Statement : Node
{
    private protected Statement(SourceSpan span)
        : base(span)
    {
    }
}

/// <summary><c>def name(args) -> returns: body</c>; the span starts at <c>def</c>, not at the decorators.</summary>
internal sealed class FunctionDef(
    string name,
    Arguments args,
    ImmutableArray<Statement> body,
    ImmutableArray<Expression> decorators,
    Expression? returns,
    ImmutableArray<TypeParameter> typeParams,
    SourceSpan nameSpan,
    SourceSpan span) : Statement(span)
{
    public string Name { get; } = name;

    public Arguments Args { get; } = args;

    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<Expression> Decorators { get; } = decorators;

    public Expression? Returns { get; } = returns;

    public ImmutableArray<TypeParameter> TypeParams { get; } = typeParams;

    public SourceSpan NameSpan { get; } = nameSpan;
}

/// <summary><c>async def</c>.</summary>
internal sealed class AsyncFunctionDef(
    string name,
    Arguments args,
    ImmutableArray<Statement> body,
    ImmutableArray<Expression> decorators,
    Expression? returns,
    ImmutableArray<TypeParameter> typeParams,
    SourceSpan nameSpan,
    SourceSpan span) : Statement(span)
{
    public string Name { get; } = name;

    public Arguments Args { get; } = args;

    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<Expression> Decorators { get; } = decorators;

    public Expression? Returns { get; } = returns;

    public ImmutableArray<TypeParameter> TypeParams { get; } = typeParams;

    public SourceSpan NameSpan { get; } = nameSpan;
}

/// <summary><c>class name(bases, keywords): body</c>.</summary>
internal sealed class ClassDef(
    string name,
    ImmutableArray<Expression> bases,
    ImmutableArray<Keyword> keywords,
    ImmutableArray<Statement> body,
    ImmutableArray<Expression> decorators,
    ImmutableArray<TypeParameter> typeParams,
    SourceSpan nameSpan,
    SourceSpan span) : Statement(span)
{
    public string Name { get; } = name;

    public ImmutableArray<Expression> Bases { get; } = bases;

    public ImmutableArray<Keyword> Keywords { get; } = keywords;

    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<Expression> Decorators { get; } = decorators;

    public ImmutableArray<TypeParameter> TypeParams { get; } = typeParams;

    public SourceSpan NameSpan { get; } = nameSpan;
}

/// <summary><c>return value</c>.</summary>
internal sealed class Return(Expression? value, SourceSpan span) : Statement(span)
{
    public Expression? Value { get; } = value;
}

/// <summary><c>del targets</c>.</summary>
internal sealed class Delete(ImmutableArray<Expression> targets, SourceSpan span) : Statement(span)
{
    public ImmutableArray<Expression> Targets { get; } = targets;
}

/// <summary><c>targets[0] = targets[1] = value</c>.</summary>
internal sealed class Assign(ImmutableArray<Expression> targets, Expression value, SourceSpan span) : Statement(span)
{
    public ImmutableArray<Expression> Targets { get; } = targets;

    public Expression Value { get; } = value;
}

/// <summary><c>type name[typeParams] = value</c>.</summary>
internal sealed class TypeAlias(Name name, ImmutableArray<TypeParameter> typeParams, Expression value, SourceSpan span) : Statement(span)
{
    public Name Name { get; } = name;

    public ImmutableArray<TypeParameter> TypeParams { get; } = typeParams;

    public Expression Value { get; } = value;
}

/// <summary><c>target op= value</c>.</summary>
internal sealed class AugAssign(Expression target, BinaryOperator op, Expression value, SourceSpan span) : Statement(span)
{
    public Expression Target { get; } = target;

    public BinaryOperator Op { get; } = op;

    public Expression Value { get; } = value;
}

/// <summary><c>target: annotation = value</c>; simple is a bare name without parentheses.</summary>
internal sealed class AnnAssign(Expression target, Expression annotation, Expression? value, bool simple, SourceSpan span) : Statement(span)
{
    public Expression Target { get; } = target;

    public Expression Annotation { get; } = annotation;

    public Expression? Value { get; } = value;

    public bool Simple { get; } = simple;
}

/// <summary><c>for target in iter: body else: orElse</c>.</summary>
internal sealed class For(
    Expression target,
    Expression iter,
    ImmutableArray<Statement> body,
    ImmutableArray<Statement> orElse,
    SourceSpan span) : Statement(span)
{
    public Expression Target { get; } = target;

    public Expression Iter { get; } = iter;

    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<Statement> OrElse { get; } = orElse;
}

/// <summary><c>async for</c>.</summary>
internal sealed class AsyncFor(
    Expression target,
    Expression iter,
    ImmutableArray<Statement> body,
    ImmutableArray<Statement> orElse,
    SourceSpan span) : Statement(span)
{
    public Expression Target { get; } = target;

    public Expression Iter { get; } = iter;

    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<Statement> OrElse { get; } = orElse;
}

/// <summary><c>while test: body else: orElse</c>.</summary>
internal sealed class While(
    Expression test,
    ImmutableArray<Statement> body,
    ImmutableArray<Statement> orElse,
    SourceSpan span) : Statement(span)
{
    public Expression Test { get; } = test;

    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<Statement> OrElse { get; } = orElse;
}

/// <summary><c>if test: body else: orElse</c>; <c>elif</c> is an If alone in orElse.</summary>
internal sealed class If(
    Expression test,
    ImmutableArray<Statement> body,
    ImmutableArray<Statement> orElse,
    SourceSpan span) : Statement(span)
{
    public Expression Test { get; } = test;

    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<Statement> OrElse { get; } = orElse;
}

/// <summary><c>with items: body</c>.</summary>
internal sealed class With(ImmutableArray<WithItem> items, ImmutableArray<Statement> body, SourceSpan span) : Statement(span)
{
    public ImmutableArray<WithItem> Items { get; } = items;

    public ImmutableArray<Statement> Body { get; } = body;
}

/// <summary><c>async with</c>.</summary>
internal sealed class AsyncWith(ImmutableArray<WithItem> items, ImmutableArray<Statement> body, SourceSpan span) : Statement(span)
{
    public ImmutableArray<WithItem> Items { get; } = items;

    public ImmutableArray<Statement> Body { get; } = body;
}

/// <summary><c>match subject: cases</c>.</summary>
internal sealed class Match(Expression subject, ImmutableArray<MatchCase> cases, SourceSpan span) : Statement(span)
{
    public Expression Subject { get; } = subject;

    public ImmutableArray<MatchCase> Cases { get; } = cases;
}

/// <summary><c>raise exc from cause</c>.</summary>
internal sealed class Raise(Expression? exc, Expression? cause, SourceSpan span) : Statement(span)
{
    public Expression? Exc { get; } = exc;

    public Expression? Cause { get; } = cause;
}

/// <summary><c>try</c> with <c>except</c> handlers.</summary>
internal sealed class Try(
    ImmutableArray<Statement> body,
    ImmutableArray<ExceptHandler> handlers,
    ImmutableArray<Statement> orElse,
    ImmutableArray<Statement> finalBody,
    SourceSpan span) : Statement(span)
{
    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<ExceptHandler> Handlers { get; } = handlers;

    public ImmutableArray<Statement> OrElse { get; } = orElse;

    public ImmutableArray<Statement> FinalBody { get; } = finalBody;
}

/// <summary><c>try</c> with <c>except*</c> handlers.</summary>
internal sealed class TryStar(
    ImmutableArray<Statement> body,
    ImmutableArray<ExceptHandler> handlers,
    ImmutableArray<Statement> orElse,
    ImmutableArray<Statement> finalBody,
    SourceSpan span) : Statement(span)
{
    public ImmutableArray<Statement> Body { get; } = body;

    public ImmutableArray<ExceptHandler> Handlers { get; } = handlers;

    public ImmutableArray<Statement> OrElse { get; } = orElse;

    public ImmutableArray<Statement> FinalBody { get; } = finalBody;
}

/// <summary><c>assert test, message</c>.</summary>
internal sealed class Assert(Expression test, Expression? message, SourceSpan span) : Statement(span)
{
    public Expression Test { get; } = test;

    public Expression? Message { get; } = message;
}

/// <summary><c>import names</c>.</summary>
internal sealed class Import(ImmutableArray<Alias> names, SourceSpan span) : Statement(span)
{
    public ImmutableArray<Alias> Names { get; } = names;
}

/// <summary><c>from module import names</c>; level counts the leading dots.</summary>
internal sealed class ImportFrom(string? module, ImmutableArray<Alias> names, int level, SourceSpan span) : Statement(span)
{
    public string? Module { get; } = module;

    public ImmutableArray<Alias> Names { get; } = names;

    public int Level { get; } = level;
}

/// <summary><c>global names</c>.</summary>
internal sealed class Global(ImmutableArray<string> names, SourceSpan span) : Statement(span)
{
    public ImmutableArray<string> Names { get; } = names;
}

/// <summary><c>nonlocal names</c>.</summary>
internal sealed class Nonlocal(ImmutableArray<string> names, SourceSpan span) : Statement(span)
{
    public ImmutableArray<string> Names { get; } = names;
}

/// <summary>An expression as a statement.</summary>
internal sealed class Expr(Expression value, SourceSpan span) : Statement(span)
{
    public Expression Value { get; } = value;
}

/// <summary><c>pass</c>.</summary>
internal sealed class Pass(SourceSpan span) : Statement(span);

/// <summary><c>break</c>.</summary>
internal sealed class Break(SourceSpan span) : Statement(span);

/// <summary><c>continue</c>.</summary>
internal sealed class Continue(SourceSpan span) : Statement(span);
