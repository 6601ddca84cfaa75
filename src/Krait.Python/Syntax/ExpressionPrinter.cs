using System;
using System.Collections.Immutable;
using System.Text;

namespace Krait.Python.Syntax;

// Expressions back to text, as ast.unparse of CPython prints them: parentheses only where precedence needs them.
// Every expression is printed for a place of some precedence; one that binds less tightly gets parentheses there.

/// <summary>Prints expressions as Python source.</summary>
internal sealed partial class ExpressionPrinter
{
    private readonly StringBuilder _text = new();

    private ExpressionPrinter()
    {
    }

    /// <summary>How tightly constructs bind, loosest first.</summary>
    private enum Precedence
    {
        NamedExpr,
        Tuple,
        Yield,
        Test,
        Or,
        And,
        Not,
        Compare,
        BitOr,
        BitXor,
        BitAnd,
        Shift,
        Arithmetic,
        Term,
        Factor,
        Power,
        Await,
        Atom,
    }

    /// <summary>Prints one expression on one line.</summary>
    public static string Print(Expression expression)
    {
        var printer = new ExpressionPrinter();
        printer.Print(expression, Precedence.Test);
        return printer._text.ToString();
    }

    private static Precedence Tighter(Precedence precedence) =>
        precedence == Precedence.Atom ? precedence : precedence + 1;

    private static (string Text, Precedence Precedence) FactsOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => ("+", Precedence.Arithmetic),
        BinaryOperator.Sub => ("-", Precedence.Arithmetic),
        BinaryOperator.Mult => ("*", Precedence.Term),
        BinaryOperator.MatMult => ("@", Precedence.Term),
        BinaryOperator.Div => ("/", Precedence.Term),
        BinaryOperator.Mod => ("%", Precedence.Term),
        BinaryOperator.FloorDiv => ("//", Precedence.Term),
        BinaryOperator.Pow => ("**", Precedence.Power),
        BinaryOperator.LShift => ("<<", Precedence.Shift),
        BinaryOperator.RShift => (">>", Precedence.Shift),
        BinaryOperator.BitOr => ("|", Precedence.BitOr),
        BinaryOperator.BitXor => ("^", Precedence.BitXor),
        BinaryOperator.BitAnd => ("&", Precedence.BitAnd),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    private static string TextOf(ComparisonOperator op) => op switch
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
        ComparisonOperator.NotIn => "not in",
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    private void Print(Expression expression, Precedence place)
    {
        switch (expression)
        {
            case Name name:
                _text.Append(name.Id);
                break;
            case Constant constant:
                PrintConstant(constant);
                break;
            case Attribute attribute:
                Print(attribute.Value, Precedence.Atom);
                _text.Append(attribute.Value is Constant { Value: IntConstant or BoolConstant } ? " ." : ".").Append(attribute.Attr);
                break;
            case Subscript subscript:
                Print(subscript.Value, Precedence.Atom);
                _text.Append('[');
                if (subscript.Slice is Tuple { Elts.IsEmpty: false } indices)
                    PrintTupleItems(indices.Elts);
                else
                    Print(subscript.Slice, Precedence.Test);
                _text.Append(']');
                break;
            case Call call:
                Print(call.Func, Precedence.Atom);
                PrintArguments(call);
                break;
            case Starred starred:
                _text.Append('*');
                Print(starred.Value, Precedence.BitOr);
                break;
            case Slice slice:
                PrintSlice(slice);
                break;
            case List or Tuple or Set or Dict or ListComp or SetComp or DictComp or GeneratorExp:
                PrintDisplay(expression, place);
                break;
            case JoinedStr or TemplateStr or FormattedValue or Interpolation:
                PrintFormatted(expression);
                break;
            default:
                PrintOperation(expression, place);
                break;
        }
    }

    private void PrintConstant(Constant constant)
    {
        // An infinite literal has no spelling of its own; Python writes a number that is too large instead.
        if (constant.Value is EllipsisConstant)
            _text.Append("...");
        else if (constant.Value is FloatConstant or ImaginaryConstant)
            _text.Append(PythonRepr.Print(constant.Value).Replace("inf", "1e309", StringComparison.Ordinal));
        else
            _text.Append(constant.Kind).Append(PythonRepr.Print(constant.Value));
    }

    private void PrintSlice(Slice slice)
    {
        PrintOptional(slice.Lower);
        _text.Append(':');
        PrintOptional(slice.Upper);
        if (slice.Step is null)
            return;
        _text.Append(':');
        Print(slice.Step, Precedence.Test);
    }

    private void PrintOptional(Expression? expression)
    {
        if (expression is not null)
            Print(expression, Precedence.Test);
    }

    private void PrintArguments(Call call)
    {
        _text.Append('(');
        bool isFirst = true;
        foreach (Expression argument in call.Args)
        {
            _text.Append(isFirst ? "" : ", ");
            isFirst = false;
            Print(argument, Precedence.Test);
        }

        foreach (Keyword keyword in call.Keywords)
        {
            _text.Append(isFirst ? "" : ", ");
            isFirst = false;
            _text.Append(keyword.Name is null ? "**" : keyword.Name + "=");
            Print(keyword.Value, Precedence.Test);
        }

        _text.Append(')');
    }

    private void PrintOperation(Expression expression, Precedence place)
    {
        Precedence own = PrecedenceOf(expression);
        bool needsParentheses = own < place;
        _text.Append(needsParentheses ? "(" : "");
        if (expression is BoolOp or BinOp or UnaryOp or Compare)
            PrintOperators(expression, own);
        else
            PrintKeywordOperation(expression);
        _text.Append(needsParentheses ? ")" : "");
    }

    private void PrintOperators(Expression expression, Precedence own)
    {
        switch (expression)
        {
            case BoolOp boolean:
                PrintBoolean(boolean, own);
                break;
            case BinOp binary:
                bool groupsRight = binary.Op == BinaryOperator.Pow;
                Print(binary.Left, groupsRight ? Tighter(own) : own);
                _text.Append(' ').Append(FactsOf(binary.Op).Text).Append(' ');
                Print(binary.Right, groupsRight ? own : Tighter(own));
                break;
            case UnaryOp unary:
                _text.Append(unary.Op switch { UnaryOperator.Not => "not ", UnaryOperator.Invert => "~", UnaryOperator.UAdd => "+", _ => "-" });
                Print(unary.Operand, own);
                break;
            case Compare compare:
                Print(compare.Left, Tighter(own));
                for (int i = 0; i < compare.Ops.Length; i++)
                {
                    _text.Append(' ').Append(TextOf(compare.Ops[i])).Append(' ');
                    Print(compare.Comparators[i], Tighter(own));
                }

                break;
        }
    }

    private void PrintKeywordOperation(Expression expression)
    {
        switch (expression)
        {
            case NamedExpr named:
                Print(named.Target, Precedence.Atom);
                _text.Append(" := ");
                Print(named.Value, Precedence.Atom);
                break;
            case IfExp conditional:
                Print(conditional.Body, Precedence.Or);
                _text.Append(" if ");
                Print(conditional.Test, Precedence.Or);
                _text.Append(" else ");
                Print(conditional.OrElse, Precedence.Test);
                break;
            case Lambda lambda:
                _text.Append("lambda");
                PrintParameters(lambda.Args);
                _text.Append(": ");
                Print(lambda.Body, Precedence.Test);
                break;
            case Await await:
                PrintPrefixed("await ", await.Value);
                break;
            case YieldFrom yield:
                PrintPrefixed("yield from ", yield.Value);
                break;
            case Yield { Value: null }:
                _text.Append("yield");
                break;
            case Yield yield:
                PrintPrefixed("yield ", yield.Value);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }
    }

    private void PrintPrefixed(string prefix, Expression value)
    {
        _text.Append(prefix);
        Print(value, Precedence.Atom);
    }

    /// <summary>Each operand is printed for a tighter place than the one before, which is what CPython does.</summary>
    private void PrintBoolean(BoolOp boolean, Precedence own)
    {
        string separator = boolean.Op == BooleanOperator.And ? " and " : " or ";
        Precedence place = own;
        for (int i = 0; i < boolean.Values.Length; i++)
        {
            _text.Append(i == 0 ? "" : separator);
            place = Tighter(place);
            Print(boolean.Values[i], place);
        }
    }

    private static Precedence PrecedenceOf(Expression expression) => expression switch
    {
        NamedExpr => Precedence.NamedExpr,
        BoolOp boolean => boolean.Op == BooleanOperator.And ? Precedence.And : Precedence.Or,
        BinOp binary => FactsOf(binary.Op).Precedence,
        UnaryOp unary => unary.Op == UnaryOperator.Not ? Precedence.Not : Precedence.Factor,
        Compare => Precedence.Compare,
        IfExp or Lambda => Precedence.Test,
        Await => Precedence.Await,
        Yield or YieldFrom => Precedence.Yield,
        _ => Precedence.Atom,
    };

    private void PrintList(ImmutableArray<Expression> items)
    {
        for (int i = 0; i < items.Length; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            Print(items[i], Precedence.Test);
        }
    }

    private void PrintTupleItems(ImmutableArray<Expression> items)
    {
        PrintList(items);
        if (items.Length == 1)
            _text.Append(',');
    }
}
