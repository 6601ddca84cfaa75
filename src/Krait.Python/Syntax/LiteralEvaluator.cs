using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Python.Syntax;

/// <summary>Evaluates expressions that are made of literals, by the rules of <c>ast.literal_eval</c>.</summary>
internal static class LiteralEvaluator
{
    /// <summary>The value of an expression, or null where it is not made of literals only.</summary>
    public static LiteralValue? EvaluateOrNull(Expression expression) => expression switch
    {
        Constant { Value: ImaginaryConstant imaginary } => new ComplexLiteral(0, imaginary.Value),
        Constant constant => new ScalarLiteral(constant.Value),
        Tuple tuple => EvaluateItems(SequenceKind.Tuple, tuple.Elts),
        List list => EvaluateItems(SequenceKind.List, list.Elts),
        Set set => EvaluateItems(SequenceKind.Set, set.Elts),
        Dict dict => EvaluateDict(dict),
        Call { Func: Name { Id: "set" }, Args.IsEmpty: true, Keywords.IsEmpty: true } => new SequenceLiteral(SequenceKind.Set, []),
        UnaryOp unary => EvaluateSigned(unary),
        BinOp { Op: BinaryOperator.Add or BinaryOperator.Sub } sum => EvaluateComplex(sum),
        _ => null,
    };

    private static SequenceLiteral? EvaluateItems(SequenceKind kind, ImmutableArray<Expression> elements)
    {
        var items = ImmutableArray.CreateBuilder<LiteralValue>(elements.Length);
        var known = new HashSet<LiteralValue>();
        foreach (Expression element in elements)
        {
            LiteralValue? item = EvaluateOrNull(element);
            if (item is null || (kind == SequenceKind.Set && !IsHashable(item)))
                return null;
            if (kind != SequenceKind.Set || known.Add(item))
                items.Add(item);
        }

        return new SequenceLiteral(kind, items.ToImmutable());
    }

    private static DictLiteral? EvaluateDict(Dict dict)
    {
        var entries = ImmutableArray.CreateBuilder<(LiteralValue Key, LiteralValue Value)>(dict.Keys.Length);
        var places = new Dictionary<LiteralValue, int>();
        for (int i = 0; i < dict.Keys.Length; i++)
        {
            LiteralValue? key = dict.Keys[i] is Expression keyExpression ? EvaluateOrNull(keyExpression) : null;
            LiteralValue? value = EvaluateOrNull(dict.Values[i]);
            if (key is null || value is null || !IsHashable(key))
                return null;
            if (places.TryAdd(key, entries.Count))
                entries.Add((key, value));
            else
                entries[places[key]] = (key, value);
        }

        return new DictLiteral(entries.ToImmutable());
    }

    private static bool IsHashable(LiteralValue value)
    {
        if (value is not SequenceLiteral sequence)
            return value is not DictLiteral;
        if (sequence.Kind != SequenceKind.Tuple)
            return false;
        foreach (LiteralValue item in sequence.Items)
        {
            if (!IsHashable(item))
                return false;
        }

        return true;
    }

    private static LiteralValue? EvaluateSigned(UnaryOp unary)
    {
        if (unary.Op is not (UnaryOperator.USub or UnaryOperator.UAdd) || unary.Operand is not Constant operand)
            return null;
        bool isNegated = unary.Op == UnaryOperator.USub;
        return operand.Value switch
        {
            IntConstant number => new ScalarLiteral(isNegated ? new IntConstant(-number.Value) : number),
            FloatConstant number => new ScalarLiteral(isNegated ? new FloatConstant(-number.Value) : number),
            ImaginaryConstant number => isNegated ? new ComplexLiteral(-0.0, -number.Value) : new ComplexLiteral(0, number.Value),
            _ => null,
        };
    }

    private static ComplexLiteral? EvaluateComplex(BinOp sum)
    {
        LiteralValue? left = sum.Left is UnaryOp unary ? EvaluateSigned(unary) : EvaluateOrNull(sum.Left);
        double? real = left switch
        {
            ScalarLiteral { Value: IntConstant number } => (double)number.Value,
            ScalarLiteral { Value: FloatConstant number } => number.Value,
            _ => null,
        };
        if (real is null || sum.Right is not Constant { Value: ImaginaryConstant imaginary })
            return null;
        return new ComplexLiteral(real.Value, sum.Op == BinaryOperator.Add ? imaginary.Value : -imaginary.Value);
    }
}
