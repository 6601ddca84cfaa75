using System.Collections.Generic;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

// Statements.
internal sealed partial class FunctionBuilder
{
    // The notes that a finally block finds: which way to go on.
    private const int GoOn = 0;
    private const int Reraise = 1;
    private const int GoReturn = 2;
    private const int GoBreak = 3;
    private const int GoContinue = 4;

    private void BuildBody(IEnumerable<Statement> body)
    {
        foreach (Statement statement in body)
            BuildStatement(statement);
    }

    private void BuildStatement(Statement statement)
    {
        switch (statement)
        {
            case Expr n: BuildExpressionStatement(n); break;
            case Assign n: BuildAssign(n); break;
            case AugAssign n: BuildAugAssign(n); break;
            case AnnAssign { Value: { } value } n: Assign(n.Target, Build(value)); break;
            case If n: BuildIf(n); break;
            case While n: BuildWhile(n); break;
            case For n: BuildFor(n); break;
            case Return n: BuildReturn(n); break;
            case Break: BuildBreak(); break;
            case Continue: BuildContinue(); break;
            case Raise n: BuildRaise(n); break;
            case Assert n: BuildAssert(n); break;
            case Try n: BuildTry(n); break;
            case Delete n: BuildDelete(n); break;
        }
    }

    private void BuildExpressionStatement(Expr statement)
    {
        if (statement.Value is Constant)
            return;
        Discard(Build(statement.Value));
    }

    private void Discard(Value value)
    {
        if (value.IsParts)
        {
            foreach (Value part in value.Parts)
                Discard(part);
        }
        else if (!Make.IsTrivial(value.Expression!))
        {
            Emit(new IrDo(value.Expression!));
        }
    }

    private void BuildAssign(Assign statement)
    {
        Value value = Build(statement.Value);
        // Parts are taken before any target changes: a, b = b, a.
        if (1 < statement.Targets.Length || value.IsParts)
            value = Reusable(value);
        foreach (Expression target in statement.Targets)
            Assign(target, value);
    }

    private void Assign(Expression target, Value value)
    {
        switch (target)
        {
            case Name name:
                SetVariable(Map.Variables[name], value);
                break;
            case Tuple tuple:
                Unpack(tuple.Elts, value, tuple);
                break;
            case List list:
                Unpack(list.Elts, value, list);
                break;
            case Subscript subscript:
                StoreElement(subscript, value);
                break;
        }
    }

    private void SetVariable(Variable variable, Value value)
    {
        PyType type = IrBuilder.Settle(variable.Type);
        IrExpr expression = Coerce(value, type);
        if (variable.Kind == VariableKind.Global)
        {
            Emit(new IrSetGlobal(Module.GlobalOf(variable), expression));
            FlagVariable(variable, isBound: true);
            return;
        }

        Emit(new IrSet(LocalOf(variable), expression));
        FlagVariable(variable, isBound: true);
    }

    private void FlagVariable(Variable variable, bool isBound)
    {
        if (!variable.NeedsBoundFlag)
            return;
        IrExpr flag = Make.I32(isBound ? 1 : 0);
        Emit(variable.Kind == VariableKind.Global ? new IrSetGlobal(Module.FlagOf(variable), flag) : new IrSet(FlagOf(variable), flag));
    }

    private void Unpack(IReadOnlyList<Expression> targets, Value value, Node node)
    {
        if (IrBuilder.Settle(value.Type) is TupleType tuple)
        {
            Value parts = Explode(value, tuple);
            for (int i = 0; i < targets.Count; i++)
                Assign(targets[i], parts.Parts[i]);
            return;
        }

        var list = (ListType)IrBuilder.Settle(value.Type);
        IrLocal items = Spill(ToExpression(value));
        IrSite site = Site(node);
        var length = new IrLoad(WasmOp.I32Load, IrType.I32, Make.Get(items), Layouts.ListLength, IrRegion.ListLength);
        Emit(new IrIf(Make.Test(WasmOp.I32LtU, length, Make.I32(targets.Count)), Inside(() => RaiseTooFew(site, targets.Count, length)), []));
        Emit(new IrIf(Make.Test(WasmOp.I32GtU, length, Make.I32(targets.Count)), Inside(() => Raise(site, "ValueError", $"too many values to unpack (expected {targets.Count})")), []));
        var values = new List<Value>();
        for (int i = 0; i < targets.Count; i++)
            values.Add(Reusable(new Value(list.Element, ListItem(Make.Get(items), list.Element, i))));
        for (int i = 0; i < targets.Count; i++)
            Assign(targets[i], values[i]);
    }

    private void RaiseTooFew(IrSite site, int expected, IrExpr length)
    {
        IrExpr text = Values.Concat(site, Module.Module.StringAddress($"not enough values to unpack (expected {expected}, got "),
            CallLibrary("int_str", site, Make.Widen(length)), Module.Module.StringAddress(")"));
        Emit(new IrRaiseDynamic(site, Make.I32(ExceptionTable.IdOf("ValueError")), text));
    }

    private static IrExpr ListItem(IrExpr list, PyType element, int index)
    {
        PyType type = IrBuilder.Settle(element);
        var items = new IrLoad(WasmOp.I32Load, IrType.I32, list, Layouts.ListItems, IrRegion.ListItems);
        return new IrLoad(Layouts.ElementLoad(type), type.Held, items, index * Layouts.ElementBytes(type), IrRegion.ListElement);
    }

    private void StoreElement(Subscript target, Value value)
    {
        var list = (ListType)TypeOf(target.Value);
        if (target.Slice is Slice slice)
        {
            IrExpr items = Reusable(ToExpression(value));
            IrFunction setSlice = Module.Library("list_set_slice", list, PyType.Int, PyType.Int, list);
            Emit(new IrDo(Make.Call(setSlice, Site(target), ToExpression(Build(target.Value)), Bound(slice.Lower, long.MinValue), Bound(slice.Upper, long.MaxValue), items)));
            return;
        }

        PyType element = IrBuilder.Settle(list.Element);
        IrExpr content = Reusable(Coerce(value, element));
        IrExpr address = ElementAddress(target, list, element, isStore: true);
        Emit(new IrStore(Layouts.ElementStore(element), address, content, 0, IrRegion.ListElement));
    }

    private IrElement ElementAddress(Subscript node, ListType list, PyType element, bool isStore)
    {
        IrExpr sequence = ToExpression(Build(node.Value));
        IrExpr index = BuildAs(node.Slice, PyType.Int);
        return new IrElement(IndexedKind.List, sequence, index, Layouts.ElementBytes(element), Site(node)) { IsStore = isStore };
    }

    private void BuildAugAssign(AugAssign statement)
    {
        if (statement.Target is Name name)
        {
            Variable variable = Map.Variables[name];
            Value before = BuildName(name);
            if (IrBuilder.Settle(before.Type) is ListType list && statement.Op == BinaryOperator.Add)
            {
                IrExpr target = Reusable(before.Expression!);
                IrExpr other = Values.ToList(statement.Value, list.Element);
                Emit(new IrDo(Make.Call(Module.Library("list_extend", list, list), Site(statement), target, other)));
                return;
            }

            SetVariable(variable, Values.Binary(statement.Op, before, Build(statement.Value), statement, statement.Value));
            return;
        }

        var subscript = (Subscript)statement.Target;
        var container = (ListType)TypeOf(subscript.Value);
        PyType element = IrBuilder.Settle(container.Element);
        IrLocal sequence = Spill(ToExpression(Build(subscript.Value)));
        IrExpr index = Reusable(BuildAs(subscript.Slice, PyType.Int));
        IrElement Address(bool isStore) => new(IndexedKind.List, Make.Get(sequence), index, Layouts.ElementBytes(element), Site(subscript)) { IsStore = isStore };
        IrExpr address = Reusable(Address(isStore: false));
        Value old = Reusable(new Value(element, new IrLoad(Layouts.ElementLoad(element), element.Held, address, 0, IrRegion.ListElement)));
        IrExpr result = Reusable(Coerce(Values.Binary(statement.Op, old, Build(statement.Value), statement, statement.Value), element));
        // The operand may have moved the list's items; then the address is found again.
        IrExpr target2 = IsQuiet(statement.Value) ? address : Address(isStore: true);
        Emit(new IrStore(Layouts.ElementStore(element), target2, result, 0, IrRegion.ListElement));
    }

    // Without calls nothing can change a list between two uses of it.
    private static bool IsQuiet(Expression expression)
    {
        var pending = new List<Node> { expression };
        while (0 < pending.Count)
        {
            Node node = pending[^1];
            pending.RemoveAt(pending.Count - 1);
            if (node is Call or NamedExpr)
                return false;
            Binding.TreeChildren.Collect(node, pending);
        }

        return true;
    }

    private void BuildIf(If statement)
    {
        IrExpr test = Condition(statement.Test);
        List<IrStmt> whenTrue = Inside(() => BuildBody(statement.Body));
        List<IrStmt> whenFalse = Inside(() => BuildBody(statement.OrElse));
        if (test is IrConst constant)
            _out.AddRange(constant.Bits != 0 ? whenTrue : whenFalse);
        else
            Emit(new IrIf(test, whenTrue, whenFalse));
    }

    private void BuildWhile(While statement)
    {
        var labels = new LoopContext(new IrLabel("break"), new IrLabel("continue"));
        var head = new IrLabel("while");
        List<IrStmt> loop = Inside(() =>
        {
            IrExpr test = Condition(statement.Test);
            if (test is not IrConst { Bits: not 0 })
                Emit(new IrIf(Make.Not(test), Inside(() => LeaveLoop(statement.OrElse, labels)), []));
            BuildLoopBody(statement.Body, labels);
            Emit(new IrBranch(head));
        });
        Emit(new IrBlock(labels.BreakLabel, [new IrLoop(head, loop, statement.Test.Span)]));
    }

    private void LeaveLoop(IEnumerable<Statement> orElse, LoopContext labels)
    {
        BuildBody(orElse);
        Emit(new IrBranch(labels.BreakLabel));
    }

    private void BuildLoopBody(IEnumerable<Statement> body, LoopContext labels)
    {
        _contexts.Add(labels);
        List<IrStmt> statements = Inside(() => BuildBody(body));
        _contexts.RemoveAt(_contexts.Count - 1);
        Emit(new IrBlock(labels.ContinueLabel, statements));
    }

    private void BuildFor(For statement)
    {
        var labels = new LoopContext(new IrLabel("break"), new IrLabel("continue"));
        Iteration iteration = Iterate(statement.Iter);
        EmitLoop(
            iteration,
            statement.Iter.Span,
            labels.BreakLabel,
            () => LeaveLoop(statement.OrElse, labels),
            () =>
            {
                Assign(statement.Target, iteration.Current(this));
                BuildLoopBody(statement.Body, labels);
            });
    }

    /// <summary>Emits a loop over an iteration that is set up; the end action must leave the block of the break label.</summary>
    public void EmitLoop(Iteration iteration, SourceSpan span, IrLabel breakLabel, System.Action atEnd, System.Action body)
    {
        var head = new IrLabel("for");
        List<IrStmt> loop = Inside(() =>
        {
            Emit(new IrIf(Make.Not(iteration.HasNext(this)), Inside(atEnd), []));
            body();
            iteration.Advance(this);
            Emit(new IrBranch(head));
        });
        Emit(new IrBlock(breakLabel, [new IrLoop(head, loop, span)]));
    }

    private void BuildReturn(Return statement)
    {
        PyType type = ReturnType;
        if (ReferenceEquals(type, PyType.None))
        {
            if (statement.Value is { } ignored)
                Discard(Build(ignored));
            GoReturning(null);
            return;
        }

        Value value = statement.Value is null ? new Value(PyType.None, Make.I32(0)) : Build(statement.Value);
        GoReturning(Coerce(value, type));
    }

    private void GoReturning(IrExpr? value)
    {
        if (PassesFinally(isLoopExit: false) is not { } context)
        {
            Emit(new IrReturn(value));
            return;
        }

        if (value is not null)
            Emit(new IrSet(context.ReturnValue!, value));
        Emit(new IrSet(context.Way, Make.I32(GoReturn)));
        Emit(new IrBranch(context.Start));
    }

    /// <summary>The innermost finally block on the way out of the function or of the innermost loop; null where there is none.</summary>
    private FinallyContext? PassesFinally(bool isLoopExit)
    {
        for (int i = _contexts.Count - 1; 0 <= i; i--)
        {
            if (_contexts[i] is FinallyContext context)
                return context;
            if (isLoopExit)
                return null;
        }

        return null;
    }

    private void BuildBreak() => LeaveLoopBody(GoBreak);

    private void BuildContinue() => LeaveLoopBody(GoContinue);

    private void LeaveLoopBody(int way)
    {
        if (PassesFinally(isLoopExit: true) is { } context)
        {
            Emit(new IrSet(context.Way, Make.I32(way)));
            Emit(new IrBranch(context.Start));
            return;
        }

        var loop = (LoopContext)_contexts[^1];
        Emit(new IrBranch(way == GoBreak ? loop.BreakLabel : loop.ContinueLabel));
    }

    private void BuildDelete(Delete statement)
    {
        foreach (Expression target in statement.Targets)
        {
            var subscript = (Subscript)target;
            PyType list = TypeOf(subscript.Value);
            IrExpr container = ToExpression(Build(subscript.Value));
            if (subscript.Slice is Slice slice)
                Emit(new IrDo(Make.Call(Module.Library("list_delete_slice", list, PyType.Int, PyType.Int), Site(target), container, Bound(slice.Lower, long.MinValue), Bound(slice.Upper, long.MaxValue))));
            else
                Emit(new IrDo(Make.Call(Module.Library("list_delete", list, PyType.Int), Site(target), container, BuildAs(subscript.Slice, PyType.Int))));
        }
    }
}
