using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

// What a loop or a call such as list() can go over.
internal sealed partial class FunctionBuilder
{
    /// <summary>The final type of an expression.</summary>
    public PyType TypeOfExpression(Expression expression) => TypeOf(expression);

    /// <summary>The iteration over an expression, set up.</summary>
    public Iteration Iterate(Expression iterable)
    {
        Iteration iteration = IterationOf(iterable);
        iteration.SetUp(this);
        return iteration;
    }

    private Iteration IterationOf(Expression iterable)
    {
        if (iterable is Call call && Map.Builtins.TryGetValue(call, out BuiltinRow? row))
        {
            switch (row.Special)
            {
                case Special.Range:
                    (IrExpr start, IrExpr stop, IrExpr step) = RangeBounds(call);
                    return step is IrConst { Bits: 1 or -1 } unit
                        ? new CountingIteration(start, stop, (int)unit.Bits)
                        : new SteppingIteration(start, stop, step, Site(call));
                case Special.Enumerate:
                    Expression? first = call.Args.Length == 2 ? call.Args[1] : call.Keywords.Select(keyword => keyword.Value).FirstOrDefault();
                    return new EnumerateIteration(IterationOf(call.Args[0]), first is null ? Make.I64(0) : BuildAs(first, PyType.Int));
                case Special.Zip:
                    return new ZipIteration([.. call.Args.Select(IterationOf)]);
                case Special.Reversed:
                    return ReversedIteration(call.Args[0]);
            }
        }

        return IterationOver(Build(iterable), isReversed: false);
    }

    private Iteration IterationOver(Value value, bool isReversed)
    {
        PyType type = IrBuilder.Settle(value.Type);
        switch (type)
        {
            case ListType list:
                return new ListIteration(ToExpression(value), list.Element, isReversed);
            case TupleType tuple:
                // The elements have one type between them; inference has seen to that.
                PyType element = tuple.Elements.Select(each => IrBuilder.Settle(each)).Aggregate((a, b) => a is OptionalType ? a : b is OptionalType || ReferenceEquals(a, PyType.None) ? b : a).Kept();
                IrExpr items = Sequence(() =>
                {
                    Value parts = Explode(value, tuple);
                    return MakeList(element, [.. parts.Parts.Select(part => (System.Func<IrExpr>)(() => Coerce(part, element)))], Site(new SourceSpan(0, 0)));
                });
                return new ListIteration(items, element, isReversed);
            default:
                return new StrIteration(ToExpression(value), isReversed);
        }
    }

    private Iteration ReversedIteration(Expression iterable)
    {
        if (iterable is Call call && Map.Builtins.TryGetValue(call, out BuiltinRow? row) && row.Special == Special.Range)
        {
            (IrExpr start, IrExpr stop, IrExpr step) = RangeBounds(call);
            if (step is IrConst { Bits: 1 })
                return new CountingIteration(Make.Op(WasmOp.I64Sub, IrType.I64, stop, Make.I64(1)), Make.Op(WasmOp.I64Sub, IrType.I64, start, Make.I64(1)), -1);
            return new ListIteration(CallLibrary("list_range", Site(call), start, stop, step), PyType.Int, isReversed: true);
        }

        return IterationOver(Build(iterable), isReversed: true);
    }

    /// <summary>Start, stop and step of a range; what is missing filled in. Evaluated in source order when used in that order.</summary>
    public (IrExpr Start, IrExpr Stop, IrExpr Step) RangeBounds(Call range)
    {
        ImmutableArray<IrExpr> bounds = [.. range.Args.Select(bound => Reusable(BuildAs(bound, PyType.Int)))];
        return bounds.Length switch
        {
            1 => (Make.I64(0), bounds[0], Make.I64(1)),
            2 => (bounds[0], bounds[1], Make.I64(1)),
            _ => (bounds[0], bounds[1], bounds[2]),
        };
    }

    /// <summary>The expression as a list where it is one or makes one anyway; null where its items must be collected.</summary>
    public Value? TryBuildList(Expression iterable) => iterable is GeneratorExp || TypeOf(iterable) is ListType ? Build(iterable) : null;

    /// <summary>The items of any iterable in a new list.</summary>
    public IrExpr Collect(Expression iterable, PyType element) => Sequence(() =>
    {
        Iteration iteration = Iterate(iterable);
        IrLocal result = Spill(MakeList(element, [], Site(iterable)));
        var end = new IrLabel("end");
        EmitLoop(iteration, iterable.Span, end, () => Emit(new IrBranch(end)), () =>
            Append(Make.Get(result), element, Coerce(iteration.Current(this), element), Site(iterable)));
        return Make.Get(result);
    });
}
