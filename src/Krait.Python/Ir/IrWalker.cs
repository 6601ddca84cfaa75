using System;
using System.Collections.Generic;

namespace Krait.Python.Ir;

/// <summary>The parts of every IR node: the one place that knows them for reading.</summary>
internal static class IrWalker
{
    /// <summary>Calls the action for every expression under the statements, operands before their operation.</summary>
    public static void ForEachExpression(IReadOnlyList<IrStmt> statements, Action<IrExpr> action)
    {
        foreach (IrStmt statement in statements)
            ForEachStatement(statement, _ => { }, action);
    }

    /// <summary>Calls the actions for every statement and expression under the statements.</summary>
    public static void ForEach(IReadOnlyList<IrStmt> statements, Action<IrStmt> onStatement, Action<IrExpr> onExpression)
    {
        foreach (IrStmt statement in statements)
            ForEachStatement(statement, onStatement, onExpression);
    }

    private static void ForEachStatement(IrStmt statement, Action<IrStmt> onStatement, Action<IrExpr> onExpression)
    {
        onStatement(statement);
        switch (statement)
        {
            case IrSet n: Visit(n.Value); break;
            case IrSetGlobal n: Visit(n.Value); break;
            case IrStore n: Visit(n.Address); Visit(n.Value); break;
            case IrDo n: Visit(n.Value); break;
            case IrEffect n: VisitAll(n.Args); break;
            case IrIf n: Visit(n.Test); ForEach(n.WhenTrue, onStatement, onExpression); ForEach(n.WhenFalse, onStatement, onExpression); break;
            case IrBlock n: ForEach(n.Body, onStatement, onExpression); break;
            case IrLoop n: ForEach(n.Body, onStatement, onExpression); break;
            case IrReturn { Value: { } value }: Visit(value); break;
            case IrReturnMany n: VisitAll(n.Values); break;
            case IrRaiseDynamic n:
                Visit(n.TypeId);
                Visit(n.Message);
                if (n.FrameCount is not null)
                    Visit(n.FrameCount);
                if (n.Serial is not null)
                    Visit(n.Serial);
                break;
        }

        void Visit(IrExpr expression) => ForEachIn(expression, onStatement, onExpression);

        void VisitAll(IrExpr[] expressions)
        {
            foreach (IrExpr each in expressions)
                Visit(each);
        }
    }

    private static void ForEachIn(IrExpr expression, Action<IrStmt> onStatement, Action<IrExpr> onExpression)
    {
        switch (expression)
        {
            case IrApply n: VisitAll(n.Args); break;
            case IrLoad n: Visit(n.Address); break;
            case IrCall n: VisitAll(n.Args); break;
            case IrChoose n: Visit(n.Test); Visit(n.WhenTrue); Visit(n.WhenFalse); break;
            case IrSequence n: ForEach(n.Statements, onStatement, onExpression); Visit(n.Value); break;
            case IrChecked n: VisitAll(n.Args); break;
            case IrElement n: Visit(n.Sequence); Visit(n.Index); break;
        }

        onExpression(expression);

        void Visit(IrExpr each) => ForEachIn(each, onStatement, onExpression);

        void VisitAll(IrExpr[] expressions)
        {
            foreach (IrExpr each in expressions)
                Visit(each);
        }
    }
}
