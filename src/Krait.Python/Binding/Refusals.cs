using System;
using System.Collections.Generic;
using Krait.Python.Syntax;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Binding;

/// <summary>What surrounds a node, as far as it decides what is allowed there.</summary>
[Flags]
internal enum RefusalContext
{
    TopLevel = 1,
    Function = 2,
    Loop = 4,

    /// <summary>Inside an annotation, where nothing is executed.</summary>
    Annotation = 8,

    /// <summary>Directly behind a minus sign.</summary>
    Negated = 16,
}

/// <summary>A construct that the typed tier refuses: the row, the place and what fills the row's holes.</summary>
internal readonly record struct Refusal(DiagnosticRow Row, SourceSpan Span, object?[] Arguments);

/// <summary>The constructs that the typed tier refuses by name.</summary>
internal static class Refusals
{
    // The construct as the message names it, by node type.
    private static readonly Dictionary<Type, string> s_names = new()
    {
        [typeof(AsyncFunctionDef)] = "`async def`",
        [typeof(AsyncFor)] = "`async for`",
        [typeof(AsyncWith)] = "`async with`",
        [typeof(Await)] = "`await`",
        [typeof(ClassDef)] = "`class`",
        [typeof(Lambda)] = "`lambda`",
        [typeof(Dict)] = "a dict",
        [typeof(DictComp)] = "a dict comprehension",
        [typeof(Set)] = "a set",
        [typeof(SetComp)] = "a set comprehension",
        [typeof(Yield)] = "`yield`",
        [typeof(YieldFrom)] = "`yield from`",
        [typeof(With)] = "`with`",
        [typeof(Match)] = "`match`",
        [typeof(TryStar)] = "`except*`",
        [typeof(TypeAlias)] = "a `type` statement",
        [typeof(Nonlocal)] = "`nonlocal`",
        [typeof(TemplateStr)] = "a t-string",
        [typeof(Starred)] = "`*` unpacking",
    };

    /// <summary>The refusal of one node in its context, or null where it is allowed.</summary>
    public static Refusal? Find(Node node, RefusalContext context)
    {
        if (s_names.TryGetValue(node.GetType(), out string? name))
            return Named(name, node.Span);
        return node switch
        {
            FunctionDef function => OfFunction(function, context),
            Return when (context & RefusalContext.Function) == 0 => Misplaced("return", "a function", node.Span),
            Break when (context & RefusalContext.Loop) == 0 => Misplaced("break", "a loop", node.Span),
            Continue when (context & RefusalContext.Loop) == 0 => Misplaced("continue", "a loop", node.Span),
            Import or ImportFrom when (context & RefusalContext.TopLevel) == 0 => Named("an import inside other statements", node.Span),
            Comprehension { IsAsync: true } => Named("`async for`", node.Span),
            Keyword { Name: null } => Named("`**` unpacking", node.Span),
            BinOp { Op: BinaryOperator.MatMult } => Named("`@`", node.Span),
            AugAssign { Op: BinaryOperator.MatMult } => Named("`@=`", node.Span),
            Delete delete => OfDelete(delete),
            Constant constant when (context & RefusalContext.Annotation) == 0 => OfConstant(constant, context),
            FormattedValue { FormatSpec: { } spec } => new Refusal(Rows.FormatSpecRefused, spec.Span, []),
            _ => null,
        };
    }

    /// <summary>The context of a node's children.</summary>
    public static RefusalContext Inside(Node node, RefusalContext context) => node switch
    {
        FunctionDef => RefusalContext.Function,
        For or While => (context | RefusalContext.Loop) & ~RefusalContext.TopLevel,
        Statement => context & ~RefusalContext.TopLevel,
        _ => context & ~RefusalContext.Negated,
    };

    /// <summary>The context of one child: the <c>else</c> of a loop is outside of it, annotations are not executed.</summary>
    public static RefusalContext ForChild(Node parent, Node child, RefusalContext inner, RefusalContext outer) => parent switch
    {
        For loop when child is Statement statement && loop.OrElse.Contains(statement) => outer & ~RefusalContext.TopLevel,
        While loop when child is Statement statement && loop.OrElse.Contains(statement) => outer & ~RefusalContext.TopLevel,
        UnaryOp { Op: UnaryOperator.USub } => inner | RefusalContext.Negated,
        Arg => inner | RefusalContext.Annotation,
        FunctionDef function when ReferenceEquals(child, function.Returns) => inner | RefusalContext.Annotation,
        AnnAssign assign when ReferenceEquals(child, assign.Annotation) => inner | RefusalContext.Annotation,
        _ => inner,
    };

    private static Refusal? OfFunction(FunctionDef function, RefusalContext context)
    {
        if ((context & RefusalContext.Function) != 0)
            return Named("a function inside a function", function.NameSpan);
        if ((context & RefusalContext.TopLevel) == 0)
            return Named("a function inside another statement", function.NameSpan);
        if (!function.Decorators.IsEmpty)
            return Named("a decorator", function.Decorators[0].Span);
        if (function.Args.VarArg is { } varArg)
            return Named("`*" + varArg.Name + "`", varArg.Span);
        if (function.Args.KwArg is { } kwArg)
            return Named("`**" + kwArg.Name + "`", kwArg.Span);
        foreach (TypeParameter parameter in function.TypeParams)
        {
            if (parameter is not TypeVar { Bound: null, DefaultValue: null })
                return Named("a type parameter of this kind", parameter.Span);
        }

        return null;
    }

    private static Refusal? OfDelete(Delete delete)
    {
        foreach (Expression target in delete.Targets)
        {
            if (target is not Subscript)
                return Named("`del` of a name", target.Span);
        }

        return null;
    }

    private static Refusal? OfConstant(Constant constant, RefusalContext context) => constant.Value switch
    {
        BytesConstant => Named("bytes", constant.Span),
        ImaginaryConstant => Named("complex", constant.Span),
        EllipsisConstant => null,
        IntConstant value when long.MaxValue + new System.Numerics.BigInteger((context & RefusalContext.Negated) == 0 ? 0 : 1) < value.Value =>
            new Refusal(Rows.IntLiteralTooLarge, constant.Span, []),
        _ => null,
    };

    private static Refusal Named(string name, SourceSpan span) => new(Rows.Refused, span, [name, ""]);

    private static Refusal Misplaced(string what, string where, SourceSpan span) => new(Rows.OutsideItsPlace, span, [what, where]);
}
