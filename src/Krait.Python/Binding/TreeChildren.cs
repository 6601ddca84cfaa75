using System.Collections.Generic;
using System.Collections.Immutable;
using Krait.Python.Syntax;

namespace Krait.Python.Binding;

/// <summary>The children of every tree node, in source order. The one place that knows each node's parts.</summary>
internal static class TreeChildren
{
    /// <summary>Appends the children of a node to a list.</summary>
    public static void Collect(Node node, List<Node> into)
    {
        switch (node)
        {
            case Statement statement:
                CollectStatement(statement, into);
                break;
            case Expression expression:
                CollectExpression(expression, into);
                break;
            case Module n: Add(into, n.Body); break;
            case Arguments n: CollectArguments(n, into); break;
            case Arg n: Add(into, n.Annotation); break;
            case Keyword n: Add(into, n.Value); break;
            case WithItem n: Add(into, n.ContextExpr, n.OptionalVars); break;
            case Comprehension n: Add(into, n.Target, n.Iter); Add(into, n.Ifs); break;
            case ExceptHandler n: Add(into, n.Type); Add(into, n.Body); break;
            case MatchCase n: Add(into, n.Guard); Add(into, n.Body); break;
        }
    }

    private static void CollectStatement(Statement node, List<Node> into)
    {
        switch (node)
        {
            case FunctionDef n: Add(into, n.Decorators); Add(into, n.Args, n.Returns); Add(into, n.Body); break;
            case AsyncFunctionDef n: Add(into, n.Args, n.Returns); Add(into, n.Body); break;
            case ClassDef n: Add(into, n.Bases); Add(into, n.Body); break;
            case Return n: Add(into, n.Value); break;
            case Delete n: Add(into, n.Targets); break;
            case Assign n: Add(into, n.Targets); Add(into, n.Value); break;
            case AugAssign n: Add(into, n.Target, n.Value); break;
            case AnnAssign n: Add(into, n.Target, n.Annotation, n.Value); break;
            case For n: Add(into, n.Target, n.Iter); Add(into, n.Body); Add(into, n.OrElse); break;
            case AsyncFor n: Add(into, n.Target, n.Iter); Add(into, n.Body); Add(into, n.OrElse); break;
            case While n: Add(into, n.Test); Add(into, n.Body); Add(into, n.OrElse); break;
            case If n: Add(into, n.Test); Add(into, n.Body); Add(into, n.OrElse); break;
            case With n: Add(into, n.Items); Add(into, n.Body); break;
            case AsyncWith n: Add(into, n.Items); Add(into, n.Body); break;
            case Match n: Add(into, n.Subject); Add(into, n.Cases); break;
            case Raise n: Add(into, n.Exc, n.Cause); break;
            case Try n: Add(into, n.Body); Add(into, n.Handlers); Add(into, n.OrElse); Add(into, n.FinalBody); break;
            case TryStar n: Add(into, n.Body); Add(into, n.Handlers); Add(into, n.OrElse); Add(into, n.FinalBody); break;
            case Assert n: Add(into, n.Test, n.Message); break;
            case Expr n: Add(into, n.Value); break;
        }
    }

    private static void CollectExpression(Expression node, List<Node> into)
    {
        switch (node)
        {
            case BoolOp n: Add(into, n.Values); break;
            case NamedExpr n: Add(into, n.Target, n.Value); break;
            case BinOp n: Add(into, n.Left, n.Right); break;
            case UnaryOp n: Add(into, n.Operand); break;
            case Lambda n: Add(into, n.Args, n.Body); break;
            case IfExp n: Add(into, n.Test, n.Body, n.OrElse); break;
            case Dict n: CollectDict(n, into); break;
            case Set n: Add(into, n.Elts); break;
            case ListComp n: Add(into, n.Elt); Add(into, n.Generators); break;
            case SetComp n: Add(into, n.Elt); Add(into, n.Generators); break;
            case DictComp n: Add(into, n.Key, n.Value); Add(into, n.Generators); break;
            case GeneratorExp n: Add(into, n.Elt); Add(into, n.Generators); break;
            case Await n: Add(into, n.Value); break;
            case Yield n: Add(into, n.Value); break;
            case YieldFrom n: Add(into, n.Value); break;
            case Compare n: Add(into, n.Left); Add(into, n.Comparators); break;
            case Call n: Add(into, n.Func); Add(into, n.Args); Add(into, n.Keywords); break;
            case FormattedValue n: Add(into, n.Value, n.FormatSpec); break;
            case Interpolation n: Add(into, n.Value, n.FormatSpec); break;
            case JoinedStr n: Add(into, n.Values); break;
            case TemplateStr n: Add(into, n.Values); break;
            case Attribute n: Add(into, n.Value); break;
            case Subscript n: Add(into, n.Value, n.Slice); break;
            case Starred n: Add(into, n.Value); break;
            case List n: Add(into, n.Elts); break;
            case Tuple n: Add(into, n.Elts); break;
            case Slice n: Add(into, n.Lower, n.Upper, n.Step); break;
        }
    }

    private static void CollectArguments(Arguments n, List<Node> into)
    {
        Add(into, n.PosOnlyArgs);
        Add(into, n.Args);
        Add(into, n.VarArg, n.KwArg);
        Add(into, n.KwOnlyArgs);
        Add(into, n.Defaults);
        foreach (Expression? value in n.KwDefaults)
            Add(into, value);
    }

    private static void CollectDict(Dict n, List<Node> into)
    {
        for (int i = 0; i < n.Values.Length; i++)
            Add(into, n.Keys[i], n.Values[i]);
    }

    private static void Add(List<Node> into, params System.ReadOnlySpan<Node?> nodes)
    {
        foreach (Node? node in nodes)
        {
            if (node is not null)
                into.Add(node);
        }
    }

    private static void Add<T>(List<Node> into, ImmutableArray<T> nodes)
        where T : Node
    {
        foreach (T node in nodes)
            into.Add(node);
    }
}
