using System.Collections.Generic;
using System.Linq;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

/// <summary>What can be done with values of any type: operators, comparison, truth, conversion to text.</summary>
internal sealed partial class ValueBuilder(FunctionBuilder function)
{
    /// <summary>Ints up to here are exact as floats.</summary>
    private const long ExactFloat = 1L << 53;

    private IrBuilder Module => function.Module;

    /// <summary>The cached one-character string of a code point.</summary>
    public IrExpr CharToStr(IrExpr codePoint) => codePoint is IrConst constant
        ? Module.Module.StringAddress(new StringConstant(TextOf((int)constant.Bits)))
        : function.CallLibrary("str_char", function.Site(new SourceSpan(0, 0)), Make.Widen(codePoint));

    /// <summary>A number as another number type.</summary>
    public static IrExpr ConvertNumber(IrExpr value, PyType from, PyType to)
    {
        if (ReferenceEquals(from, PyType.Bool))
            value = Make.Widen(value);
        if (ReferenceEquals(to, PyType.Int))
            return value;
        return value is IrConst constant ? Make.F64(constant.Bits) : Make.Op(WasmOp.F64ConvertI64S, IrType.F64, value);
    }

    /// <summary>A binary operation.</summary>
    public Value Binary(BinaryOperator op, Value left, Value right, Node node, Expression rightNode)
    {
        if (IrBuilder.Settle(left.Type) is TupleType a && IrBuilder.Settle(right.Type) is TupleType b)
        {
            Value x = function.Explode(left, a);
            Value y = function.Explode(right, b);
            return new Value(new TupleType([.. a.Elements, .. b.Elements]), [.. x.Parts, .. y.Parts]);
        }

        OperatorRow row = Operators.Find(op, left.Type, right.Type)!;
        if (op == BinaryOperator.Pow && ReferenceEquals(row.Result, PyType.Int) && TypeRelations.IsNegativeLiteral(rightNode))
            row = Operators.Find(op, PyType.Float, PyType.Float)!;
        IrExpr first = AsOperand(left, row.Left);
        IrExpr second = AsOperand(right, row.Right);
        IrSite site = function.Site(node);
        PyType result = row.Result ?? IrBuilder.Settle(row.SwapsOperands ? right.Type : left.Type);
        if (row.Library is { } library)
            return new Value(result, CallOperator(library, row.SwapsOperands, left, right, first, second, site));
        if (row.Checked is { } check)
            return new Value(result, function.IsLibrary ? Unchecked(check, first, second) : new IrChecked(check, result.Held, site, first, second));
        return new Value(result, Make.Op(row.Plain, result.Held, first, second));
    }

    private IrExpr CallOperator(string library, bool swaps, Value left, Value right, IrExpr first, IrExpr second, IrSite site)
    {
        IrFunction target = library switch
        {
            "list_concat" => Module.Library(library, left.Type, left.Type),
            "list_repeat" => Module.Library(library, swaps ? right.Type : left.Type, PyType.Int),
            _ => Module.Library(library),
        };
        if (!swaps)
            return Make.Call(target, site, first, second);
        return function.Sequence(() =>
        {
            IrExpr a = function.Reusable(first);
            IrExpr b = function.Reusable(second);
            return Make.Call(target, site, b, a);
        });
    }

    private IrExpr AsOperand(Value value, OperandKind kind) => kind switch
    {
        OperandKind.Int => function.Coerce(value, PyType.Int),
        OperandKind.Float => function.Coerce(value, PyType.Float),
        _ => function.ToExpression(value),
    };

    // The library's arithmetic wraps; its shift counts and divisors are in range.
    private static IrExpr Unchecked(CheckedOp op, IrExpr a, IrExpr b) => op == CheckedOp.FloatDiv
        ? Make.Op(WasmOp.F64Div, IrType.F64, a, b)
        : Make.Op(op switch
        {
            CheckedOp.Add => WasmOp.I64Add,
            CheckedOp.Sub => WasmOp.I64Sub,
            CheckedOp.Mul => WasmOp.I64Mul,
            CheckedOp.ShiftLeft => WasmOp.I64Shl,
            CheckedOp.ShiftRight => WasmOp.I64ShrS,
            CheckedOp.FloorDiv => WasmOp.I64DivS,
            _ => WasmOp.I64RemS,
        }, IrType.I64, a, b);

    /// <summary>Whether a value counts as true.</summary>
    public IrExpr Truth(Value value)
    {
        PyType type = IrBuilder.Settle(value.Type);
        if (value.IsParts)
            return function.Sequence(() => TruthOfTuple(function.ToExpression(function.Reusable(value)), (TupleType)type));
        IrExpr expression = value.Expression!;
        switch (type)
        {
            case TupleType tuple:
                return TruthOfTuple(expression, tuple);
            case ListType:
                return Make.Test(WasmOp.I32Ne, new IrLoad(WasmOp.I32Load, IrType.I32, expression, Layouts.ListLength, IrRegion.ListLength), Make.I32(0));
            case OptionalType optional:
                return function.Sequence(() =>
                {
                    IrExpr address = function.Reusable(expression);
                    PyType inner = IrBuilder.Settle(optional.Inner);
                    return new IrChoose(address, Truth(new Value(inner, FunctionBuilder.Unwrap(address, inner))), Make.I32(0));
                });
        }

        if (ReferenceEquals(type, PyType.Bool))
            return expression;
        if (ReferenceEquals(type, PyType.Int))
            return expression is IrConst number ? Make.I32(number.Bits != 0 ? 1 : 0) : Make.Test(WasmOp.I64Ne, expression, Make.I64(0));
        if (ReferenceEquals(type, PyType.Float))
            return Make.Test(WasmOp.F64Ne, expression, Make.F64(0));
        if (ReferenceEquals(type, PyType.Str))
            return Make.Test(WasmOp.I32Ne, new IrLoad(WasmOp.I32Load, IrType.I32, expression, Layouts.StrLength, IrRegion.Immutable), Make.I32(0));
        // A character is never empty, None never true.
        return AfterEvaluating(expression, Make.I32(ReferenceEquals(type, PyType.Char) ? 1 : 0));
    }

    private static IrExpr TruthOfTuple(IrExpr tuple, TupleType type) => AfterEvaluating(tuple, Make.I32(type.Elements.IsEmpty ? 0 : 1));

    private static IrExpr AfterEvaluating(IrExpr expression, IrExpr result)
    {
        if (Make.IsTrivial(expression))
            return result;
        return new IrSequence([new IrDo(expression)], result);
    }

    /// <summary>The text that <c>str</c> gives.</summary>
    public IrExpr Str(Value value, IrSite site)
    {
        PyType type = IrBuilder.Settle(value.Type);
        if (type.IsText)
            return function.ToExpression(value);
        if (type is OptionalType optional && IrBuilder.Settle(optional.Inner).IsText)
        {
            return function.Sequence(() =>
            {
                IrExpr present = function.Reusable(value.Expression!);
                return new IrChoose(present, present, Module.Module.StringAddress("None"));
            });
        }

        if (type is not ExceptionType)
            return Repr(value, site);
        IrExpr message = new IrLoad(WasmOp.I32Load, IrType.I32, value.Expression!, Layouts.ExceptionMessage, IrRegion.Immutable);
        return function.Sequence(() =>
        {
            IrExpr text = function.Reusable(message);
            return new IrChoose(text, text, Module.Module.StringAddress(""));
        });
    }

    /// <summary>The text that <c>repr</c> gives.</summary>
    public IrExpr Repr(Value value, IrSite site)
    {
        PyType type = IrBuilder.Settle(value.Type);
        if (type is TupleType tuple)
            return ReprOfTuple(value, tuple, site);
        IrExpr expression = function.ToExpression(value);
        switch (type)
        {
            case ListType list:
                return Make.Call(Module.Library("list_repr", list), site, expression);
            case OptionalType optional:
                PyType inner = IrBuilder.Settle(optional.Inner);
                return function.Sequence(() =>
                {
                    IrExpr address = function.Reusable(expression);
                    IrExpr text = function.Sequence(() => Repr(new Value(inner, FunctionBuilder.Unwrap(address, inner)), site));
                    return new IrChoose(address, text, Module.Module.StringAddress("None"));
                });
        }

        if (ReferenceEquals(type, PyType.Int))
            return function.CallLibrary("int_str", site, expression);
        if (ReferenceEquals(type, PyType.Float))
            return function.CallLibrary("float_repr", site, expression);
        if (ReferenceEquals(type, PyType.Bool))
            return new IrChoose(expression, Module.Module.StringAddress("True"), Module.Module.StringAddress("False"));
        if (ReferenceEquals(type, PyType.None))
            return expression.Type == IrType.Void
                ? new IrSequence([new IrDo(expression)], Module.Module.StringAddress("None"))
                : AfterEvaluating(expression, Module.Module.StringAddress("None"));
        return function.CallLibrary("str_repr", site, expression);
    }

    private IrExpr ReprOfTuple(Value value, TupleType tuple, IrSite site)
    {
        if (tuple.Elements.IsEmpty)
            return Module.Module.StringAddress("()");
        return function.Sequence(() =>
        {
            Value parts = function.Explode(value, tuple);
            var texts = new List<IrExpr>();
            for (int i = 0; i < parts.Parts.Length; i++)
            {
                texts.Add(Module.Module.StringAddress(i == 0 ? "(" : ", "));
                texts.Add(Repr(parts.Parts[i], site));
            }

            texts.Add(Module.Module.StringAddress(parts.Parts.Length == 1 ? ",)" : ")"));
            return Concat(site, [.. texts]);
        });
    }

    /// <summary>Texts one after another. One call for two, a list for many.</summary>
    public IrExpr Concat(IrSite site, params IrExpr[] texts)
    {
        if (texts.Length <= 4)
            return texts.Aggregate((a, b) => function.CallLibrary("str_concat", site, a, b));
        IrExpr list = function.MakeList(PyType.Str, [.. texts.Select(text => (System.Func<IrExpr>)(() => text))], site);
        return function.CallLibrary("str_join", site, Module.Module.StringAddress(""), list);
    }

    /// <summary>Any iterable as a new list, or the list itself.</summary>
    public IrExpr ToList(Expression iterable, PyType element)
    {
        Value? value = function.TryBuildList(iterable);
        if (value is not null)
            return function.ToExpression(value);
        return function.Collect(iterable, IrBuilder.Settle(element).Kept());
    }

    // A lone surrogate is a code point of its own in Python.
    private static string TextOf(int codePoint) =>
        codePoint is >= 0xD800 and <= 0xDFFF ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);
}
