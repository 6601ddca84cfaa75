using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

// Comparison. Equality and order are built from the types; lists and strings go to the library.
internal sealed partial class ValueBuilder
{
    private sealed record NumberComparison(WasmOp Int, WasmOp Float, WasmOp Bool);

    private static readonly Dictionary<ComparisonOperator, NumberComparison> s_numbers = new()
    {
        [ComparisonOperator.Eq] = new(WasmOp.I64Eq, WasmOp.F64Eq, WasmOp.I32Eq),
        [ComparisonOperator.NotEq] = new(WasmOp.I64Ne, WasmOp.F64Ne, WasmOp.I32Ne),
        [ComparisonOperator.Lt] = new(WasmOp.I64LtS, WasmOp.F64Lt, WasmOp.I32LtS),
        [ComparisonOperator.LtE] = new(WasmOp.I64LeS, WasmOp.F64Le, WasmOp.I32LeS),
        [ComparisonOperator.Gt] = new(WasmOp.I64GtS, WasmOp.F64Gt, WasmOp.I32GtS),
        [ComparisonOperator.GtE] = new(WasmOp.I64GeS, WasmOp.F64Ge, WasmOp.I32GeS),
    };

    /// <summary>One comparison of two expressions.</summary>
    public IrExpr Compare(ComparisonOperator op, Expression left, Expression right, Node node) => op switch
    {
        ComparisonOperator.In or ComparisonOperator.NotIn => Compare(op, function.Build(left), right, node),
        _ => Compare(op, function.Build(left), function.Build(right), node),
    };

    /// <summary>One comparison; only a containment test looks at the right expression's form.</summary>
    public IrExpr Compare(ComparisonOperator op, Value left, Expression right, Node node)
    {
        if (op is ComparisonOperator.In)
            return Contains(left, right, node);
        if (op is ComparisonOperator.NotIn)
            return Make.Not(Contains(left, right, node));
        return Compare(op, left, function.Build(right), node);
    }

    /// <summary>One comparison of two values; not a containment test.</summary>
    public IrExpr Compare(ComparisonOperator op, Value left, Value right, Node node)
    {
        IrSite site = function.Site(node);
        return op switch
        {
            ComparisonOperator.Is when left.Type is ListType && right.Type is ListType => Make.Test(WasmOp.I32Eq, left.Expression!, right.Expression!),
            ComparisonOperator.IsNot when left.Type is ListType && right.Type is ListType => Make.Test(WasmOp.I32Ne, left.Expression!, right.Expression!),
            ComparisonOperator.Is or ComparisonOperator.Eq => Equal(left, right, site),
            ComparisonOperator.IsNot or ComparisonOperator.NotEq => NotEqual(left, right, site),
            _ => Order(op, left, right, site),
        };
    }

    private IrExpr NotEqual(Value left, Value right, IrSite site)
    {
        bool isFloat = left.Type.IsNumber && right.Type.IsNumber && (ReferenceEquals(left.Type, PyType.Float) || ReferenceEquals(right.Type, PyType.Float));
        return isFloat && !IsMixed(left, right) ? Numbers(ComparisonOperator.NotEq, left, right, site) : Make.Not(Equal(left, right, site));
    }

    private static bool IsMixed(Value left, Value right) => ReferenceEquals(left.Type, PyType.Float) != ReferenceEquals(right.Type, PyType.Float);

    /// <summary>Whether two values are equal.</summary>
    public IrExpr Equal(Value left, Value right, IrSite site)
    {
        PyType a = IrBuilder.Settle(left.Type);
        PyType b = IrBuilder.Settle(right.Type);
        if (a.IsNumber && b.IsNumber)
            return Numbers(ComparisonOperator.Eq, left, right, site);
        if (a.IsText && b.IsText)
            return EqualTexts(left, right, site);
        if (ReferenceEquals(a, PyType.None) || ReferenceEquals(b, PyType.None))
            return IsNone(left, right);
        if (a is OptionalType || b is OptionalType)
            return EqualOptionals(left, right, site, Equal);
        if (a is TupleType x && b is TupleType y)
            return EqualTuples(left, x, right, y, site);
        return Make.Call(Module.Library("list_equal", a, a), site, function.ToExpression(left), function.ToExpression(right));
    }

    /// <summary>Whether two values are equal as parts of tuples or lists: there, CPython takes the same object for equal, also a NaN.</summary>
    public IrExpr EqualItems(Value left, Value right, IrSite site)
    {
        PyType a = IrBuilder.Settle(left.Type);
        PyType b = IrBuilder.Settle(right.Type);
        if (ReferenceEquals(a, PyType.Float) && ReferenceEquals(b, PyType.Float))
            return function.CallLibrary("float_same_item", site, left.Expression!, right.Expression!);
        bool isOptional = (a is OptionalType || b is OptionalType) && !ReferenceEquals(a, PyType.None) && !ReferenceEquals(b, PyType.None);
        return isOptional ? EqualOptionals(left, right, site, EqualItems) : Equal(left, right, site);
    }

    private IrExpr IsNone(Value left, Value right)
    {
        bool isLeftNone = ReferenceEquals(IrBuilder.Settle(left.Type), PyType.None);
        Value other = isLeftNone ? right : left;
        if (IrBuilder.Settle(other.Type) is OptionalType)
            return Make.Test(WasmOp.I32Eqz, other.Expression!);
        bool isNone = ReferenceEquals(IrBuilder.Settle(other.Type), PyType.None);
        return function.Sequence(() =>
        {
            function.Reusable(other);
            return Make.I32(isNone ? 1 : 0);
        });
    }

    private IrExpr EqualOptionals(Value left, Value right, IrSite site, Func<Value, Value, IrSite, IrExpr> equalInside) => function.Sequence(() =>
    {
        Value a = function.Reusable(left);
        Value b = function.Reusable(right);
        var x = a.Type as OptionalType;
        var y = b.Type as OptionalType;
        IrExpr equal = function.Sequence(() => equalInside(Inside(a), Inside(b), site));
        if (x is not null && y is not null)
        {
            // Both present and equal, or both absent.
            IrExpr bothAbsent = Make.Test(WasmOp.I32Eqz, Make.Op(WasmOp.I32Or, IrType.I32, a.Expression!, b.Expression!));
            IrExpr bothPresent = new IrChoose(a.Expression!, Make.Test(WasmOp.I32Ne, b.Expression!, Make.I32(0)), Make.I32(0));
            return new IrChoose(bothPresent, equal, bothAbsent);
        }

        return new IrChoose(x is not null ? a.Expression! : b.Expression!, equal, Make.I32(0));
    });

    private static Value Inside(Value value)
    {
        if (value.Type is not OptionalType optional)
            return value;
        PyType inner = IrBuilder.Settle(optional.Inner);
        return new Value(inner, FunctionBuilder.Unwrap(value.Expression!, inner));
    }

    private IrExpr EqualTexts(Value left, Value right, IrSite site)
    {
        bool isLeftChar = ReferenceEquals(left.Type.Resolve(), PyType.Char);
        bool isRightChar = ReferenceEquals(right.Type.Resolve(), PyType.Char);
        if (isLeftChar && isRightChar)
            return Make.Test(WasmOp.I32Eq, left.Expression!, right.Expression!);
        if (!isLeftChar && !isRightChar)
            return function.CallLibrary("str_equal", site, left.Expression!, right.Expression!);
        return function.Sequence(() =>
        {
            Value a = function.Reusable(left);
            Value b = function.Reusable(right);
            IrExpr text = (isLeftChar ? b : a).Expression!;
            IrExpr character = (isLeftChar ? a : b).Expression!;
            IrExpr isOne = Make.Test(WasmOp.I32Eq, new IrLoad(WasmOp.I32Load, IrType.I32, text, Layouts.StrLength, IrRegion.Immutable), Make.I32(1));
            return new IrChoose(isOne, Make.Test(WasmOp.I32Eq, FirstChar(text), character), Make.I32(0));
        });
    }

    /// <summary>The code point of the first character; any number where there is none.</summary>
    public static IrExpr FirstChar(IrExpr text) => Make.Op(
        WasmOp.I32And,
        IrType.I32,
        new IrLoad(WasmOp.I32Load, IrType.I32, text, Layouts.StrChars, IrRegion.Immutable),
        new IrLoad(WasmOp.I32Load, IrType.I32, text, Layouts.StrMask, IrRegion.Immutable));

    private IrExpr EqualTuples(Value left, TupleType leftType, Value right, TupleType rightType, IrSite site)
    {
        return function.Sequence(() =>
        {
            Value a = function.Explode(left, leftType);
            Value b = function.Explode(right, rightType);
            return leftType.Elements.Length != rightType.Elements.Length ? Make.I32(0) : EqualFrom(a, b, 0, site);
        });
    }

    private IrExpr EqualFrom(Value a, Value b, int index, IrSite site)
    {
        if (index == a.Parts.Length)
            return Make.I32(1);
        IrExpr equal = function.Sequence(() => EqualItems(a.Parts[index], b.Parts[index], site));
        return index == a.Parts.Length - 1 ? equal : new IrChoose(equal, EqualFrom(a, b, index + 1, site), Make.I32(0));
    }

    private IrExpr Order(ComparisonOperator op, Value left, Value right, IrSite site)
    {
        PyType a = IrBuilder.Settle(left.Type);
        PyType b = IrBuilder.Settle(right.Type);
        if (a.IsNumber && b.IsNumber)
            return Numbers(op, left, right, site);
        if (ReferenceEquals(a, PyType.Char) && ReferenceEquals(b, PyType.Char))
            return Make.Test(s_numbers[op].Bool, left.Expression!, right.Expression!);
        if (a.IsText)
            return Make.Test(s_numbers[op].Int, function.CallLibrary("str_compare", site, function.ToExpression(left), function.ToExpression(right)), Make.I64(0));
        if (a is TupleType x && b is TupleType y)
            return OrderTuples(op, left, x, right, y, site);
        IrExpr order = Make.Call(Module.Library("list_compare", a, a), site, function.ToExpression(left), function.ToExpression(right));
        return OfThreeWay(op, order);
    }

    // -1, 0, 1, or 2 where the operands have no order: then every comparison is false.
    private static IrExpr OfThreeWay(ComparisonOperator op, IrExpr order) => op switch
    {
        ComparisonOperator.Eq => Make.Test(WasmOp.I64Eq, order, Make.I64(0)),
        ComparisonOperator.NotEq => Make.Test(WasmOp.I64Ne, order, Make.I64(0)),
        ComparisonOperator.Lt => Make.Test(WasmOp.I64LtS, order, Make.I64(0)),
        ComparisonOperator.LtE => Make.Test(WasmOp.I64LeS, order, Make.I64(0)),
        ComparisonOperator.Gt => Make.Test(WasmOp.I64Eq, order, Make.I64(1)),
        _ => Make.Test(WasmOp.I64LtU, order, Make.I64(2)),
    };

    private IrExpr OrderTuples(ComparisonOperator op, Value left, TupleType leftType, Value right, TupleType rightType, IrSite site) =>
        function.Sequence(() =>
        {
            Value a = function.Explode(left, leftType);
            Value b = function.Explode(right, rightType);
            // Where one is the beginning of the other, the longer one is greater.
            int common = System.Math.Min(a.Parts.Length, b.Parts.Length);
            IrExpr result = Make.I32(op switch
            {
                ComparisonOperator.Lt => a.Parts.Length < b.Parts.Length,
                ComparisonOperator.LtE => a.Parts.Length <= b.Parts.Length,
                ComparisonOperator.Gt => b.Parts.Length < a.Parts.Length,
                _ => b.Parts.Length <= a.Parts.Length,
            } ? 1 : 0);
            for (int i = common - 1; 0 <= i; i--)
            {
                int at = i;
                IrExpr equal = function.Sequence(() => EqualItems(a.Parts[at], b.Parts[at], site));
                IrExpr order = function.Sequence(() => Order(op, a.Parts[at], b.Parts[at], site));
                result = new IrChoose(equal, result, order);
            }

            return result;
        });

    private IrExpr Numbers(ComparisonOperator op, Value left, Value right, IrSite site)
    {
        if (!IsMixed(left, right))
        {
            if (ReferenceEquals(left.Type, PyType.Float))
                return Make.Test(s_numbers[op].Float, left.Expression!, right.Expression!);
            if (ReferenceEquals(left.Type, PyType.Bool) && ReferenceEquals(right.Type, PyType.Bool))
                return Make.Test(s_numbers[op].Bool, left.Expression!, right.Expression!);
            return Make.Test(s_numbers[op].Int, function.Coerce(left, PyType.Int), function.Coerce(right, PyType.Int));
        }

        if (IsExact(left) && IsExact(right))
            return Make.Test(s_numbers[op].Float, function.Coerce(left, PyType.Float), function.Coerce(right, PyType.Float));
        // An int of more than 53 bits is compared exactly, as in Python.
        if (ReferenceEquals(right.Type, PyType.Float))
            return OfThreeWay(op, function.CallLibrary("int_compare_float", site, function.Coerce(left, PyType.Int), right.Expression!));
        return function.Sequence(() =>
        {
            IrExpr number = function.Reusable(left.Expression!);
            IrExpr integer = function.Reusable(function.Coerce(right, PyType.Int));
            return OfThreeWay(Mirror(op), function.CallLibrary("int_compare_float", site, integer, number));
        });
    }

    private static bool IsExact(Value value) =>
        !ReferenceEquals(value.Type, PyType.Int) || (value.Expression is IrConst { Bits: >= -ExactFloat and <= ExactFloat });

    private static ComparisonOperator Mirror(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Lt => ComparisonOperator.Gt,
        ComparisonOperator.LtE => ComparisonOperator.GtE,
        ComparisonOperator.Gt => ComparisonOperator.Lt,
        ComparisonOperator.GtE => ComparisonOperator.LtE,
        _ => op,
    };

    private IrExpr Contains(Value item, Expression container, Node node)
    {
        IrSite site = function.Site(node);
        PyType type = function.TypeOfExpression(container);
        if (type is IterableType)
            return InRange(item, (Call)container, site);
        Value sequence = function.Build(container);
        if (type.IsText)
            return function.CallLibrary("str_contains", site, [.. Swapped(function.ToExpression(item), function.ToExpression(sequence))]);
        if (type is ListType list)
        {
            PyType element = IrBuilder.Settle(list.Element);
            return function.Sequence(() =>
            {
                IrExpr value = function.Reusable(element.IsNumber && !ReferenceEquals(element, item.Type) ? item.Expression! : function.Coerce(item, element));
                IrExpr target = function.Reusable(function.ToExpression(sequence));
                if (element.IsNumber && !ReferenceEquals(element, item.Type))
                    return FindNumber(target, element, new Value(item.Type, value), site);
                return Make.Call(Module.Library("list_contains", list, element), site, target, value);
            });
        }

        var tuple = (TupleType)type;
        return function.Sequence(() =>
        {
            Value value = function.Reusable(item);
            Value parts = function.Explode(sequence, tuple);
            IrExpr found = Make.I32(0);
            foreach (Value part in parts.Parts.Reverse())
                found = new IrChoose(function.Sequence(() => EqualItems(part, value, site)), Make.I32(1), found);
            return found;
        });
    }

    // A float in a list of ints, or the like: each element is compared as Python compares them.
    private IrExpr FindNumber(IrExpr list, PyType element, Value value, IrSite site)
    {
        IrLocal found = function.Spill(Make.I32(0));
        var end = new IrLabel("found");
        Iteration iteration = new ListIteration(list, element, isReversed: false);
        iteration.SetUp(function);
        function.EmitLoop(iteration, site.Span, end, () => function.Emit(new IrBranch(end)), () =>
        {
            IrExpr equal = Equal(iteration.Current(function), value, site);
            function.Emit(new IrIf(equal, [new IrSet(found, Make.I32(1)), new IrBranch(end)], []));
        });
        return Make.Get(found);
    }

    private IEnumerable<IrExpr> Swapped(IrExpr first, IrExpr second)
    {
        // Evaluated in source order, passed the other way round.
        IrExpr a = Make.IsTrivial(first) ? first : null!;
        if (a is not null || Make.IsTrivial(second))
            return [second, first];
        IrLocal local = function.Temporary(first.Type);
        return [new IrSequence([new IrSet(local, first)], second), Make.Get(local)];
    }

    private IrExpr InRange(Value item, Call range, IrSite site) => function.Sequence(() =>
    {
        IrExpr value = function.Reusable(function.Coerce(item, PyType.Int));
        (IrExpr start, IrExpr stop, IrExpr step) = function.RangeBounds(range);
        if (step is not IrConst { Bits: 1 })
            return Make.Call(Module.Library("range_contains"), site, start, stop, step, value);
        return Make.Op(WasmOp.I32And, IrType.I32, Make.Test(WasmOp.I64LeS, start, value), Make.Test(WasmOp.I64LtS, value, stop));
    });
}
