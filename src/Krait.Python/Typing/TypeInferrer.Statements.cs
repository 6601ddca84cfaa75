using System.Collections.Generic;
using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Syntax;
using static Krait.Python.Typing.TypeRelations;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

// Statements: what they assign and which ways control takes.
internal sealed partial class TypeInferrer
{
    private void InferBody(IEnumerable<Statement> body)
    {
        foreach (Statement statement in body)
            InferStatement(statement);
    }

    private void InferStatement(Statement statement)
    {
        switch (statement)
        {
            case Expr n: InferExpressionStatement(n); break;
            case Assign n: InferAssign(n); break;
            case AugAssign n: InferAugAssign(n); break;
            case AnnAssign n: InferAnnAssign(n); break;
            case If n: InferIf(n); break;
            case While n: InferWhile(n); break;
            case For n: InferFor(n); break;
            case Return n: InferReturn(n); break;
            case Break: LeaveLoop(); break;
            case Continue: _flow.MarkUnreachable(); break;
            case Raise n: InferRaise(n); break;
            case Assert n: InferAssert(n); break;
            case Try n: InferTry(n); break;
            case Delete n: InferDelete(n); break;
            case Pass or Global or Import or ImportFrom or FunctionDef: break;
            default: Report(Rows.Refused, statement.Span, "this statement", ""); break;
        }
    }

    private void InferExpressionStatement(Expr statement)
    {
        if (statement.Value is Constant)
            return;
        InferExpression(statement.Value);
    }

    private void InferAssign(Assign statement)
    {
        Expression? target = statement.Targets.Length == 1 ? statement.Targets[0] : null;
        PyType? expected = target is Name name && FindVariable(name.Id) is { IsDeclared: true } variable ? variable.Type : null;
        if (target is Subscript { Slice: not Slice } subscript && InferExpression(subscript.Value).Resolve() is ListType list)
            expected = list.Element;
        PyType type = InferExpression(statement.Value, expected);
        foreach (Expression each in statement.Targets)
            InferTarget(each, type, statement.Value.Span);
    }

    /// <summary>Assigns a value of a type to a target of any form.</summary>
    private void InferTarget(Expression target, PyType type, SourceSpan span)
    {
        switch (target)
        {
            case Name name when FindVariable(name.Id) is { } variable:
                Map.Variables[name] = variable;
                Map.Types[name] = type;
                AssignVariable(variable, type, span);
                break;
            case Name name:
                Report(Rows.NotATarget, name.Span, $"'{name.Id}'");
                break;
            case Tuple tuple:
                InferUnpack(tuple, tuple.Elts, type, span);
                break;
            case List list:
                InferUnpack(list, list.Elts, type, span);
                break;
            case Subscript subscript:
                InferSubscriptTarget(subscript, type, span);
                break;
            default:
                Report(Rows.NotATarget, target.Span, "this");
                break;
        }
    }

    private void InferUnpack(Expression target, IReadOnlyList<Expression> targets, PyType type, SourceSpan span)
    {
        Map.Types[target] = type;
        type = type.Resolve();
        if (type is TupleType tuple)
        {
            if (tuple.Elements.Length != targets.Count)
                Report(Rows.UnpackMismatch, target.Span, targets.Count, type);
            for (int i = 0; i < targets.Count; i++)
                InferTarget(targets[i], i < tuple.Elements.Length ? tuple.Elements[i].Resolve() : PyType.Error, span);
            return;
        }

        PyType element = PyType.Error;
        if (type is ListType list)
            element = list.Element;
        else if (!type.IsOpen)
            Report(Rows.UnpackMismatch, target.Span, targets.Count, type);
        foreach (Expression each in targets)
            InferTarget(each, element, span);
    }

    private void InferSubscriptTarget(Subscript subscript, PyType type, SourceSpan span)
    {
        PyType container = InferExpression(subscript.Value).Resolve();
        if (subscript.Slice is Slice slice)
        {
            InferSliceBounds(slice);
            Map.Types[subscript] = container;
            if (slice.Step is not null and not Constant { Value: NoneConstant })
                Report(Rows.Refused, slice.Span, "assignment to a slice with a step", "");
            else if (container is not ListType && !container.IsOpen)
                Report(Rows.NotATarget, subscript.Span, $"a slice of {container}");
            else if (!PyType.Same(container, type) && !type.IsOpen)
                Report(Rows.ElementsDiffer, span, container, type, "");
            return;
        }

        PyType index = InferExpression(subscript.Slice);
        Map.Types[subscript] = container is ListType l ? l.Element : PyType.Error;
        if (container is not ListType list)
        {
            if (!container.IsOpen)
                Report(Rows.NotATarget, subscript.Span, $"an element of {container}");
            return;
        }

        if (!IsIntLike(index))
            Report(Rows.BadIndex, subscript.Slice.Span, container, index);
        if (!IsAssignable(type, list.Element))
            Report(Rows.ElementsDiffer, span, list.Element, type, FloatHint(type, list.Element));
    }

    private void InferAugAssign(AugAssign statement)
    {
        switch (statement.Target)
        {
            case Name name:
                PyType before = InferName(name);
                PyType operand = InferExpression(statement.Value);
                PyType result = before is ListType && statement.Op == BinaryOperator.Add
                    ? InferExtend(statement, before, operand)
                    : InferBinary(statement.Op, before, operand, statement.Span, statement.Value);
                Map.Types[name] = before;
                if (FindVariable(name.Id) is { } variable)
                    AssignVariable(variable, result, statement.Span);
                break;
            case Subscript subscript:
                PyType container = InferExpression(subscript.Value).Resolve();
                InferSubscriptTarget(subscript, PyType.Error, statement.Span);
                PyType value = InferExpression(statement.Value);
                if (container is ListType list)
                {
                    PyType sum = InferBinary(statement.Op, list.Element, value, statement.Span, statement.Value);
                    if (!IsAssignable(sum, list.Element))
                        Report(Rows.ElementsDiffer, statement.Span, list.Element, sum, FloatHint(sum, list.Element));
                }

                break;
            default:
                Report(Rows.NotATarget, statement.Target.Span, "this");
                break;
        }
    }

    private PyType InferExtend(AugAssign statement, PyType list, PyType operand)
    {
        bool fits = operand.Resolve() is ListType && PyType.Same(list, operand) || ElementOf(operand) is { } element && PyType.Same(((ListType)list).Element, element.Kept());
        if (!fits && !operand.IsOpen)
            Report(Rows.OperatorMismatch, statement.Span, "+=", list, operand);
        return list;
    }

    private void InferAnnAssign(AnnAssign statement)
    {
        PyType type = AnnotationReader.Read(statement.Annotation, _instance.TypeArguments, _isReporting && !_instance.IsLibrary ? _program.DiagnosticsOf(_instance) : new DiagnosticBag(_instance.Source));
        if (statement.Target is not Name name || FindVariable(name.Id) is not { } variable)
        {
            if (statement.Value is not null)
                InferTarget(statement.Target, InferExpression(statement.Value), statement.Value.Span);
            return;
        }

        if (variable.IsDeclared && !PyType.Same(variable.Type, type))
            ReportChange(variable, variable.Type.Resolve(), type, statement.Annotation.Span);
        if (!variable.IsDeclared)
        {
            _hasChanged = true;
            variable.Type = type;
            variable.TypeSpan = statement.Annotation.Span;
            variable.IsDeclared = true;
        }

        if (statement.Value is not null)
            InferTarget(name, InferExpression(statement.Value, type), statement.Value.Span);
    }

    private void InferIf(If statement)
    {
        (FlowState whenTrue, FlowState whenFalse) = InferCondition(statement.Test);
        _flow = whenTrue;
        InferBody(statement.Body);
        FlowState afterTrue = _flow;
        _flow = whenFalse;
        InferBody(statement.OrElse);
        _flow = FlowState.Merge(afterTrue, _flow);
    }

    private void InferWhile(While statement)
    {
        ForgetWhatChanges(statement.Body.Cast<Node>().Append(statement.Test));
        (FlowState whenTrue, FlowState whenFalse) = InferCondition(statement.Test);
        InferLoopBody(statement.Body, statement.OrElse, whenTrue, whenFalse);
    }

    private void InferFor(For statement)
    {
        PyType iterated = InferExpression(statement.Iter);
        PyType element = ElementOf(iterated) ?? PyType.Error;
        if (ReferenceEquals(element, PyType.Error) && !iterated.IsOpen)
            Report(Rows.NotIterable, statement.Iter.Span, iterated);
        ForgetWhatChanges(statement.Body.Cast<Node>().Append(statement.Target));
        FlowState before = _flow.Clone();
        InferTarget(statement.Target, element, statement.Iter.Span);
        InferLoopBody(statement.Body, statement.OrElse, _flow, before);
    }

    private void InferLoopBody(IReadOnlyList<Statement> body, IReadOnlyList<Statement> orElse, FlowState inside, FlowState atEnd)
    {
        var loop = new LoopFlow();
        _loops.Add(loop);
        _flow = inside;
        InferBody(body);
        _loops.RemoveAt(_loops.Count - 1);
        _flow = atEnd;
        InferBody(orElse);
        if (loop.AtBreak is { } atBreak)
            _flow = FlowState.Merge(_flow, atBreak);
    }

    // What a loop assigns may be None again when its head is reached the second time.
    private void ForgetWhatChanges(IEnumerable<Node> nodes)
    {
        foreach (string name in AssignedNames.In(nodes))
        {
            if (FindVariable(name) is { } variable)
                _flow.ForgetNotNone(variable);
        }
    }

    private void LeaveLoop()
    {
        if (0 < _loops.Count)
            _loops[^1].AtBreak = _loops[^1].AtBreak is { } earlier ? FlowState.Merge(earlier, _flow) : _flow.Clone();
        _flow.MarkUnreachable();
    }

    private void InferReturn(Return statement)
    {
        HasReturn = true;
        PyType promised = _instance.ReturnType.Resolve();
        PyType type = statement.Value is null ? PyType.None : InferExpression(statement.Value, _instance.HasDeclaredReturn ? promised : null);
        SourceSpan span = statement.Value?.Span ?? statement.Span;
        if (type.Resolve() is IterableType)
            Report(Rows.NotAsValue, span, "'" + type + "'");
        else if (!_instance.HasDeclaredReturn)
            JoinReturn(type, span);
        else if (!IsAssignable(type, promised))
            Report(Rows.ReturnMismatch, span, promised, type, FloatHint(type, promised));
        _flow.MarkUnreachable();
    }

    private void InferRaise(Raise statement)
    {
        if (statement.Exc is { } exception)
            InferRaised(exception);
        if (statement.Cause is { } cause and not Constant { Value: NoneConstant })
            InferRaised(cause);
        _flow.MarkUnreachable();
    }

    private void InferRaised(Expression exception)
    {
        switch (exception)
        {
            case Name name when FindVariable(name.Id) is not null:
                if (InferName(name).Resolve() is not ExceptionType and { IsOpen: false })
                    Report(Rows.RaiseNeedsException, exception.Span);
                break;
            case Name name when ExceptionTable.Find(name.Id) is not null:
                break;
            case Call { Func: Name name } call when ExceptionTable.Find(name.Id) is not null && FindVariable(name.Id) is null:
                foreach (Expression argument in call.Args)
                    InferExpression(argument);
                if (0 < call.Keywords.Length)
                    Report(Rows.Refused, call.Keywords[0].Span, "a keyword argument of an exception", "");
                break;
            default:
                Report(Rows.RaiseNeedsException, exception.Span);
                break;
        }
    }

    private void InferAssert(Assert statement)
    {
        (FlowState whenTrue, FlowState whenFalse) = InferCondition(statement.Test);
        _flow = whenFalse;
        if (statement.Message is { } message)
            InferExpression(message);
        _flow = whenTrue;
    }

    private void InferTry(Try statement)
    {
        // A handler can start after any part of the body, so it knows only what was known before.
        FlowState before = _flow.Clone();
        foreach (string name in AssignedNames.In(statement.Body))
        {
            if (FindVariable(name) is { } variable)
                before.ForgetNotNone(variable);
        }

        InferBody(statement.Body);
        InferBody(statement.OrElse);
        FlowState after = _flow;
        foreach (ExceptHandler handler in statement.Handlers)
        {
            _flow = before.Clone();
            InferHandler(handler);
            after = FlowState.Merge(after, _flow);
        }

        // The finally block also runs on the way of an exception, with less known; what it assigns is known after it.
        if (0 < statement.FinalBody.Length)
        {
            bool isReachable = after.IsReachable;
            FlowState least = before.Clone();
            _flow = FlowState.Merge(after, least);
            FlowState entry = _flow.Clone();
            InferBody(statement.FinalBody);
            if (!isReachable || !_flow.IsReachable)
            {
                _flow.MarkUnreachable();
                return;
            }

            // Normal completion keeps what the body had established.
            FlowState atEnd = after.Clone();
            foreach (Variable variable in _instance.AllVariables.Concat(_program.Globals.Values))
            {
                if (_flow.IsAssigned(variable) && !entry.IsAssigned(variable))
                    atEnd.Assign(variable);
            }

            foreach (string name in AssignedNames.In(statement.FinalBody))
            {
                if (FindVariable(name) is { } variable && !_flow.IsNotNone(variable))
                    atEnd.ForgetNotNone(variable);
            }

            after = atEnd;
        }

        _flow = after;
    }

    private void InferHandler(ExceptHandler handler)
    {
        IEnumerable<Expression> types = handler.Type switch
        {
            null => [],
            Tuple tuple => tuple.Elts,
            _ => [handler.Type],
        };
        foreach (Expression type in types)
        {
            if (type is not Name name || ExceptionTable.Find(name.Id) is null)
                Report(Rows.RaiseNeedsException, type.Span);
        }

        if (handler.Name is { } bound && FindVariable(bound) is { } variable)
        {
            Map.HandlerVariables[handler] = variable;
            AssignVariable(variable, new ExceptionType(), handler.Span);
            InferBody(handler.Body);
            _flow.Forget(variable);
        }
        else
        {
            InferBody(handler.Body);
        }
    }
}
