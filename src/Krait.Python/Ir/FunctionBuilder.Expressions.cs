using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

// Expressions.
internal sealed partial class FunctionBuilder
{
    /// <summary>Builds an expression; its type is the one that inference noted.</summary>
    public Value Build(Expression expression) => expression switch
    {
        Constant n => BuildConstant(n),
        Name n => BuildName(n),
        BinOp n => Values.Binary(n.Op, Build(n.Left), Build(n.Right), n, n.Right),
        UnaryOp n => BuildUnary(n),
        BoolOp n => BuildBoolOp(n),
        Compare n => new Value(PyType.Bool, BuildCompare(n)),
        IfExp n => BuildIfExp(n),
        NamedExpr n => BuildNamedExpr(n),
        Call n => Calls.Build(n),
        List n => BuildList(n),
        Tuple n => BuildTuple(n),
        ListComp n => BuildComprehension(n, n.Elt, n.Generators, ((ListType)TypeOf(n)).Element),
        GeneratorExp n => BuildComprehension(n, n.Elt, n.Generators, ((IterableType)TypeOf(n)).Element),
        Subscript n => BuildSubscript(n),
        Attribute n => new Value(PyType.Float, Make.F64(Builtins.MathConstants[n.Attr])),
        JoinedStr n => new Value(PyType.Str, BuildJoined(n)),
        _ => throw new InternalErrorException($"no code for {expression.GetType().Name}"),
    };

    /// <summary>Builds an expression as a value of the given type.</summary>
    public IrExpr BuildAs(Expression expression, PyType type) => Coerce(Build(expression), type);

    private Value BuildConstant(Constant constant) => BuildLiteral(constant.Value);

    /// <summary>The value of a literal.</summary>
    public Value BuildLiteral(ConstantValue literal) => literal switch
    {
        IntConstant value => new Value(PyType.Int, Make.I64((long)value.Value)),
        FloatConstant value => new Value(PyType.Float, Make.F64(value.Value)),
        BoolConstant value => new Value(PyType.Bool, Make.I32(value.Value ? 1 : 0)),
        StringConstant text when text.CodePoints() is [var point] => new Value(PyType.Char, Make.I32(point)),
        StringConstant text => new Value(PyType.Str, Module.Module.StringAddress(text)),
        _ => new Value(PyType.None, Make.I32(0)),
    };

    private Value BuildName(Name name)
    {
        if (Map.Variables.TryGetValue(name, out Variable? variable))
            return BuildVariable(name, variable);
        ModuleScope scope = Module.Program.ScopeOf(_instance);
        if (scope.Constants.TryGetValue(name.Id, out Expression? value))
            return Signature.Literal(value) is { } literal ? BuildConstant(new Constant(literal, null, name.Span)) : new Value(PyType.Int, Make.Widen(Module.LibraryData(_instance.Source, name.Id)));
        if (name.Id == "__name__")
            return new Value(PyType.Str, new IrChoose(new IrGlobalGet(Module.IsMain), Module.Module.StringAddress("__main__"), Module.Module.StringAddress("module")));
        return new Value(PyType.Float, Make.F64(Builtins.MathConstants[scope.MathNames[name.Id]]));
    }

    private Value BuildVariable(Name name, Variable variable)
    {
        PyType declared = IrBuilder.Settle(variable.Type);
        PyType type = Map.Types.TryGetValue(name, out PyType? noted) && name.Context == ExpressionContext.Load ? IrBuilder.Settle(noted) : declared;
        bool isGlobal = variable.Kind == VariableKind.Global;
        IrExpr expression = isGlobal ? new IrGlobalGet(Module.GlobalOf(variable)) : Make.Get(LocalOf(variable));
        if (declared is OptionalType optional && type is not OptionalType)
            expression = Unwrap(expression, IrBuilder.Settle(optional.Inner));
        if (!Map.MaybeUnbound.Contains(name))
            return new Value(type, expression);
        IrExpr flag = isGlobal ? new IrGlobalGet(Module.FlagOf(variable)) : Make.Get(FlagOf(variable));
        IrSite site = Site(name);
        return new Value(type, Sequence(() =>
        {
            bool isLocalToFunction = !isGlobal && _instance.Symbol is not null;
            List<IrStmt> fail = Inside(() => Raise(site, isLocalToFunction ? "UnboundLocalError" : "NameError", isLocalToFunction
                ? $"cannot access local variable '{variable.Name}' where it is not associated with a value"
                : $"name '{variable.Name}' is not defined"));
            Emit(new IrIf(Make.Test(WasmOp.I32Eqz, flag), fail, []));
            return expression;
        }));
    }

    private Value BuildUnary(UnaryOp node)
    {
        if (Signature.Literal(node) is IntConstant or FloatConstant)
            return BuildConstant(new Constant(Signature.Literal(node)!, null, node.Span));
        if (node.Op == UnaryOperator.Not)
            return new Value(PyType.Bool, Make.Not(Condition(node.Operand)));
        Value operand = Build(node.Operand);
        if (ReferenceEquals(operand.Type, PyType.Float))
            return node.Op == UnaryOperator.UAdd ? operand : new Value(PyType.Float, Make.Op(WasmOp.F64Neg, IrType.F64, operand.Expression!));
        IrExpr number = Coerce(operand, PyType.Int);
        return new Value(PyType.Int, node.Op switch
        {
            UnaryOperator.UAdd => number,
            UnaryOperator.Invert => Make.Op(WasmOp.I64Xor, IrType.I64, number, Make.I64(-1)),
            _ when IsLibrary => Make.Op(WasmOp.I64Sub, IrType.I64, Make.I64(0), number),
            _ => new IrChecked(CheckedOp.Sub, IrType.I64, Site(node), Make.I64(0), number),
        });
    }

    /// <summary>Builds an expression for its truth.</summary>
    public IrExpr Condition(Expression test)
    {
        switch (test)
        {
            case UnaryOp { Op: UnaryOperator.Not } not:
                return Make.Not(Condition(not.Operand));
            case BoolOp boolOp:
                IrExpr result = Condition(boolOp.Values[^1]);
                for (int i = boolOp.Values.Length - 2; 0 <= i; i--)
                {
                    IrExpr first = Condition(boolOp.Values[i]);
                    result = boolOp.Op == BooleanOperator.And ? new IrChoose(first, result, Make.I32(0)) : new IrChoose(first, Make.I32(1), result);
                }

                return result;
            default:
                return Values.Truth(Build(test));
        }
    }

    private Value BuildBoolOp(BoolOp node)
    {
        PyType type = TypeOf(node).Kept();
        if (ReferenceEquals(type, PyType.Bool))
            return new Value(PyType.Bool, Condition(node));
        IrExpr result = BuildAs(node.Values[^1], type);
        for (int i = node.Values.Length - 2; 0 <= i; i--)
        {
            Expression operand = node.Values[i];
            IrExpr rest = result;
            result = Sequence(() =>
            {
                Value value = Reusable(Build(operand));
                IrExpr truth = Values.Truth(value);
                // The left operand of "or" is taken when it is true, and then it is not None.
                Value taken = value.Type is OptionalType optional && type is not OptionalType
                    ? new Value(optional.Inner, Unwrap(value.Expression!, IrBuilder.Settle(optional.Inner))) : value;
                IrExpr kept = Sequence(() => Coerce(taken, type));
                return node.Op == BooleanOperator.And ? new IrChoose(truth, rest, kept) : new IrChoose(truth, kept, rest);
            });
        }

        return new Value(type, result);
    }

    private Value BuildIfExp(IfExp node)
    {
        PyType type = TypeOf(node);
        IrExpr test = Condition(node.Test);
        IrExpr whenTrue = Sequence(() => BuildAs(node.Body, type));
        IrExpr whenFalse = Sequence(() => BuildAs(node.OrElse, type));
        return new Value(type, test is IrConst constant ? (constant.Bits != 0 ? whenTrue : whenFalse) : Make.Choose(test, whenTrue, whenFalse));
    }

    private Value BuildNamedExpr(NamedExpr node)
    {
        Value result = null!;
        IrExpr expression = Sequence(() =>
        {
            Value value = Reusable(Build(node.Value));
            Assign(node.Target, value);
            result = value;
            return ToExpression(value);
        });
        return new Value(result.Type.Kept(), expression);
    }

    private IrExpr BuildCompare(Compare node)
    {
        if (node.Ops.Length == 1)
            return Values.Compare(node.Ops[0], node.Left, node.Comparators[0], node);
        // A chain evaluates each middle operand once and stops at the first comparison that fails.
        return Sequence(() =>
        {
            Value left = Reusable(Build(node.Left));
            return CompareChain(node, 0, left);
        });
    }

    private IrExpr CompareChain(Compare node, int index, Value left)
    {
        if (index == node.Ops.Length - 1)
            return Values.Compare(node.Ops[index], left, node.Comparators[index], node);
        return Sequence(() =>
        {
            if (node.Ops[index] is ComparisonOperator.In or ComparisonOperator.NotIn)
            {
                IrExpr found = Values.Compare(node.Ops[index], left, node.Comparators[index], node);
                return new IrChoose(found, Sequence(() => CompareChain(node, index + 1, Reusable(Build(node.Comparators[index])))), Make.I32(0));
            }

            Value right = Reusable(Build(node.Comparators[index]));
            IrExpr test = Values.Compare(node.Ops[index], left, right, node);
            return new IrChoose(test, Sequence(() => CompareChain(node, index + 1, right)), Make.I32(0));
        });
    }

    private Value BuildList(List node)
    {
        var type = (ListType)TypeOf(node);
        return new Value(type, MakeList(type.Element, [.. node.Elts.Select(each => (System.Func<IrExpr>)(() => BuildAs(each, type.Element)))], Site(node)));
    }

    /// <summary>A new list of the given elements.</summary>
    public IrExpr MakeList(PyType elementType, IReadOnlyList<System.Func<IrExpr>> elements, IrSite site) => Sequence(() =>
    {
        PyType element = IrBuilder.Settle(elementType);
        int size = Layouts.ElementBytes(element);
        List<IrExpr> values = [.. elements.Select(build => Reusable(build()))];
        IrLocal list = Spill(Make.Narrow(CallLibrary("list_new", site, Make.I64(size), Make.I64(values.Count))));
        if (0 < values.Count)
        {
            IrLocal items = Spill(new IrLoad(WasmOp.I32Load, IrType.I32, Make.Get(list), Layouts.ListItems, IrRegion.ListItems));
            for (int i = 0; i < values.Count; i++)
                Emit(new IrStore(Layouts.ElementStore(element), Make.Get(items), values[i], i * size, IrRegion.ListElement));
        }

        return Make.Get(list);
    });

    private Value BuildTuple(Tuple node)
    {
        var type = (TupleType)TypeOf(node);
        ImmutableArray<Value> parts = [.. node.Elts.Select((each, i) =>
        {
            Value part = Build(each);
            PyType wanted = IrBuilder.Settle(type.Elements[i]);
            return part.IsParts ? part : new Value(wanted, Coerce(part, wanted));
        })];
        return new Value(type, parts);
    }

    /// <summary>Several expressions as one tuple in parts.</summary>
    public Value BuildParts(IReadOnlyList<Expression> expressions)
    {
        ImmutableArray<Value> parts = [.. expressions.Select(Build)];
        return new Value(new TupleType([.. parts.Select(part => part.Type)]), parts);
    }

    private Value BuildComprehension(Node node, Expression element, ImmutableArray<Comprehension> generators, PyType elementType)
    {
        PyType type = IrBuilder.Settle(elementType);
        IrExpr list = Sequence(() =>
        {
            IrLocal result = Spill(MakeList(type, [], Site(node)));
            BuildGenerators(generators, 0, () => Append(Make.Get(result), type, BuildAs(element, type), Site(node)));
            return Make.Get(result);
        });
        return new Value(new ListType(type), list);
    }

    /// <summary>Emits the loops of a comprehension around an action.</summary>
    public void BuildGenerators(ImmutableArray<Comprehension> generators, int index, System.Action innermost)
    {
        if (index == generators.Length)
        {
            innermost();
            return;
        }

        Comprehension generator = generators[index];
        Iteration iteration = Iterate(generator.Iter);
        var end = new IrLabel("end");
        var next = new IrLabel("next");
        EmitLoop(iteration, generator.Iter.Span, end, () => Emit(new IrBranch(end)), () =>
        {
            List<IrStmt> body = Inside(() =>
            {
                Assign(generator.Target, iteration.Current(this));
                foreach (Expression test in generator.Ifs)
                    Emit(new IrIf(Make.Not(Condition(test)), [new IrBranch(next)], []));
                BuildGenerators(generators, index + 1, innermost);
            });
            Emit(new IrBlock(next, body));
        });
    }

    /// <summary>Emits <c>list.append(value)</c>: in place while there is room.</summary>
    public void Append(IrExpr list, PyType elementType, IrExpr value, IrSite site)
    {
        PyType element = IrBuilder.Settle(elementType);
        int size = Layouts.ElementBytes(element);
        IrExpr target = Make.IsTrivial(list) && Make.IsTrivial(value) ? list : Make.Get(Spill(list));
        IrExpr content = Make.IsTrivial(value) ? value : Make.Get(Spill(value));
        IrLocal length = Spill(new IrLoad(WasmOp.I32Load, IrType.I32, target, Layouts.ListLength, IrRegion.ListLength));
        var capacity = new IrLoad(WasmOp.I32Load, IrType.I32, target, Layouts.ListCapacity, IrRegion.ListCapacity);
        IrExpr grow = CallLibrary("list_grow", site, Make.Widen(target), Make.I64(size));
        Emit(new IrIf(Make.Test(WasmOp.I32Eq, Make.Get(length), capacity), [new IrDo(grow)], []));
        IrExpr items = new IrLoad(WasmOp.I32Load, IrType.I32, target, Layouts.ListItems, IrRegion.ListItems);
        IrExpr address = Make.Add32(items, Scale(Make.Get(length), size));
        Emit(new IrStore(Layouts.ElementStore(element), address, content, 0, IrRegion.ListElement));
        Emit(new IrStore(WasmOp.I32Store, target, Make.Add32(Make.Get(length), 1), Layouts.ListLength, IrRegion.ListLength));
    }

    /// <summary>An index as a distance in bytes.</summary>
    public static IrExpr Scale(IrExpr index, int size) => size == 1
        ? index
        : Make.Op(WasmOp.I32Shl, IrType.I32, index, Make.I32(System.Numerics.BitOperations.Log2((uint)size)));

    private Value BuildSubscript(Subscript node)
    {
        if (node.Slice is Slice slice)
            return new Value(TypeOf(node), BuildSlice(node, slice));
        PyType container = TypeOf(node.Value);
        if (container is TupleType tuple)
        {
            int at = (int)((IntConstant)Signature.Literal(node.Slice)!).Value;
            at = at < 0 ? at + tuple.Elements.Length : at;
            Value value = Build(node.Value);
            if (value.IsParts)
                return new Value(value.Parts[at].Type.Kept(), Sequence(() => ToExpression(Reusable(value).Parts[at])));
            PyType part = IrBuilder.Settle(tuple.Elements[at]).Kept();
            return new Value(part, new IrLoad(Layouts.FieldLoad(part), part.Held, value.Expression!, Layouts.TupleOffsets(tuple)[at], IrRegion.Immutable));
        }

        if (container is ListType list)
        {
            PyType element = IrBuilder.Settle(list.Element);
            IrElement address = ElementAddress(node, list, element, isStore: false);
            return new Value(element, new IrLoad(Layouts.ElementLoad(element), element.Held, address, 0, IrRegion.ListElement));
        }

        IrExpr text = ToExpression(Build(node.Value));
        return new Value(PyType.Char, new IrElement(IndexedKind.Str, text, BuildAs(node.Slice, PyType.Int), 1, Site(node)));
    }

    private IrExpr BuildSlice(Subscript node, Slice slice)
    {
        PyType type = TypeOf(node.Value).Kept();
        IrExpr container = ToExpression(Build(node.Value));
        bool hasStep = slice.Step is not null and not Constant { Value: NoneConstant };
        bool isText = type.IsText;
        if (!hasStep)
        {
            IrExpr start = Bound(slice.Lower, long.MinValue);
            IrExpr stop = Bound(slice.Upper, long.MaxValue);
            return isText
                ? CallLibrary("str_slice_simple", Site(node), container, start, stop)
                : Make.Call(Module.Library("list_slice", type, PyType.Int, PyType.Int, PyType.Int), Site(node), container, start, stop, Make.I64(1));
        }

        return Sequence(() =>
        {
            // Bounds are evaluated before the step, and what a missing one means depends on the step's sign.
            IrExpr target = Reusable(container);
            IrExpr? lower = IsMissing(slice.Lower) ? null : Reusable(Bound(slice.Lower, 0));
            IrExpr? upper = IsMissing(slice.Upper) ? null : Reusable(Bound(slice.Upper, 0));
            IrExpr step = Reusable(BuildAs(slice.Step!, PyType.Int));
            IrExpr isDown = Make.Test(WasmOp.I64LtS, step, Make.I64(0));
            IrExpr start = lower ?? new IrChoose(isDown, Make.I64(long.MaxValue), Make.I64(long.MinValue));
            IrExpr stop = upper ?? new IrChoose(isDown, Make.I64(long.MinValue), Make.I64(long.MaxValue));
            return isText
                ? CallLibrary("str_slice", Site(node), target, start, stop, step)
                : Make.Call(Module.Library("list_slice", type, PyType.Int, PyType.Int, PyType.Int), Site(node), target, start, stop, step);
        });
    }

    private static bool IsMissing(Expression? bound) => bound is null or Constant { Value: NoneConstant };

    private IrExpr Bound(Expression? bound, long missing) => IsMissing(bound) ? Make.I64(missing) : BuildAs(bound!, PyType.Int);

    private IrExpr BuildJoined(JoinedStr node)
    {
        IrSite site = Site(node);
        var parts = new List<IrExpr>();
        foreach (Expression part in node.Values)
        {
            if (part is Constant { Value: StringConstant text })
            {
                if (0 < text.Text.Length)
                    parts.Add(Module.Module.StringAddress(text));
                continue;
            }

            var value = (FormattedValue)part;
            Value content = Build(value.Value);
            parts.Add(value.Conversion switch
            {
                'r' => Values.Repr(content, site),
                'a' => CallLibrary("str_ascii", site, Values.Str(content, site)),
                _ => Values.Str(content, site),
            });
        }

        return parts.Count == 0 ? Module.Module.StringAddress("") : Values.Concat(site, [.. parts]);
    }
}
