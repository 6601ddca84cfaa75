using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// The parts of statements and expressions that are neither: names and fields as in the Python ast module (3.14).

/// <summary>A whole source file.</summary>
internal sealed class Module(ImmutableArray<Statement> body, SourceSpan span) : Node(span)
{
    public ImmutableArray<Statement> Body { get; } = body;
}

/// <summary>The parameters of a function; defaults belong to the last positional ones, kwDefaults has one entry per keyword-only one, null where it is required.</summary>
internal sealed class Arguments(
    ImmutableArray<Arg> posOnlyArgs,
    ImmutableArray<Arg> args,
    Arg? varArg,
    ImmutableArray<Arg> kwOnlyArgs,
    ImmutableArray<Expression?> kwDefaults,
    Arg? kwArg,
    ImmutableArray<Expression> defaults,
    SourceSpan span) : Node(span)
{
    public ImmutableArray<Arg> PosOnlyArgs { get; } = posOnlyArgs;

    public ImmutableArray<Arg> Args { get; } = args;

    public Arg? VarArg { get; } = varArg;

    public ImmutableArray<Arg> KwOnlyArgs { get; } = kwOnlyArgs;

    public ImmutableArray<Expression?> KwDefaults { get; } = kwDefaults;

    public Arg? KwArg { get; } = kwArg;

    public ImmutableArray<Expression> Defaults { get; } = defaults;
}

/// <summary>One parameter.</summary>
internal sealed class Arg(string name, Expression? annotation, SourceSpan span) : Node(span)
{
    public string Name { get; } = name;

    public Expression? Annotation { get; } = annotation;
}

/// <summary>A keyword argument; without a name it is <c>**value</c>.</summary>
internal sealed class Keyword(string? name, Expression value, SourceSpan span) : Node(span)
{
    public string? Name { get; } = name;

    public Expression Value { get; } = value;
}

/// <summary>One name of an import; dotted, or <c>*</c>.</summary>
internal sealed class Alias(string name, string? asName, SourceSpan span) : Node(span)
{
    public string Name { get; } = name;

    public string? AsName { get; } = asName;
}

/// <summary><c>contextExpr as optionalVars</c>.</summary>
internal sealed class WithItem(Expression contextExpr, Expression? optionalVars, SourceSpan span) : Node(span)
{
    public Expression ContextExpr { get; } = contextExpr;

    public Expression? OptionalVars { get; } = optionalVars;
}

/// <summary>One <c>for target in iter if ...</c> of a comprehension.</summary>
internal sealed class Comprehension(
    Expression target,
    Expression iter,
    ImmutableArray<Expression> ifs,
    bool isAsync,
    SourceSpan span) : Node(span)
{
    public Expression Target { get; } = target;

    public Expression Iter { get; } = iter;

    public ImmutableArray<Expression> Ifs { get; } = ifs;

    public bool IsAsync { get; } = isAsync;
}

/// <summary><c>except type as name: body</c>.</summary>
internal sealed class ExceptHandler(Expression? type, string? name, ImmutableArray<Statement> body, SourceSpan span) : Node(span)
{
    public Expression? Type { get; } = type;

    public string? Name { get; } = name;

    public ImmutableArray<Statement> Body { get; } = body;
}

/// <summary><c>case pattern if guard: body</c>.</summary>
internal sealed class MatchCase(Pattern pattern, Expression? guard, ImmutableArray<Statement> body, SourceSpan span) : Node(span)
{
    public Pattern Pattern { get; } = pattern;

    public Expression? Guard { get; } = guard;

    public ImmutableArray<Statement> Body { get; } = body;
}

/// <summary>A type parameter of any kind.</summary>
internal abstract class TypeParameter : Node
{
    private protected TypeParameter(string name, Expression? defaultValue, SourceSpan span)
        : base(span)
    {
        Name = name;
        DefaultValue = defaultValue;
    }

    public string Name { get; }

    public Expression? DefaultValue { get; }
}

/// <summary><c>[T: bound = default]</c>.</summary>
internal sealed class TypeVar(string name, Expression? bound, Expression? defaultValue, SourceSpan span) : TypeParameter(name, defaultValue, span)
{
    public Expression? Bound { get; } = bound;
}

/// <summary><c>[*Ts]</c>.</summary>
internal sealed class TypeVarTuple(string name, Expression? defaultValue, SourceSpan span) : TypeParameter(name, defaultValue, span);

/// <summary><c>[**P]</c>.</summary>
internal sealed class ParamSpec(string name, Expression? defaultValue, SourceSpan span) : TypeParameter(name, defaultValue, span);
