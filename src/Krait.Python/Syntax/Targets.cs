namespace Krait.Python.Syntax;

/// <summary>Turns expressions into targets of assignment, deletion and loops.</summary>
internal static class Targets
{
    /// <summary>Marks an expression as stored to; reports the part that cannot be.</summary>
    public static void Store(Expression expression, TokenCursor cursor)
    {
        switch (expression)
        {
            case Starred starred:
                starred.Context = ExpressionContext.Store;
                Store(starred.Value, cursor);
                break;
            case Tuple tuple:
                tuple.Context = ExpressionContext.Store;
                foreach (Expression element in tuple.Elts)
                    Store(element, cursor);
                break;
            case List list:
                list.Context = ExpressionContext.Store;
                foreach (Expression element in list.Elts)
                    Store(element, cursor);
                break;
            default:
                if (!TrySetSingle(expression, ExpressionContext.Store))
                    cursor.Report(Diagnostics.CannotAssign, expression.Span, ExpressionNames.Describe(expression));
                break;
        }
    }

    /// <summary>Marks an expression as deleted; reports the part that cannot be.</summary>
    public static void Delete(Expression expression, TokenCursor cursor)
    {
        switch (expression)
        {
            case Tuple tuple:
                tuple.Context = ExpressionContext.Del;
                foreach (Expression element in tuple.Elts)
                    Delete(element, cursor);
                break;
            case List list:
                list.Context = ExpressionContext.Del;
                foreach (Expression element in list.Elts)
                    Delete(element, cursor);
                break;
            default:
                if (!TrySetSingle(expression, ExpressionContext.Del))
                    cursor.Report(Diagnostics.CannotDelete, expression.Span, ExpressionNames.Describe(expression));
                break;
        }
    }

    /// <summary>Marks a name, attribute or subscript as stored to; false for anything else.</summary>
    public static bool TryStoreSingle(Expression expression) => TrySetSingle(expression, ExpressionContext.Store);

    private static bool TrySetSingle(Expression expression, ExpressionContext context)
    {
        switch (expression)
        {
            case Name name:
                name.Context = context;
                return true;
            case Attribute attribute:
                attribute.Context = context;
                return true;
            case Subscript subscript:
                subscript.Context = context;
                return true;
            default:
                return false;
        }
    }
}
