using Krait.Python.Ir;
using Krait.Python.Syntax;
using Krait.Wasm;

namespace Krait.Python.Typing;

/// <summary>The kinds of operand that the operator table tells apart.</summary>
internal enum OperandKind
{
    Int,
    Float,
    Bool,
    Str,
    List,
    Tuple,
    Other,
}

/// <summary>How an operator is carried out: exactly one of the last four says so.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Left">The left operand, after bool became int where no row has bool.</param>
/// <param name="Right">The right operand.</param>
/// <param name="Result">The result; null where it is the type of the left operand.</param>
/// <param name="Checked">An operation of the IR that can raise.</param>
/// <param name="Plain">A WebAssembly instruction; used where it is not <c>nop</c>.</param>
/// <param name="Library">A function of the runtime library.</param>
/// <param name="SwapsOperands">The library function takes the right operand first.</param>
internal sealed record OperatorRow(
    BinaryOperator Op,
    OperandKind Left,
    OperandKind Right,
    PyType? Result,
    CheckedOp? Checked = null,
    WasmOp Plain = WasmOp.Nop,
    string? Library = null,
    bool SwapsOperands = false);

/// <summary>The binary operators: which operands they take, what they give and how. Read by inference and the IR builder.</summary>
internal static class Operators
{
    public static readonly OperatorRow[] Rows =
    [
        new(BinaryOperator.Add, OperandKind.Int, OperandKind.Int, PyType.Int, CheckedOp.Add),
        new(BinaryOperator.Sub, OperandKind.Int, OperandKind.Int, PyType.Int, CheckedOp.Sub),
        new(BinaryOperator.Mult, OperandKind.Int, OperandKind.Int, PyType.Int, CheckedOp.Mul),
        new(BinaryOperator.FloorDiv, OperandKind.Int, OperandKind.Int, PyType.Int, CheckedOp.FloorDiv),
        new(BinaryOperator.Mod, OperandKind.Int, OperandKind.Int, PyType.Int, CheckedOp.Mod),
        new(BinaryOperator.LShift, OperandKind.Int, OperandKind.Int, PyType.Int, CheckedOp.ShiftLeft),
        new(BinaryOperator.RShift, OperandKind.Int, OperandKind.Int, PyType.Int, CheckedOp.ShiftRight),
        new(BinaryOperator.BitAnd, OperandKind.Int, OperandKind.Int, PyType.Int, Plain: WasmOp.I64And),
        new(BinaryOperator.BitOr, OperandKind.Int, OperandKind.Int, PyType.Int, Plain: WasmOp.I64Or),
        new(BinaryOperator.BitXor, OperandKind.Int, OperandKind.Int, PyType.Int, Plain: WasmOp.I64Xor),
        new(BinaryOperator.Div, OperandKind.Int, OperandKind.Int, PyType.Float, Library: "int_truediv"),
        new(BinaryOperator.Pow, OperandKind.Int, OperandKind.Int, PyType.Int, Library: "int_pow"),

        new(BinaryOperator.BitAnd, OperandKind.Bool, OperandKind.Bool, PyType.Bool, Plain: WasmOp.I32And),
        new(BinaryOperator.BitOr, OperandKind.Bool, OperandKind.Bool, PyType.Bool, Plain: WasmOp.I32Or),
        new(BinaryOperator.BitXor, OperandKind.Bool, OperandKind.Bool, PyType.Bool, Plain: WasmOp.I32Xor),

        new(BinaryOperator.Add, OperandKind.Float, OperandKind.Float, PyType.Float, Plain: WasmOp.F64Add),
        new(BinaryOperator.Sub, OperandKind.Float, OperandKind.Float, PyType.Float, Plain: WasmOp.F64Sub),
        new(BinaryOperator.Mult, OperandKind.Float, OperandKind.Float, PyType.Float, Plain: WasmOp.F64Mul),
        new(BinaryOperator.Div, OperandKind.Float, OperandKind.Float, PyType.Float, CheckedOp.FloatDiv),
        new(BinaryOperator.FloorDiv, OperandKind.Float, OperandKind.Float, PyType.Float, Library: "float_floordiv"),
        new(BinaryOperator.Mod, OperandKind.Float, OperandKind.Float, PyType.Float, Library: "float_mod"),
        new(BinaryOperator.Pow, OperandKind.Float, OperandKind.Float, PyType.Float, Library: "float_pow"),

        new(BinaryOperator.Add, OperandKind.Str, OperandKind.Str, PyType.Str, Library: "str_concat"),
        new(BinaryOperator.Mult, OperandKind.Str, OperandKind.Int, PyType.Str, Library: "str_repeat"),
        new(BinaryOperator.Mult, OperandKind.Int, OperandKind.Str, PyType.Str, Library: "str_repeat", SwapsOperands: true),
        new(BinaryOperator.Add, OperandKind.List, OperandKind.List, null, Library: "list_concat"),
        new(BinaryOperator.Mult, OperandKind.List, OperandKind.Int, null, Library: "list_repeat"),
        new(BinaryOperator.Mult, OperandKind.Int, OperandKind.List, null, Library: "list_repeat", SwapsOperands: true),
    ];

    /// <summary>The kind under which the table knows a type.</summary>
    public static OperandKind KindOf(PyType type) => type.Resolve() switch
    {
        ListType => OperandKind.List,
        TupleType => OperandKind.Tuple,
        var t when ReferenceEquals(t, PyType.Int) => OperandKind.Int,
        var t when ReferenceEquals(t, PyType.Float) => OperandKind.Float,
        var t when ReferenceEquals(t, PyType.Bool) => OperandKind.Bool,
        var t when t.IsText => OperandKind.Str,
        _ => OperandKind.Other,
    };

    /// <summary>The row for two operand types; a bool counts as an int and an int beside a float as a float. Null where Python raises TypeError.</summary>
    public static OperatorRow? Find(BinaryOperator op, PyType left, PyType right)
    {
        OperandKind a = KindOf(left);
        OperandKind b = KindOf(right);
        OperatorRow? row = FindExact(op, a, b);
        if (row is not null)
            return row;
        a = a == OperandKind.Bool ? OperandKind.Int : a;
        b = b == OperandKind.Bool ? OperandKind.Int : b;
        if (a == OperandKind.Int && b == OperandKind.Float)
            a = OperandKind.Float;
        else if (a == OperandKind.Float && b == OperandKind.Int)
            b = OperandKind.Float;
        return FindExact(op, a, b);
    }

    /// <summary>How the operator is written.</summary>
    public static string Text(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Sub => "-",
        BinaryOperator.Mult => "*",
        BinaryOperator.MatMult => "@",
        BinaryOperator.Div => "/",
        BinaryOperator.Mod => "%",
        BinaryOperator.Pow => "**",
        BinaryOperator.LShift => "<<",
        BinaryOperator.RShift => ">>",
        BinaryOperator.BitOr => "|",
        BinaryOperator.BitXor => "^",
        BinaryOperator.BitAnd => "&",
        _ => "//",
    };

    /// <summary>How the comparison is written.</summary>
    public static string Text(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Eq => "==",
        ComparisonOperator.NotEq => "!=",
        ComparisonOperator.Lt => "<",
        ComparisonOperator.LtE => "<=",
        ComparisonOperator.Gt => ">",
        ComparisonOperator.GtE => ">=",
        ComparisonOperator.Is => "is",
        ComparisonOperator.IsNot => "is not",
        ComparisonOperator.In => "in",
        _ => "not in",
    };

    private static OperatorRow? FindExact(BinaryOperator op, OperandKind left, OperandKind right)
    {
        foreach (OperatorRow row in Rows)
        {
            if (row.Op == op && row.Left == left && row.Right == right)
                return row;
        }

        return null;
    }
}
