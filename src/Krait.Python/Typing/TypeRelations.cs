using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Syntax;

namespace Krait.Python.Typing;

/// <summary>Questions about types: what joins, what fits where, what compares.</summary>
internal static class TypeRelations
{
    /// <summary>The one type that can hold values of both, or null. Int and float do not join: what is printed would differ.</summary>
    public static PyType? Join(PyType first, PyType second)
    {
        first = first.Resolve();
        second = second.Resolve();
        if (first is TypeHole or ListType && PyType.Same(first, second))
            return first;
        if (first.IsOpen)
            return second;
        if (second.IsOpen)
            return first;
        if (first.IsText && second.IsText)
            return ReferenceEquals(first, second) ? first : PyType.Str;
        if (PyType.Same(first, second))
            return first;
        if (ReferenceEquals(first, PyType.None))
            return second is OptionalType ? second : Optional(second);
        if (ReferenceEquals(second, PyType.None))
            return first is OptionalType ? first : Optional(first);
        if (first is OptionalType a)
            return PyType.Same(a.Inner, second is OptionalType b ? b.Inner : second.Kept()) ? first : null;
        if (second is OptionalType c)
            return PyType.Same(c.Inner, first.Kept()) ? second : null;
        if (first is TupleType x && second is TupleType y && x.Elements.Length == y.Elements.Length)
            return JoinTuples(x, y);
        return null;
    }

    public static PyType? Optional(PyType inner) => inner is IterableType or ExceptionType ? null : new OptionalType(inner.Kept());

    public static TupleType? JoinTuples(TupleType first, TupleType second)
    {
        var elements = new PyType[first.Elements.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            if (Join(first.Elements[i], second.Elements[i]) is not { } joined)
                return null;
            elements[i] = joined;
        }

        return new TupleType([.. elements]);
    }

    /// <summary>True when a value of one type can be kept where the other is promised.</summary>
    public static bool IsAssignable(PyType from, PyType to)
    {
        from = from.Resolve();
        to = to.Resolve();
        if (from.IsOpen || to.IsOpen || PyType.Same(from, to))
            return true;
        if (to is OptionalType optional)
            return ReferenceEquals(from, PyType.None) || (from is not OptionalType && IsAssignable(from, optional.Inner));
        if (from is not TupleType a || to is not TupleType b || a.Elements.Length != b.Elements.Length)
            return false;
        for (int i = 0; i < a.Elements.Length; i++)
        {
            if (!IsAssignable(a.Elements[i], b.Elements[i]))
                return false;
        }

        return true;
    }

    public static string FloatHint(PyType found, PyType wanted) =>
        ReferenceEquals(found.Resolve(), PyType.Int) && ReferenceEquals(wanted.Resolve(), PyType.Float)
            ? "; an int prints as 1 and a float as 1.0, so write a float such as 1.0 or float(x)"
            : "";

    // While one side is unknown, the other often decides; the next round knows.
    public static PyType OpenResult(BinaryOperator op, PyType known) => op switch
    {
        BinaryOperator.Div => PyType.Float,
        _ when ReferenceEquals(known, PyType.Float) => PyType.Float,
        _ => PyType.Pending,
    };

    public static PyType? NoneAmong(PyType left, PyType right) =>
        left is OptionalType || ReferenceEquals(left, PyType.None) ? left
        : right is OptionalType || ReferenceEquals(right, PyType.None) ? right : null;

    public static bool IsNegativeLiteral(Expression node) =>
        Signature.Literal(node) is IntConstant { Value.Sign: < 0 };

    public static bool CanEqual(PyType left, PyType right)
    {
        if (left.IsNumber && right.IsNumber || PyType.Same(left, right))
            return left is not (IterableType or ExceptionType);
        if (ReferenceEquals(left, PyType.None) || ReferenceEquals(right, PyType.None))
            return true;
        if (left is OptionalType || right is OptionalType)
            return CanEqual(left is OptionalType a ? a.Inner : left, right is OptionalType b ? b.Inner : right);
        return left is TupleType x && right is TupleType y
            && x.Elements.Zip(y.Elements).All(pair => CanEqual(pair.First.Resolve(), pair.Second.Resolve()));
    }

    public static bool CanOrder(PyType left, PyType right)
    {
        if (left.IsNumber && right.IsNumber || left.IsText && right.IsText)
            return true;
        if (left is ListType a && right is ListType b)
            return PyType.Same(a, b) && CanOrder(a.Element, b.Element);
        return left is TupleType x && right is TupleType y
            && x.Elements.Zip(y.Elements).All(pair => CanOrder(pair.First.Resolve(), pair.Second.Resolve()));
    }

    public static bool CanContain(PyType container, PyType item) => container switch
    {
        ListType list => item is not TypeHole && CanEqual(list.Element, item) && (IsAssignable(item, list.Element) || item.IsNumber),
        TupleType tuple => tuple.Elements.All(element => CanEqual(element.Resolve(), item)),
        IterableType { Name: "range" } => ReferenceEquals(item, PyType.Int) || ReferenceEquals(item, PyType.Bool),
        _ => container.IsText && item.IsText,
    };

    public static bool IsIntLike(PyType type) => type.IsOpen || ReferenceEquals(type, PyType.Int) || ReferenceEquals(type, PyType.Bool);

    /// <summary>What a loop over a value gives, or null where it cannot be looped over.</summary>
    public static PyType? ElementOf(PyType type)
    {
        type = type.Resolve();
        return type switch
        {
            ListType list => list.Element,
            IterableType iterable => iterable.Element,
            TupleType { Elements.Length: > 0 } tuple => tuple.Elements.Select(e => e.Resolve()).Aggregate((PyType?)PyType.Pending, (joined, element) => joined is null ? null : Join(joined, element)),
            TypeHole => PyType.Pending,
            _ when type.IsText => PyType.Char,
            _ when type.IsOpen => type,
            _ => null,
        };
    }
}
