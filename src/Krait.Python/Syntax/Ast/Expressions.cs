using System;
using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// The expression family: names, fields and field order as in the "expr" sum of the Python ast module (3.14).
// Identity is by reference, so that a tree node can be a dictionary key.

/// <summary>An expression of any kind.</summary>
internal abstract class Expression : Node
{
    private protected Expression(SourceSpan span, int heightBelow = 0)
        : base(span)
    {
        Height = 1 + heightBelow;
    }

    /// <summary>
    /// The number of expressions on the longest path down from here, this one included.
    /// The parser keeps it below a limit, so that a walk over the tree may recurse.
    /// </summary>
    public int Height { get; }

    private protected static int HeightOver(Expression? child) => child is null ? 0 : child.Height;

    private protected static int HeightOver(Arguments args) => Math.Max(HeightOver(args.Defaults), HeightOver(args.KwDefaults));

    private protected static int HeightOver<T>(ImmutableArray<T> children)
        where T : Node?
    {
        int height = 0;
        foreach (T child in children)
            height = Math.Max(height, HeightOver(child));
        return height;
    }

    private static int HeightOver(Node? child) => child switch
    {
        Expression expression => expression.Height,
        Keyword keyword => keyword.Value.Height,
        Comprehension part => Math.Max(HeightOver(part.Ifs), Math.Max(part.Target.Height, part.Iter.Height)),
        _ => 0,
    };
}

/// <summary><c>a and b and c</c>: one node per run of equal operators.</summary>
internal sealed class BoolOp(BooleanOperator op, ImmutableArray<Expression> values, SourceSpan span) : Expression(span, HeightOver(values))
{
    public BooleanOperator Op { get; } = op;

    public ImmutableArray<Expression> Values { get; } = values;
}

/// <summary><c>target := value</c>.</summary>
internal sealed class NamedExpr(
    Name target,
    Expression value,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(target), HeightOver(value)))
{
    public Name Target { get; } = target;

    public Expression Value { get; } = value;
}

/// <summary><c>left op right</c>.</summary>
internal sealed class BinOp(
    Expression left,
    BinaryOperator op,
    Expression right,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(left), HeightOver(right)))
{
    public Expression Left { get; } = left;

    public BinaryOperator Op { get; } = op;

    public Expression Right { get; } = right;
}

/// <summary><c>op operand</c>.</summary>
internal sealed class UnaryOp(UnaryOperator op, Expression operand, SourceSpan span) : Expression(span, HeightOver(operand))
{
    public UnaryOperator Op { get; } = op;

    public Expression Operand { get; } = operand;
}

/// <summary><c>lambda args: body</c>.</summary>
internal sealed class Lambda(
    Arguments args,
    Expression body,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(args), HeightOver(body)))
{
    public Arguments Args { get; } = args;

    public Expression Body { get; } = body;
}

/// <summary><c>body if test else orElse</c>.</summary>
internal sealed class IfExp(
    Expression test,
    Expression body,
    Expression orElse,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(test), Math.Max(HeightOver(body), HeightOver(orElse))))
{
    public Expression Test { get; } = test;

    public Expression Body { get; } = body;

    public Expression OrElse { get; } = orElse;
}

/// <summary>A dict display; a key is null where the value is unpacked with <c>**</c>.</summary>
internal sealed class Dict(
    ImmutableArray<Expression?> keys,
    ImmutableArray<Expression> values,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(keys), HeightOver(values)))
{
    public ImmutableArray<Expression?> Keys { get; } = keys;

    public ImmutableArray<Expression> Values { get; } = values;
}

/// <summary>A set display; never empty.</summary>
internal sealed class Set(ImmutableArray<Expression> elts, SourceSpan span) : Expression(span, HeightOver(elts))
{
    public ImmutableArray<Expression> Elts { get; } = elts;
}

/// <summary><c>[elt for ...]</c>.</summary>
internal sealed class ListComp(
    Expression elt,
    ImmutableArray<Comprehension> generators,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(elt), HeightOver(generators)))
{
    public Expression Elt { get; } = elt;

    public ImmutableArray<Comprehension> Generators { get; } = generators;
}

/// <summary><c>{elt for ...}</c>.</summary>
internal sealed class SetComp(
    Expression elt,
    ImmutableArray<Comprehension> generators,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(elt), HeightOver(generators)))
{
    public Expression Elt { get; } = elt;

    public ImmutableArray<Comprehension> Generators { get; } = generators;
}

/// <summary><c>{key: value for ...}</c>.</summary>
internal sealed class DictComp(
    Expression key,
    Expression value,
    ImmutableArray<Comprehension> generators,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(key), Math.Max(HeightOver(value), HeightOver(generators))))
{
    public Expression Key { get; } = key;

    public Expression Value { get; } = value;

    public ImmutableArray<Comprehension> Generators { get; } = generators;
}

/// <summary><c>(elt for ...)</c>.</summary>
internal sealed class GeneratorExp(
    Expression elt,
    ImmutableArray<Comprehension> generators,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(elt), HeightOver(generators)))
{
    public Expression Elt { get; } = elt;

    public ImmutableArray<Comprehension> Generators { get; } = generators;
}

/// <summary><c>await value</c>.</summary>
internal sealed class Await(Expression value, SourceSpan span) : Expression(span, HeightOver(value))
{
    public Expression Value { get; } = value;
}

/// <summary><c>yield value</c>.</summary>
internal sealed class Yield(Expression? value, SourceSpan span) : Expression(span, HeightOver(value))
{
    public Expression? Value { get; } = value;
}

/// <summary><c>yield from value</c>.</summary>
internal sealed class YieldFrom(Expression value, SourceSpan span) : Expression(span, HeightOver(value))
{
    public Expression Value { get; } = value;
}

/// <summary>A comparison chain: <c>left ops[0] comparators[0] ops[1] ...</c>.</summary>
internal sealed class Compare(
    Expression left,
    ImmutableArray<ComparisonOperator> ops,
    ImmutableArray<Expression> comparators,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(left), HeightOver(comparators)))
{
    public Expression Left { get; } = left;

    public ImmutableArray<ComparisonOperator> Ops { get; } = ops;

    public ImmutableArray<Expression> Comparators { get; } = comparators;
}

/// <summary>A call; <c>*x</c> is a Starred argument, <c>**x</c> a keyword without a name.</summary>
internal sealed class Call(
    Expression func,
    ImmutableArray<Expression> args,
    ImmutableArray<Keyword> keywords,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(func), Math.Max(HeightOver(args), HeightOver(keywords))))
{
    public Expression Func { get; } = func;

    public ImmutableArray<Expression> Args { get; } = args;

    public ImmutableArray<Keyword> Keywords { get; } = keywords;
}

/// <summary>A replacement field of an f-string; the conversion is the code of <c>s</c>, <c>r</c> or <c>a</c>, or -1.</summary>
internal sealed class FormattedValue(
    Expression value,
    int conversion,
    JoinedStr? formatSpec,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(value), HeightOver(formatSpec)))
{
    public Expression Value { get; } = value;

    public int Conversion { get; } = conversion;

    public JoinedStr? FormatSpec { get; } = formatSpec;
}

/// <summary>A replacement field of a t-string; <c>Str</c> is its expression's own text.</summary>
internal sealed class Interpolation(
    Expression value,
    string str,
    int conversion,
    JoinedStr? formatSpec,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(value), HeightOver(formatSpec)))
{
    public Expression Value { get; } = value;

    public string Str { get; } = str;

    public int Conversion { get; } = conversion;

    public JoinedStr? FormatSpec { get; } = formatSpec;
}

/// <summary>An f-string: constants and FormattedValue nodes.</summary>
internal sealed class JoinedStr(ImmutableArray<Expression> values, SourceSpan span) : Expression(span, HeightOver(values))
{
    public ImmutableArray<Expression> Values { get; } = values;
}

/// <summary>A t-string: constants and Interpolation nodes.</summary>
internal sealed class TemplateStr(ImmutableArray<Expression> values, SourceSpan span) : Expression(span, HeightOver(values))
{
    public ImmutableArray<Expression> Values { get; } = values;
}

/// <summary>A literal; the kind is <c>u</c> for a string with that prefix, otherwise null.</summary>
internal sealed class Constant(ConstantValue value, string? kind, SourceSpan span) : Expression(span)
{
    public ConstantValue Value { get; } = value;

    public string? Kind { get; } = kind;
}

/// <summary><c>value.attr</c>.</summary>
internal sealed class Attribute(
    Expression value,
    string attr,
    ExpressionContext context,
    SourceSpan span) : Expression(span, HeightOver(value))
{
    public Expression Value { get; } = value;

    public string Attr { get; } = attr;

    public ExpressionContext Context { get; set; } = context;
}

/// <summary><c>value[slice]</c>; several indices are a Tuple.</summary>
internal sealed class Subscript(
    Expression value,
    Expression slice,
    ExpressionContext context,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(value), HeightOver(slice)))
{
    public Expression Value { get; } = value;

    public Expression Slice { get; } = slice;

    public ExpressionContext Context { get; set; } = context;
}

/// <summary><c>*value</c>.</summary>
internal sealed class Starred(Expression value, ExpressionContext context, SourceSpan span) : Expression(span, HeightOver(value))
{
    public Expression Value { get; } = value;

    public ExpressionContext Context { get; set; } = context;
}

/// <summary>A variable; the identifier is in NFKC form.</summary>
internal sealed class Name(string id, ExpressionContext context, SourceSpan span) : Expression(span)
{
    public string Id { get; } = id;

    public ExpressionContext Context { get; set; } = context;
}

/// <summary>A list display or target list.</summary>
internal sealed class List(ImmutableArray<Expression> elts, ExpressionContext context, SourceSpan span) : Expression(span, HeightOver(elts))
{
    public ImmutableArray<Expression> Elts { get; } = elts;

    public ExpressionContext Context { get; set; } = context;
}

/// <summary>A tuple, with or without parentheses.</summary>
internal sealed class Tuple(
    ImmutableArray<Expression> elts,
    ExpressionContext context,
    SourceSpan span) : Expression(span, HeightOver(elts))
{
    public ImmutableArray<Expression> Elts { get; } = elts;

    public ExpressionContext Context { get; set; } = context;
}

/// <summary><c>lower:upper:step</c> inside a subscript.</summary>
internal sealed class Slice(
    Expression? lower,
    Expression? upper,
    Expression? step,
    SourceSpan span) : Expression(span, Math.Max(HeightOver(lower), Math.Max(HeightOver(upper), HeightOver(step))))
{
    public Expression? Lower { get; } = lower;

    public Expression? Upper { get; } = upper;

    public Expression? Step { get; } = step;
}
