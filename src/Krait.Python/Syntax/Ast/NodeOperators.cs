namespace Krait.Python.Syntax;

/// <summary>What an expression's place in the program does with it.</summary>
internal enum ExpressionContext
{
    Load,
    Store,
    Del,
}

/// <summary>The operators of BoolOp.</summary>
internal enum BooleanOperator
{
    And,
    Or,
}

/// <summary>The operators of BinOp and AugAssign, in the order of the Python ast module.</summary>
internal enum BinaryOperator
{
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// <summary>The operators of UnaryOp.</summary>
internal enum UnaryOperator
{
    Invert,
    Not,
    UAdd,
    USub,
}

/// <summary>The operators of Compare.</summary>
internal enum ComparisonOperator
{
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}
