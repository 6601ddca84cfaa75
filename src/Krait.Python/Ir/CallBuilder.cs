using System.Collections.Generic;
using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

/// <summary>Builds calls: functions of the program and the library, and the rows of the builtin table.</summary>
internal sealed partial class CallBuilder(FunctionBuilder function, TypeMap map)
{
    private IrBuilder Module => function.Module;

    private ValueBuilder Values => function.Values;

    /// <summary>Builds a call.</summary>
    public Value Build(Call call)
    {
        if (map.Calls.TryGetValue(call, out BoundCall? bound))
            return BuildFunctionCall(call, bound);
        BuiltinRow row = map.Builtins[call];
        if (row.Special is not (Special.None or Special.Same))
            return BuildSpecial(call, row);
        IrSite site = function.Site(call);
        IrExpr[] arguments = [.. call.Args.Select((argument, i) => AsParameter(function.Build(argument), row.Parameters[i]))];
        if (row.Special == Special.Same)
            return new Value(row.Result!, arguments.Length == 0 ? Make.I64(0) : arguments[0]);
        if (row.Library is { } library)
        {
            FunctionSymbol symbol = Module.Program.Library(library);
            return new Value(Module.Program.OpenSignature(symbol).Return.Resolve(), function.CallLibrary(library, site, arguments));
        }

        if (row.Checked is { } check)
            return new Value(row.Result!, new IrChecked(check, row.Result!.Held, site, arguments));
        return new Value(row.Result!, Make.Op(row.Plain, row.Result!.Held, arguments));
    }

    private IrExpr AsParameter(Value value, char kind) => kind switch
    {
        'i' or 'n' => function.Coerce(value, PyType.Int),
        'f' => function.Coerce(value, PyType.Float),
        _ => function.ToExpression(value),
    };

    private Value BuildFunctionCall(Call call, BoundCall bound)
    {
        PyType[] types = [.. bound.ParameterTypes.Select(type => IrBuilder.Settle(type).Kept())];
        FunctionInstance instance = bound.Instance ?? Module.Program.Instance(bound.Symbol, types);
        IrFunction target = Module.CodeOf(instance);
        PyType result = IrBuilder.Settle(instance.ReturnType);
        IrSite site = function.Site(call);
        IrExpr expression = IsInSourceOrder(call, bound)
            ? new IrCall(target, [.. bound.Arguments.Select((argument, i) => Argument(bound, argument, i, types[i]))], site)
            : function.Sequence(() => CallInSourceOrder(call, bound, target, types, site));
        return new Value(result, expression);
    }

    private static bool IsInSourceOrder(Call call, BoundCall bound)
    {
        int last = -1;
        foreach (Expression? argument in bound.Arguments)
        {
            int position = argument is null ? last : argument.Span.Start;
            if (position < last)
                return false;
            last = position;
        }

        return true;
    }

    // Keywords may stand in another order than the parameters; they are evaluated as they stand.
    private IrExpr CallInSourceOrder(Call call, BoundCall bound, IrFunction target, PyType[] types, IrSite site)
    {
        var values = new IrExpr[types.Length];
        IEnumerable<int> order = Enumerable.Range(0, types.Length).OrderBy(i => bound.Arguments[i]?.Span.Start ?? int.MaxValue);
        foreach (int i in order)
            values[i] = function.Reusable(Argument(bound, bound.Arguments[i], i, types[i]));
        return new IrCall(target, values, site);
    }

    private IrExpr Argument(BoundCall bound, Expression? argument, int index, PyType type)
    {
        if (argument is not null)
            return function.BuildAs(argument, type);
        return function.Coerce(Default(bound.Symbol, index), type);
    }

    /// <summary>A parameter's default as a value.</summary>
    public Value Default(FunctionSymbol symbol, int index)
    {
        Expression node = Signature.DefaultsOf(symbol.Definition.Args)[index]!;
        if (node is Name name)
            node = Module.Program.ScopeOfSymbol(symbol).Constants[name.Id];
        return function.BuildLiteral(Signature.Literal(node)!);
    }

    private Value BuildSpecial(Call call, BuiltinRow row)
    {
        IrSite site = function.Site(call);
        switch (row.Special)
        {
            case Special.Len:
                return new Value(PyType.Int, Length(call.Args[0], site));
            case Special.Print:
                return new Value(PyType.None, Print(call, site));
            case Special.Str:
                return new Value(PyType.Str, call.Args.IsEmpty ? Module.Module.StringAddress("") : Values.Str(function.Build(call.Args[0]), site));
            case Special.Repr:
                return new Value(PyType.Str, Values.Repr(function.Build(call.Args[0]), site));
            case Special.Bool:
                return new Value(PyType.Bool, call.Args.IsEmpty ? Make.I32(0) : function.Condition(call.Args[0]));
            case Special.Float:
                return new Value(PyType.Float, call.Args.IsEmpty ? Make.F64(0) : function.BuildAs(call.Args[0], PyType.Float));
            case Special.Ord:
                return new Value(PyType.Int, Ord(call, site));
            case Special.Min or Special.Max:
                return MinMax(call, row.Special, site);
            case Special.Sum:
                return Sum(call, site);
            case Special.Sorted:
                return Sorted(call, site);
            case Special.List:
                return ListOf(call, site);
            case Special.Tuple:
                return function.Build(call.Args[0]);
            case Special.Any or Special.All:
                return new Value(PyType.Bool, AnyAll(call.Args[0], row.Special));
            case Special.IsInstance:
                return new Value(PyType.Bool, IsInstance(call));
            case Special.DivMod:
                return DivMod(call);
            case Special.Append:
                return Append(call, site);
            case Special.Extend:
                return Extend(call, site);
            case Special.Sort:
                return Sort(call, site);
            case Special.Split or Special.RSplit:
                return Split(call, row.Special == Special.Split ? "str_split" : "str_rsplit", site);
            case Special.Strip or Special.LStrip or Special.RStrip:
                return Strip(call, row.Name, site);
            case Special.Join:
                return Join(call, site);
            case Special.HostField or Special.HostParam:
                return HostValue(call, row, site);
            case Special.HasField or Special.HasParam or Special.DocumentId or Special.Score or Special.Log:
                return HostCall(call, row, site);
            default:
                return new Intrinsics(function, map).Build(call, row);
        }
    }

    private IrExpr Length(Expression argument, IrSite site)
    {
        PyType type = function.TypeOfExpression(argument);
        if (type is IterableType)
        {
            return function.Sequence(() =>
            {
                (IrExpr start, IrExpr stop, IrExpr step) = function.RangeBounds((Call)argument);
                return function.CallLibrary("range_length", site, start, stop, step);
            });
        }

        Value value = function.Build(argument);
        if (type is TupleType tuple)
            return function.Sequence(() => { function.Reusable(value); return Make.I64(tuple.Elements.Length); });
        IrExpr expression = function.ToExpression(value);
        return Make.Widen(new IrLoad(WasmOp.I32Load, IrType.I32, expression, Layouts.StrLength, type is ListType ? IrRegion.ListLength : IrRegion.Immutable));
    }

    private IrExpr Print(Call call, IrSite site)
    {
        Value? separator = null;
        Value? end = null;
        return function.Sequence(() =>
        {
            // Arguments are evaluated before the keywords, and converted to text after both.
            List<Value> values = [.. call.Args.Select(argument => function.Reusable(function.Build(argument)))];
            foreach (Keyword keyword in call.Keywords)
            {
                Value value = function.Reusable(function.Build(keyword.Value));
                if (keyword.Name == "sep")
                    separator = value;
                else if (keyword.Name == "end")
                    end = value;
            }

            // The texts made from here on are read by nobody else, so they are given back after printing.
            IrLocal mark = function.Spill(new IrGlobalGet(function.Module.HeapTop));
            IrExpr? between = Text(separator, " ");
            IrExpr? last = Text(end, "\n");
            var parts = new List<IrExpr>();
            for (int i = 0; i < values.Count; i++)
            {
                if (0 < i && between is not null)
                    parts.Add(between);
                parts.Add(Values.Str(values[i], site));
            }

            if (last is not null)
                parts.Add(last);
            if (parts.Count == 0)
                return Make.I32(0);
            function.Emit(new IrDo(function.CallLibrary("print_text", site, Values.Concat(site, [.. parts]), Make.Widen(Make.Get(mark)))));
            return Make.I32(0);
        });
    }

    private IrExpr? Text(Value? value, string otherwise)
    {
        if (value is null || ReferenceEquals(value.Type, PyType.None))
            return Module.Module.StringAddress(otherwise);
        if (value.Expression is IrDataAddress { Data.Name: "" })
            return null;
        return function.ToExpression(value);
    }

    private IrExpr Ord(Call call, IrSite site)
    {
        Value value = function.Build(call.Args[0]);
        return ReferenceEquals(value.Type, PyType.Char)
            ? Make.Widen(value.Expression!)
            : function.CallLibrary("str_ord", site, value.Expression!);
    }

    private Value MinMax(Call call, Special special, IrSite site)
    {
        bool isMin = special == Special.Min;
        PyType type = function.TypeOfExpression(call);
        if (call.Args.Length == 1)
        {
            PyType element = type.Kept();
            IrExpr list = Values.ToList(call.Args[0], element);
            return new Value(element, Make.Call(Module.Library(isMin ? "list_min" : "list_max", new ListType(element)), site, list));
        }

        return new Value(type, function.Sequence(() =>
        {
            // The first of equal operands wins, so a later one must be strictly less or greater.
            IrLocal best = function.Spill(function.BuildAs(call.Args[0], type));
            for (int i = 1; i < call.Args.Length; i++)
            {
                IrExpr next = function.Reusable(function.BuildAs(call.Args[i], type));
                IrExpr isBetter = Values.Compare(isMin ? ComparisonOperator.Lt : ComparisonOperator.Gt, new Value(type, next), new Value(type, Make.Get(best)), call);
                function.Emit(new IrIf(isBetter, [new IrSet(best, next)], []));
            }

            return Make.Get(best);
        }));
    }

    private Value Sum(Call call, IrSite site)
    {
        PyType type = function.TypeOfExpression(call);
        Expression? start = call.Args.Length == 2 ? call.Args[1] : call.Keywords.Select(keyword => keyword.Value).FirstOrDefault();
        PyType element = ElementOf(call.Args[0]);
        return new Value(type, function.Sequence(() =>
        {
            IrExpr list = function.Reusable(ReferenceEquals(element, PyType.Bool) || !ReferenceEquals(element, type)
                ? function.Collect(call.Args[0], type) : Values.ToList(call.Args[0], element));
            if (start is null && ReferenceEquals(type, PyType.Float) && !map.OperandSums.Contains(call))
            {
                // The sum of nothing would be the int 0 in Python, which prints otherwise than 0.0.
                var length = new IrLoad(WasmOp.I32Load, IrType.I32, list, Layouts.ListLength, IrRegion.ListLength);
                function.Emit(new IrIf(Make.Test(WasmOp.I32Eqz, length), function.Inside(() => function.Raise(site, "ValueError", "sum of no floats is the int 0; write sum(xs, 0.0)")), []));
            }

            IrExpr first = start is null ? (ReferenceEquals(type, PyType.Int) ? Make.I64(0) : Make.F64(0)) : function.BuildAs(start, type);
            return function.CallLibrary(ReferenceEquals(type, PyType.Int) ? "list_sum_int" : "list_sum_float", site, list, first);
        }));
    }

    private PyType ElementOf(Expression iterable) => function.TypeOfExpression(iterable) switch
    {
        ListType list => IrBuilder.Settle(list.Element),
        IterableType other => IrBuilder.Settle(other.Element),
        TupleType tuple => IrBuilder.Settle(tuple.Elements[0]),
        _ => PyType.Str,
    };

    private Value Sorted(Call call, IrSite site)
    {
        var type = (ListType)function.TypeOfExpression(call);
        return new Value(type, function.Sequence(() =>
        {
            bool isList = function.TypeOfExpression(call.Args[0]) is ListType;
            IrExpr items = function.Reusable(Values.ToList(call.Args[0], type.Element));
            IrExpr reverse = Reverse(call);
            return isList
                ? Make.Call(Module.Library("list_sorted", type, PyType.Bool), site, items, reverse)
                : SortInPlace(type, items, reverse, site);
        }));
    }

    private IrExpr SortInPlace(ListType type, IrExpr items, IrExpr reverse, IrSite site)
    {
        function.Emit(new IrDo(Make.Call(Module.Library("list_sort", type, PyType.Bool), site, items, reverse)));
        return items;
    }

    private IrExpr Reverse(Call call)
    {
        Expression? reverse = call.Keywords.Select(keyword => keyword.Value).FirstOrDefault();
        return reverse is null ? Make.I32(0) : function.Condition(reverse);
    }

    private Value ListOf(Call call, IrSite site)
    {
        var type = (ListType)function.TypeOfExpression(call);
        if (call.Args.IsEmpty)
            return new Value(type, function.MakeList(type.Element, [], site));
        Expression argument = call.Args[0];
        PyType source = function.TypeOfExpression(argument);
        if (source is ListType)
            return new Value(type, Make.Call(Module.Library("list_copy", type), site, function.ToExpression(function.Build(argument))));
        if (source.IsText)
            return new Value(type, function.CallLibrary("list_of_str", site, function.ToExpression(function.Build(argument))));
        return new Value(type, Values.ToList(argument, type.Element));
    }

    private IrExpr AnyAll(Expression iterable, Special special) => function.Sequence(() =>
    {
        bool isAny = special == Special.Any;
        IrLocal result = function.Spill(Make.I32(isAny ? 0 : 1));
        var end = new IrLabel("end");
        void Test(IrExpr truth) =>
            function.Emit(new IrIf(isAny ? truth : Make.Not(truth), [new IrSet(result, Make.I32(isAny ? 1 : 0)), new IrBranch(end)], []));
        if (iterable is GeneratorExp generator)
        {
            List<IrStmt> loops = function.Inside(() => function.BuildGenerators(generator.Generators, 0, () => Test(function.Condition(generator.Elt))));
            function.Emit(new IrBlock(end, loops));
        }
        else
        {
            Iteration iteration = function.Iterate(iterable);
            function.EmitLoop(iteration, iterable.Span, end, () => function.Emit(new IrBranch(end)), () => Test(Values.Truth(iteration.Current(function))));
        }

        return Make.Get(result);
    });

    private IrExpr IsInstance(Call call)
    {
        PyType type = function.TypeOfExpression(call.Args[0]);
        PyType inner = type is OptionalType optional ? IrBuilder.Settle(optional.Inner) : type;
        IEnumerable<Expression> classes = call.Args[1] is Tuple tuple ? tuple.Elts : [call.Args[1]];
        bool matches = classes.Any(each => ((Name)each).Id switch
        {
            "int" => ReferenceEquals(inner, PyType.Int) || ReferenceEquals(inner, PyType.Bool),
            "float" => ReferenceEquals(inner, PyType.Float),
            "bool" => ReferenceEquals(inner, PyType.Bool),
            "str" => inner.IsText,
            "list" => inner is ListType,
            _ => inner is TupleType,
        });
        Value value = function.Build(call.Args[0]);
        if (type is OptionalType && matches)
            return Make.Test(WasmOp.I32Ne, value.Expression!, Make.I32(0));
        return function.Sequence(() => { function.Reusable(value); return Make.I32(matches ? 1 : 0); });
    }

    private Value DivMod(Call call)
    {
        var type = (TupleType)function.TypeOfExpression(call);
        PyType number = type.Elements[0].Resolve();
        IrExpr expression = function.Sequence(() =>
        {
            var left = new Value(number, function.Reusable(function.BuildAs(call.Args[0], number)));
            var right = new Value(number, function.Reusable(function.BuildAs(call.Args[1], number)));
            Value quotient = Values.Binary(BinaryOperator.FloorDiv, left, right, call, call.Args[1]);
            Value remainder = Values.Binary(BinaryOperator.Mod, left, right, call, call.Args[1]);
            return function.ToExpression(new Value(type, [quotient, remainder]));
        });
        return new Value(type, expression);
    }
}
