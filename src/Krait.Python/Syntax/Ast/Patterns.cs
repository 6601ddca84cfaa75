using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// The pattern family of match statements: names and fields as in the "pattern" sum of the Python ast module (3.14).

/// <summary>A pattern of any kind.</summary>
internal abstract class Pattern : Node
{
    private protected Pattern(SourceSpan span)
        : base(span)
    {
    }
}

/// <summary>A literal or dotted name, compared with <c>==</c>.</summary>
internal sealed class MatchValue(Expression value, SourceSpan span) : Pattern(span)
{
    public Expression Value { get; } = value;
}

/// <summary><c>None</c>, <c>True</c> or <c>False</c>, compared with <c>is</c>.</summary>
internal sealed class MatchSingleton(ConstantValue value, SourceSpan span) : Pattern(span)
{
    public ConstantValue Value { get; } = value;
}

/// <summary>A sequence pattern.</summary>
internal sealed class MatchSequence(ImmutableArray<Pattern> patterns, SourceSpan span) : Pattern(span)
{
    public ImmutableArray<Pattern> Patterns { get; } = patterns;
}

/// <summary>A mapping pattern; rest is the name after <c>**</c>.</summary>
internal sealed class MatchMapping(
    ImmutableArray<Expression> keys,
    ImmutableArray<Pattern> patterns,
    string? rest,
    SourceSpan span) : Pattern(span)
{
    public ImmutableArray<Expression> Keys { get; } = keys;

    public ImmutableArray<Pattern> Patterns { get; } = patterns;

    public string? Rest { get; } = rest;
}

/// <summary>A class pattern.</summary>
internal sealed class MatchClass(
    Expression cls,
    ImmutableArray<Pattern> patterns,
    ImmutableArray<string> kwdAttrs,
    ImmutableArray<Pattern> kwdPatterns,
    SourceSpan span) : Pattern(span)
{
    public Expression Cls { get; } = cls;

    public ImmutableArray<Pattern> Patterns { get; } = patterns;

    public ImmutableArray<string> KwdAttrs { get; } = kwdAttrs;

    public ImmutableArray<Pattern> KwdPatterns { get; } = kwdPatterns;
}

/// <summary><c>*name</c>; null for <c>*_</c>.</summary>
internal sealed class MatchStar(string? name, SourceSpan span) : Pattern(span)
{
    public string? Name { get; } = name;
}

/// <summary><c>inner as name</c>; both null for the wildcard <c>_</c>, inner null for a capture.</summary>
internal sealed class MatchAs(Pattern? inner, string? name, SourceSpan span) : Pattern(span)
{
    public Pattern? Inner { get; } = inner;

    public string? Name { get; } = name;
}

/// <summary>Alternatives separated by <c>|</c>.</summary>
internal sealed class MatchOr(ImmutableArray<Pattern> patterns, SourceSpan span) : Pattern(span)
{
    public ImmutableArray<Pattern> Patterns { get; } = patterns;
}
