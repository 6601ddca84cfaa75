using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Krait.Python.Syntax;
using static Krait.Python.Typing.TypeRelations;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

// Builtins whose types follow rules of their own.
internal sealed partial class TypeInferrer
{
    private delegate PyType SpecialRule(Call call, BuiltinRow row, Expression? receiver, PyType? expected);

    private SpecialRule? TypesOfSpecial(Special special) => special switch
    {
        Special.Len => InferLen,
        Special.Print => InferPrint,
        Special.Str => InferStr,
        Special.Repr => InferRepr,
        Special.Bool => InferBool,
        Special.Min or Special.Max => InferMinMax,
        Special.Sum => InferSum,
        Special.Sorted => InferSorted,
        Special.List => InferListCall,
        Special.Tuple => InferTupleCall,
        Special.Range => InferRange,
        Special.Enumerate => InferEnumerate,
        Special.Zip => InferZip,
        Special.Reversed => InferReversed,
        Special.Any or Special.All => InferAnyAll,
        Special.IsInstance => InferIsInstance,
        Special.DivMod => InferDivMod,
        Special.Append => InferAppend,
        Special.Extend => InferListExtend,
        Special.Sort => InferSort,
        Special.Split or Special.RSplit => InferSplit,
        Special.Strip or Special.LStrip or Special.RStrip => InferStrip,
        Special.Join => InferJoin,
        Special.HostField or Special.HostParam => InferHostValue,
        >= Special.Load8 and <= Special.HostImport => InferIntrinsic,
        _ => null,
    };

    private PyType InferLen(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 1))
            return PyType.Int;
        PyType type = InferExpression(call.Args[0]);
        if (!(type is ListType or TupleType or TypeHole or IterableType { Name: "range" } || type.IsText || type.IsOpen))
            ReportArgument(call, 0, "len", type);
        return PyType.Int;
    }

    private PyType InferPrint(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        foreach (Expression argument in call.Args)
            CheckPrintable(argument);
        foreach (Keyword keyword in call.Keywords)
        {
            PyType type = InferExpression(keyword.Value);
            bool isKnown = keyword.Name is "sep" or "end" ? type.IsText || type.IsOpen || ReferenceEquals(type, PyType.None) : keyword.Name == "flush";
            if (!isKnown)
                Report(Rows.UnknownKeyword, keyword.Span, "print", keyword.Name);
        }

        return PyType.None;
    }

    private void CheckPrintable(Expression argument)
    {
        if (InferExpression(argument) is IterableType type)
            Report(Rows.NotAsValue, argument.Span, "'" + type + "'");
    }

    private PyType InferStr(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (CheckShape(call, 0, 1) && call.Args.Length == 1)
            CheckPrintable(call.Args[0]);
        return PyType.Str;
    }

    private PyType InferRepr(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 1))
            return PyType.Str;
        CheckPrintable(call.Args[0]);
        if (Map[call.Args[0]] is ExceptionType)
            Report(Rows.Refused, call.Span, "repr() of an exception", "; str() gives its message");
        return PyType.Str;
    }

    private PyType InferBool(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (CheckShape(call, 0, 1) && call.Args.Length == 1)
            InferCondition(call.Args[0]);
        return PyType.Bool;
    }

    private PyType InferMinMax(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 255))
            return PyType.Error;
        if (call.Args.Length == 1)
        {
            PyType iterable = InferExpression(call.Args[0]);
            PyType element = ElementOf(iterable) ?? PyType.Error;
            if (!iterable.IsOpen && (ReferenceEquals(element, PyType.Error) || element is not TypeHole && !CanOrder(element, element)))
                ReportArgument(call, 0, row.Name, iterable);
            return element.Kept();
        }

        PyType result = PyType.Pending;
        foreach (Expression argument in call.Args)
        {
            PyType type = InferExpression(argument);
            result = JoinOrReport(result, type, argument.Span);
            if (!type.IsOpen && !CanOrder(type, type))
                Report(Rows.ComparisonMismatch, call.Span, row.Name, type, type);
        }

        return result;
    }

    private PyType InferSum(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 2, "start"))
            return PyType.Error;
        PyType iterable = InferExpression(call.Args[0]);
        PyType element = ElementOf(iterable) ?? PyType.Error;
        Expression? start = call.Args.Length == 2 ? call.Args[1] : call.Keywords.Select(keyword => keyword.Value).FirstOrDefault();
        PyType? startType = start is null ? null : InferExpression(start);
        if (iterable.IsOpen || element is { IsOpen: true } and not TypeHole)
            return startType ?? PyType.Pending;
        if (element is TypeHole hole)
            hole.Fill(startType ?? PyType.Int);
        element = element.Resolve();
        if (!element.IsNumber || startType is { IsNumber: false, IsOpen: false })
        {
            ReportArgument(call, 0, "sum", iterable);
            return PyType.Error;
        }

        bool isFloat = ReferenceEquals(element, PyType.Float);
        return isFloat || ReferenceEquals(startType, PyType.Float) ? PyType.Float : PyType.Int;
    }

    private PyType InferSorted(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 1, "reverse"))
            return PyType.Error;
        PyType iterable = InferExpression(call.Args[0]);
        InferKeywords(call);
        PyType element = ElementOf(iterable) ?? PyType.Error;
        if (!iterable.IsOpen && (ReferenceEquals(element, PyType.Error) || !element.IsOpen && !CanOrder(element, element)))
            ReportArgument(call, 0, "sorted", iterable);
        return new ListType(element.Kept());
    }

    private PyType InferListCall(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 0, 1))
            return PyType.Error;
        if (call.Args.IsEmpty)
            return expected as ListType ?? new ListType(HoleFor(call));
        PyType iterable = InferExpression(call.Args[0]);
        PyType element = ElementOf(iterable) ?? PyType.Error;
        if (ReferenceEquals(element, PyType.Error) && !iterable.IsOpen)
            Report(Rows.NotIterable, call.Args[0].Span, iterable);
        return new ListType(element.Kept());
    }

    private PyType InferTupleCall(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (CheckShape(call, 1, 1) && InferExpression(call.Args[0]) is TupleType tuple)
            return tuple;
        Report(Rows.BuiltinRefused, call.Span, "tuple", " for a list, because a tuple's length is part of its type");
        return PyType.Error;
    }

    private PyType InferRange(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (CheckShape(call, 1, 3))
        {
            for (int i = 0; i < call.Args.Length; i++)
            {
                PyType type = InferExpression(call.Args[i]);
                if (!IsIntLike(type))
                    ReportArgument(call, i, "range", type);
            }
        }

        return new IterableType("range", PyType.Int);
    }

    private PyType InferEnumerate(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 2, "start"))
            return PyType.Error;
        PyType element = InferIterableArgument(call, 0);
        if (call.Args.Length == 2)
            InferExpression(call.Args[1]);
        InferKeywords(call);
        return new IterableType("enumerate", new TupleType([PyType.Int, element]));
    }

    private PyType InferZip(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 16))
            return PyType.Error;
        ImmutableArray<PyType> elements = [.. Enumerable.Range(0, call.Args.Length).Select(i => InferIterableArgument(call, i))];
        return new IterableType("zip", new TupleType(elements));
    }

    private PyType InferReversed(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 1))
            return PyType.Error;
        PyType type = InferExpression(call.Args[0]);
        if (type is IterableType and not { Name: "range" } || type is TupleType)
            ReportArgument(call, 0, "reversed", type);
        return new IterableType("reversed", ElementOf(type) ?? PyType.Error);
    }

    private PyType InferIterableArgument(Call call, int index)
    {
        PyType type = InferExpression(call.Args[index]);
        PyType element = ElementOf(type) ?? PyType.Error;
        if (ReferenceEquals(element, PyType.Error) && !type.IsOpen)
            Report(Rows.NotIterable, call.Args[index].Span, type);
        return element;
    }

    private PyType InferAnyAll(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (CheckShape(call, 1, 1))
            InferIterableArgument(call, 0);
        return PyType.Bool;
    }

    private PyType InferIsInstance(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 2, 2))
            return PyType.Bool;
        InferExpression(call.Args[0]);
        IEnumerable<Expression> types = call.Args[1] is Tuple tuple ? tuple.Elts : [call.Args[1]];
        foreach (Expression type in types)
        {
            if (type is not Name { Id: "int" or "float" or "bool" or "str" or "list" or "tuple" })
                Report(Rows.Refused, type.Span, "isinstance() with this class", "");
        }

        return PyType.Bool;
    }

    private PyType InferDivMod(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 2, 2))
            return PyType.Error;
        PyType left = InferExpression(call.Args[0]);
        PyType right = InferExpression(call.Args[1]);
        PyType result = InferBinary(BinaryOperator.FloorDiv, left, right, call.Span, call.Args[1]);
        return new TupleType([result, result]);
    }

    private PyType InferAppend(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 1) || Map[receiver!] is not ListType list)
            return PyType.None;
        PyType type = InferExpression(call.Args[0], list.Element);
        if (type is IterableType)
            Report(Rows.NotAsValue, call.Args[0].Span, "'" + type + "'");
        else if (!IsAssignable(type.Kept(), list.Element))
            Report(Rows.ElementsDiffer, call.Args[0].Span, list.Element, type, FloatHint(type, list.Element));
        return PyType.None;
    }

    private PyType InferListExtend(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 1) || Map[receiver!] is not ListType list)
            return PyType.None;
        PyType type = InferExpression(call.Args[0], list);
        PyType element = (ElementOf(type) ?? PyType.Error).Kept();
        if (ReferenceEquals(element, PyType.Error) && !type.IsOpen)
            Report(Rows.NotIterable, call.Args[0].Span, type);
        else if (!PyType.Same(element, list.Element) && !element.IsOpen)
            Report(Rows.ElementsDiffer, call.Args[0].Span, list.Element, element, FloatHint(element, list.Element));
        return PyType.None;
    }

    private PyType InferSort(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        CheckShape(call, 0, 0, "reverse");
        InferKeywords(call);
        if (Map[receiver!] is ListType list && !list.Element.IsOpen && !CanOrder(list.Element, list.Element))
            Report(Rows.ComparisonMismatch, call.Span, "<", list.Element, list.Element);
        return PyType.None;
    }

    private PyType InferSplit(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        CheckShape(call, 0, 2, "sep", "maxsplit");
        for (int i = 0; i < call.Args.Length; i++)
            CheckOptionalText(call, call.Args[i], i == 0 ? "sep" : "maxsplit");
        foreach (Keyword keyword in call.Keywords)
            CheckOptionalText(call, keyword.Value, keyword.Name ?? "");
        return new ListType(PyType.Str);
    }

    private PyType InferStrip(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        CheckShape(call, 0, 1);
        foreach (Expression argument in call.Args)
            CheckOptionalText(call, argument, "sep");
        return PyType.Str;
    }

    private void CheckOptionalText(Call call, Expression argument, string name)
    {
        PyType type = InferExpression(argument);
        bool fits = type.IsOpen || (name == "maxsplit" ? IsIntLike(type) : type.IsText || argument is Constant { Value: NoneConstant });
        if (!fits)
            Report(Rows.ArgumentMismatch, argument.Span, name, ((Attribute)call.Func).Attr, name == "maxsplit" ? "int" : "str", type, "");
    }

    private PyType InferJoin(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 1))
            return PyType.Str;
        PyType element = InferIterableArgument(call, 0).Resolve();
        if (element is TypeHole hole)
            hole.Fill(PyType.Str);
        else if (!element.IsText && !element.IsOpen)
            ReportArgument(call, 0, "join", Map[call.Args[0]]);
        return PyType.Str;
    }

    private PyType InferHostValue(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (!CheckShape(call, 1, 2, "default"))
            return row.Result!;
        PyType name = InferExpression(call.Args[0]);
        if (!name.IsText && !name.IsOpen)
            ReportArgument(call, 0, row.Name, name);
        Expression? other = call.Args.Length == 2 ? call.Args[1] : call.Keywords.Select(keyword => keyword.Value).FirstOrDefault();
        if (other is null)
            return row.Result!;
        PyType type = InferExpression(other);
        if (ReferenceEquals(type, PyType.None))
            return new OptionalType(row.Result!);
        if (!IsAssignable(type, row.Result!))
            Report(Rows.ArgumentMismatch, other.Span, "default", row.Name, row.Result, type, FloatHint(type, row.Result!));
        return row.Result!;
    }

    // Only the runtime library gets here; its types are trusted as far as the layout goes.
    private PyType InferIntrinsic(Call call, BuiltinRow row, Expression? receiver, PyType? expected)
    {
        if (row.Special != Special.Data)
            InferArguments(call);
        return row.Special switch
        {
            Special.AsLike => Map[call.Args[0]],
            Special.Item => ((ListType)Map[call.Args[0]]).Element,
            _ => row.Result!,
        };
    }

    private void InferKeywords(Call call)
    {
        foreach (Keyword keyword in call.Keywords)
            InferExpression(keyword.Value);
    }

    private bool CheckShape(Call call, int fewest, int most, params string[] keywords)
    {
        string name = call.Func is Attribute attribute ? attribute.Attr : ((Name)call.Func).Id;
        foreach (Keyword keyword in call.Keywords)
        {
            if (System.Array.IndexOf(keywords, keyword.Name) < 0)
            {
                InferExpression(keyword.Value);
                Report(Rows.UnknownKeyword, keyword.Span, name, keyword.Name);
            }
        }

        if (fewest <= call.Args.Length && call.Args.Length <= most)
            return true;
        InferArguments(call);
        string wanted = fewest == most ? Count(fewest) : $"{fewest} to {Count(most)}";
        Report(Rows.WrongArgumentCount, call.Span, name, wanted, call.Args.Length.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    private void ReportArgument(Call call, int index, string name, PyType type) =>
        Report(type is OptionalType ? Rows.MayBeNone : Rows.BadArgument, call.Args[index].Span, type is OptionalType ? [type, "it"] : [name, type]);
}
