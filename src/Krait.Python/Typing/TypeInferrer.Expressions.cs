using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Syntax;
using static Krait.Python.Typing.TypeRelations;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

// Expressions: their types, and what a condition says about the variables in it.
internal sealed partial class TypeInferrer
{
    /// <summary>Infers an expression and notes its type. The expected type only decides what an empty list or a mixed display becomes.</summary>
    private PyType InferExpression(Expression expression, PyType? expected = null)
    {
        PyType type = InferUnnoted(expression, expected?.Resolve());
        if (PyType.MaximumSize < type.Size)
        {
            Report(Rows.TooLarge, expression.Span, "the number of parts of a type", PyType.MaximumSize);
            type = PyType.Error;
        }

        Map.Types[expression] = type;
        return type.Resolve();
    }

    private PyType InferUnnoted(Expression expression, PyType? expected)
    {
        switch (expression)
        {
            case Constant n: return InferConstant(n);
            case Name n: return InferName(n);
            case BinOp n: return InferBinOp(n);
            case UnaryOp n: return InferUnary(n);
            case BoolOp n: return InferBoolOp(n, expected);
            case Compare n: return InferCompare(n);
            case IfExp n: return InferIfExp(n, expected);
            case NamedExpr n: return InferNamedExpr(n);
            case Call n: return InferCall(n, expected);
            case List n: return InferList(n, expected);
            case Tuple n: return InferTuple(n, expected);
            case ListComp n: return new ListType(InferComprehension(n, n.Elt, n.Generators, (expected as ListType)?.Element));
            case GeneratorExp n: return new IterableType("generator", InferComprehension(n, n.Elt, n.Generators, null));
            case Subscript n: return InferSubscript(n);
            case Attribute n: return InferAttribute(n);
            case JoinedStr n: return InferJoined(n);
            default:
                Report(Rows.Refused, expression.Span, "this expression", "");
                return PyType.Error;
        }
    }

    private PyType InferConstant(Constant constant)
    {
        switch (constant.Value)
        {
            case IntConstant value:
                if (long.MaxValue < value.Value)
                    Report(Rows.IntLiteralTooLarge, constant.Span);
                return PyType.Int;
            case FloatConstant:
                return PyType.Float;
            case BoolConstant:
                return PyType.Bool;
            case StringConstant text:
                return text.CodePoints().Length == 1 ? PyType.Char : PyType.Str;
            case NoneConstant:
                return PyType.None;
            default:
                Report(Rows.Refused, constant.Span, "this literal", "");
                return PyType.Error;
        }
    }

    private PyType InferName(Name name)
    {
        if (FindVariable(name.Id) is { } variable)
            return InferVariable(name, variable);
        if (_scope.Constants.TryGetValue(name.Id, out Expression? value))
            return value is Constant { Value: BytesConstant } or Call ? PyType.Int : InferExpression(value).Kept();
        if (name.Id == "__name__")
            return PyType.Str;
        if (_scope.MathNames.TryGetValue(name.Id, out string? member) && Builtins.MathConstants.ContainsKey(member))
            return PyType.Float;
        bool isCallable = _scope.Functions.ContainsKey(name.Id) || Builtins.Has(Builtins.Functions, name.Id)
            || _scope.MathNames.ContainsKey(name.Id) || ExceptionTable.Find(name.Id) is not null || Builtins.Has(Builtins.Host, name.Id);
        if (isCallable)
            Report(Rows.NotAsValue, name.Span, $"'{name.Id}'");
        else if (Builtins.Refused.Contains(name.Id))
            Report(Rows.BuiltinRefused, name.Span, name.Id, "");
        else
            Report(Rows.NameNotDefined, name.Span, name.Id);
        return PyType.Error;
    }

    private PyType InferVariable(Name name, Variable variable)
    {
        Map.Variables[name] = variable;
        bool isForeign = variable.Kind == VariableKind.Global && _instance.Symbol is not null;
        if (isForeign || !_flow.IsAssigned(variable))
        {
            Map.MaybeUnbound.Add(name);
            variable.NeedsBoundFlag = true;
        }

        PyType type = variable.Type.Resolve();
        if (ReferenceEquals(type, PyType.Pending) && _isReporting)
        {
            Report(Rows.CannotInfer, name.Span, $"'{name.Id}'");
            return PyType.Error;
        }

        return type is OptionalType optional && variable.Kind == VariableKind.Local && _flow.IsNotNone(variable) ? optional.Inner : type;
    }

    private PyType InferBinOp(BinOp node)
    {
        // A chain of one operator is a left spine; it may be long.
        PyType left = InferExpression(node.Left);
        PyType right = InferExpression(node.Right);
        if (ReferenceEquals(left, PyType.Float) && ReferenceEquals(right, PyType.Float) || node.Op == BinaryOperator.Div)
        {
            Map.OperandSums.UnionWith(new[] { node.Left, node.Right }.OfType<Call>());
        }

        return InferBinary(node.Op, left, right, node.Span, node.Right);
    }

    private PyType InferBinary(BinaryOperator op, PyType left, PyType right, SourceSpan span, Expression rightNode)
    {
        left = left.Resolve();
        right = right.Resolve();
        if (left.IsOpen || right.IsOpen)
            return left is TypeHole || right is TypeHole ? PyType.Error : left.IsOpen && right.IsOpen ? left : OpenResult(op, left.IsOpen ? right : left);
        if (left is TupleType a && right is TupleType b && op == BinaryOperator.Add)
            return new TupleType([.. a.Elements, .. b.Elements]);
        if (NoneAmong(left, right) is { } optional)
        {
            Report(Rows.MayBeNone, span, optional, "it");
            return PyType.Error;
        }

        if (Operators.Find(op, left, right) is not { } row || (row.Library == "list_concat" && !PyType.Same(left, right)))
        {
            Report(Rows.OperatorMismatch, span, Operators.Text(op), left, right);
            return PyType.Error;
        }

        // A negative exponent makes a float of an int power.
        if (op == BinaryOperator.Pow && ReferenceEquals(row.Result, PyType.Int) && IsNegativeLiteral(rightNode))
            return PyType.Float;
        return row.Result ?? (row.SwapsOperands ? right : left).Resolve();
    }

    private PyType InferUnary(UnaryOp node)
    {
        if (node.Op == UnaryOperator.USub && node.Operand is Constant { Value: IntConstant })
        {
            Map.Types[node.Operand] = PyType.Int;
            return PyType.Int;
        }

        if (node.Op == UnaryOperator.Not)
        {
            InferCondition(node.Operand);
            return PyType.Bool;
        }

        PyType type = InferExpression(node.Operand);
        if (type.IsOpen)
            return type;
        if (!type.IsNumber || (node.Op == UnaryOperator.Invert && ReferenceEquals(type, PyType.Float)))
        {
            Report(Rows.UnaryMismatch, node.Span, node.Op switch { UnaryOperator.Invert => "~", UnaryOperator.UAdd => "+", _ => "-" }, type);
            return PyType.Error;
        }

        return ReferenceEquals(type, PyType.Float) ? PyType.Float : PyType.Int;
    }

    private PyType JoinOrReport(PyType first, PyType second, SourceSpan span)
    {
        if (Join(first, second) is { } joined)
            return joined;
        bool isIntFloat = first.IsNumber && second.IsNumber;
        if (isIntFloat)
            Report(Rows.IntFloatVaries, span);
        else
            Report(Rows.VariableChangesType, span, "this value", first, _instance.Source.PositionAt(span.Start).Line, second, "");
        return PyType.Error;
    }

    private PyType InferNamedExpr(NamedExpr node)
    {
        PyType type = InferExpression(node.Value);
        InferTarget(node.Target, type, node.Value.Span);
        return type;
    }

    private PyType InferList(List node, PyType? expected)
    {
        PyType? wanted = (expected is OptionalType optional ? optional.Inner : expected) is ListType list ? list.Element : null;
        PyType element = wanted ?? PyType.Pending;
        if (node.Elts.IsEmpty && element.IsOpen)
            element = HoleFor(node);
        foreach (Expression each in node.Elts)
        {
            PyType type = InferExpression(each, wanted).Kept();
            if (wanted is not null && IsAssignable(type, wanted))
                continue;
            if (Join(element, type) is { } joined)
                element = joined;
            else
                Report(Rows.ElementsDiffer, each.Span, element, type, element.IsNumber && type.IsNumber ? "; write all numbers as floats, or all as ints" : "");
        }

        return new ListType(element.Kept());
    }

    private TypeHole HoleFor(Node node)
    {
        if (!_holes.TryGetValue(node, out TypeHole? hole))
            _holes.Add(node, hole = new TypeHole());
        return hole;
    }

    private TupleType InferTuple(Tuple node, PyType? expected)
    {
        var wanted = expected as TupleType;
        var elements = ImmutableArray.CreateBuilder<PyType>(node.Elts.Length);
        for (int i = 0; i < node.Elts.Length; i++)
        {
            PyType? one = wanted is not null && wanted.Elements.Length == node.Elts.Length ? wanted.Elements[i].Resolve() : null;
            PyType type = InferExpression(node.Elts[i], one);
            elements.Add(one is not null && IsAssignable(type, one) ? one : type);
        }

        return new TupleType(elements.MoveToImmutable());
    }

    private PyType InferComprehension(Node node, Expression element, ImmutableArray<Comprehension> generators, PyType? expected)
    {
        FlowState before = _flow.Clone();
        foreach (Comprehension generator in generators)
        {
            PyType iterated = InferExpression(generator.Iter);
            PyType item = ElementOf(iterated) ?? PyType.Error;
            if (ReferenceEquals(item, PyType.Error) && !iterated.IsOpen)
                Report(Rows.NotIterable, generator.Iter.Span, iterated);
            var scope = new Dictionary<string, Variable>();
            foreach (string name in AssignedNames.In([generator.Target]))
                scope[name] = ComprehensionVariable(generator, name);
            _inner.Add(scope);
            InferTarget(generator.Target, item, generator.Iter.Span);
            foreach (Expression test in generator.Ifs)
                _flow = InferCondition(test).WhenTrue;
        }

        PyType type = InferExpression(element, expected);
        if (expected is not null && IsAssignable(type, expected))
            type = expected;
        _inner.RemoveRange(_inner.Count - generators.Length, generators.Length);
        _flow = before;
        return type.Kept().Resolve().IsOpen && type is not TypeHole ? (_isReporting ? type : HoleFor(node)) : type.Kept();
    }

    private Variable ComprehensionVariable(Comprehension generator, string name)
    {
        if (!_comprehensionVariables.TryGetValue((generator, name), out Variable? variable))
            _comprehensionVariables.Add((generator, name), variable = NewVariable(name));
        return variable;
    }

    private PyType InferSubscript(Subscript node)
    {
        PyType container = InferExpression(node.Value);
        if (node.Slice is Slice slice)
        {
            InferSliceBounds(slice);
            if (container is ListType || container.IsText || container.IsOpen)
                return container.Kept();
            Report(Rows.BadIndex, node.Span, container, "a slice");
            return PyType.Error;
        }

        PyType index = InferExpression(node.Slice);
        if (container.IsOpen)
            return container is TypeHole ? PyType.Error : container;
        if (container is OptionalType)
        {
            Report(Rows.MayBeNone, node.Value.Span, container, _instance.Source.Slice(node.Value.Span).ToString());
            return PyType.Error;
        }

        if (container is TupleType tuple)
            return InferTupleIndex(node, tuple, index);
        if (!IsIntLike(index) || !(container is ListType || container.IsText))
        {
            Report(Rows.BadIndex, node.Span, container, index);
            return PyType.Error;
        }

        return container is ListType list ? list.Element : PyType.Char;
    }

    private PyType InferTupleIndex(Subscript node, TupleType tuple, PyType index)
    {
        if (Signature.Literal(node.Slice) is IntConstant { Value: var value } && -tuple.Elements.Length <= value && value < tuple.Elements.Length)
        {
            int at = (int)value;
            return tuple.Elements[at < 0 ? at + tuple.Elements.Length : at].Resolve();
        }

        Report(Rows.BadIndex, node.Span, tuple, Signature.Literal(node.Slice) is IntConstant ? "an index outside of it" : $"{index}: the typed tier needs a constant");
        return PyType.Error;
    }

    private void InferSliceBounds(Slice slice)
    {
        foreach (Expression? bound in new[] { slice.Lower, slice.Upper, slice.Step })
        {
            if (bound is null or Constant { Value: NoneConstant })
                continue;
            PyType type = InferExpression(bound);
            if (!IsIntLike(type))
                Report(Rows.BadIndex, bound.Span, "a sequence", type);
        }
    }

    private PyType InferAttribute(Attribute node)
    {
        if (node.Value is Name module && FindVariable(module.Id) is null && _scope.MathNames.TryGetValue(module.Id, out string? whole) && whole.Length == 0)
        {
            if (Builtins.MathConstants.ContainsKey(node.Attr))
                return PyType.Float;
            Report(Rows.UnknownAttribute, node.Span, "module 'math'", node.Attr);
            return PyType.Error;
        }

        PyType type = InferExpression(node.Value);
        if (!type.IsOpen)
            Report(Rows.UnknownAttribute, node.Span, type, node.Attr);
        return PyType.Error;
    }

    private PrimitiveType InferJoined(JoinedStr node)
    {
        foreach (Expression part in node.Values)
        {
            if (part is not FormattedValue value)
                continue;
            Map.Types[part] = PyType.Str;
            PyType type = InferExpression(value.Value);
            if (type is IterableType)
                Report(Rows.NotAsValue, value.Value.Span, "'" + type + "'");
            if (value.FormatSpec is { } spec)
                Report(Rows.FormatSpecRefused, spec.Span);
        }

        return PyType.Str;
    }

    private void InferDelete(Delete statement)
    {
        foreach (Expression target in statement.Targets)
        {
            if (target is not Subscript subscript)
                continue;
            PyType container = InferExpression(subscript.Value).Resolve();
            if (container is not ListType && !container.IsOpen)
                Report(Rows.NotATarget, subscript.Span, $"an element of {container}");
            if (subscript.Slice is Slice { Step: null } slice)
                InferSliceBounds(slice);
            else if (subscript.Slice is Slice stepped)
                Report(Rows.Refused, stepped.Span, "`del` of a slice with a step", "");
            else if (InferExpression(subscript.Slice) is var index && !IsIntLike(index))
                Report(Rows.BadIndex, subscript.Slice.Span, container, index);
        }
    }
}
