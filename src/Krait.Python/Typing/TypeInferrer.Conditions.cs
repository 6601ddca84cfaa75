using Krait.Python.Syntax;
using static Krait.Python.Typing.TypeRelations;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

// Comparisons and conditions: what each way knows about the variables in them.
internal sealed partial class TypeInferrer
{
    // In Python the result is one of the operands, so they need one type between them.
    private PyType InferBoolOp(BoolOp node, PyType? expected)
    {
        PyType result = PyType.Pending;
        FlowState skipped = null!;
        for (int i = 0; i < node.Values.Length; i++)
        {
            (FlowState whenTrue, FlowState whenFalse) = InferCondition(node.Values[i], expected);
            PyType type = Map[node.Values[i]];
            // The left operand of "or" is the result only when it is true, and so not None.
            bool isLast = i == node.Values.Length - 1;
            if (!isLast && node.Op == BooleanOperator.Or && type is OptionalType optional)
                type = optional.Inner;
            result = JoinOrReport(result, type, node.Values[i].Span);
            bool goesOnWhenTrue = node.Op == BooleanOperator.And;
            FlowState ends = goesOnWhenTrue ? whenFalse : whenTrue;
            skipped = skipped is null ? ends : FlowState.Merge(skipped, ends);
            _flow = goesOnWhenTrue ? whenTrue : whenFalse;
        }

        _flow = FlowState.Merge(skipped, _flow);
        return result;
    }

    private PyType InferIfExp(IfExp node, PyType? expected)
    {
        (FlowState whenTrue, FlowState whenFalse) = InferCondition(node.Test);
        _flow = whenTrue;
        PyType first = InferExpression(node.Body, expected);
        FlowState after = _flow;
        _flow = whenFalse;
        PyType second = InferExpression(node.OrElse, expected);
        _flow = FlowState.Merge(after, _flow);
        return JoinOrReport(first, second, node.Span);
    }

    private PyType InferCompare(Compare node)
    {
        PyType left = InferExpression(node.Left);
        for (int i = 0; i < node.Ops.Length; i++)
        {
            PyType right = InferExpression(node.Comparators[i]);
            CheckComparison(node.Ops[i], left, right, node.Span);
            left = right;
        }

        return PyType.Bool;
    }

    private void CheckComparison(ComparisonOperator op, PyType left, PyType right, SourceSpan span)
    {
        left = left.Resolve();
        right = right.Resolve();
        if (left.IsOpen && left is not TypeHole || right.IsOpen && right is not TypeHole)
            return;
        bool isFine = op switch
        {
            ComparisonOperator.Eq or ComparisonOperator.NotEq => CanEqual(left, right),
            ComparisonOperator.Is or ComparisonOperator.IsNot => ReferenceEquals(left, PyType.None) || ReferenceEquals(right, PyType.None)
                || left is ListType && PyType.Same(left, right) || ReferenceEquals(left, PyType.Bool) && ReferenceEquals(right, PyType.Bool),
            ComparisonOperator.In or ComparisonOperator.NotIn => CanContain(right, left),
            _ => CanOrder(left, right),
        };
        if (!isFine)
            Report(Rows.ComparisonMismatch, span, Operators.Text(op), left, right);
    }

    /// <summary>Infers a condition; gives what is known when it is true and when it is false.</summary>
    private (FlowState WhenTrue, FlowState WhenFalse) InferCondition(Expression test, PyType? expected = null)
    {
        switch (test)
        {
            case UnaryOp { Op: UnaryOperator.Not } not:
                (FlowState t, FlowState f) = InferCondition(not.Operand);
                Map.Types[test] = PyType.Bool;
                return (f, t);
            case BoolOp { Values.Length: 2 } or BoolOp:
                return InferBoolCondition((BoolOp)test, expected);
            case Compare { Ops: [ComparisonOperator.Is or ComparisonOperator.IsNot or ComparisonOperator.Eq or ComparisonOperator.NotEq] } compare:
                return InferNoneTest(compare);
        }

        PyType type = InferExpression(test, expected);
        if (type is IterableType or ExceptionType)
            Report(Rows.NotAsValue, test.Span, "'" + type + "'");
        FlowState whenTrue = _flow.Clone();
        FlowState whenFalse = _flow.Clone();
        if (type is OptionalType && VariableIn(test) is { } variable)
            whenTrue.MarkNotNone(variable);
        if (test is Constant { Value: BoolConstant { Value: true } } or Constant { Value: IntConstant { Value.IsZero: false } })
            whenFalse.MarkUnreachable();
        else if (test is Constant { Value: BoolConstant { Value: false } })
            whenTrue.MarkUnreachable();
        return (whenTrue, whenFalse);
    }

    private (FlowState WhenTrue, FlowState WhenFalse) InferBoolCondition(BoolOp node, PyType? expected)
    {
        FlowState? ends = null;
        PyType result = PyType.Pending;
        bool isMixed = false;
        for (int i = 0; i < node.Values.Length; i++)
        {
            (FlowState whenTrue, FlowState whenFalse) = InferCondition(node.Values[i], expected);
            PyType type = Map[node.Values[i]];
            if (node.Op == BooleanOperator.Or && i < node.Values.Length - 1 && type is OptionalType optional)
                type = optional.Inner;
            PyType? joined = isMixed ? null : Join(result, type);
            isMixed |= joined is null;
            result = joined ?? PyType.Bool;
            FlowState end = node.Op == BooleanOperator.And ? whenFalse : whenTrue;
            ends = ends is null ? end : FlowState.Merge(ends, end);
            _flow = node.Op == BooleanOperator.And ? whenTrue : whenFalse;
        }

        // As a condition only the truth of the operands counts, so they may have different types.
        Map.Types[node] = isMixed ? PyType.Bool : result;
        return node.Op == BooleanOperator.And ? (_flow, ends!) : (ends!, _flow);
    }

    private (FlowState WhenTrue, FlowState WhenFalse) InferNoneTest(Compare compare)
    {
        InferExpression(compare);
        FlowState whenTrue = _flow.Clone();
        FlowState whenFalse = _flow.Clone();
        bool isNoneRight = compare.Comparators[0] is Constant { Value: NoneConstant };
        bool isEqual = compare.Ops[0] is ComparisonOperator.Is or ComparisonOperator.Eq;
        if (isNoneRight && VariableIn(compare.Left) is { } variable)
            (isEqual ? whenFalse : whenTrue).MarkNotNone(variable);
        return (whenTrue, whenFalse);
    }

    private Variable? VariableIn(Expression expression) => expression switch
    {
        Name name => FindVariable(name.Id) is { Kind: VariableKind.Local } variable ? variable : null,
        NamedExpr named => VariableIn(named.Target),
        _ => null,
    };
}
