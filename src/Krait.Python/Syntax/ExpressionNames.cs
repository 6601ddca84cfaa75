namespace Krait.Python.Syntax;

/// <summary>What kinds of expression are called in messages.</summary>
internal static class ExpressionNames
{
    public static string Describe(Expression expression) => expression switch
    {
        Constant { Value: NoneConstant } => "'None'",
        Constant { Value: BoolConstant { Value: var truth } } => truth ? "'True'" : "'False'",
        Constant { Value: EllipsisConstant } => "'...'",
        Constant => "a literal",
        Name => "a name",
        Attribute => "an attribute",
        Subscript => "a subscript",
        Call => "a function call",
        BinOp or UnaryOp or BoolOp => "an operation",
        Compare => "a comparison",
        IfExp => "a conditional expression",
        Lambda => "a lambda",
        NamedExpr => "an assignment expression",
        JoinedStr => "a formatted string",
        TemplateStr => "a template string",
        Dict or DictComp => "a dict",
        Set or SetComp => "a set",
        List or ListComp => "a list",
        Tuple => "a tuple",
        GeneratorExp => "a generator expression",
        Await => "an await expression",
        Yield or YieldFrom => "a yield expression",
        Starred => "a starred expression",
        _ => "this expression",
    };
}
