using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Emit;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

// What a loop goes over. Each kind says how to begin, whether there is a next item, what it is, and how to step on.
// Order of calls: SetUp, then per item HasNext, Current, Advance.

/// <summary>Something that a loop goes over.</summary>
internal abstract class Iteration
{
    private protected Iteration()
    {
    }

    public abstract void SetUp(FunctionBuilder b);

    public abstract IrExpr HasNext(FunctionBuilder b);

    public abstract Value Current(FunctionBuilder b);

    public abstract void Advance(FunctionBuilder b);
}

/// <summary>A range with step 1 or -1: a counter and a bound.</summary>
internal sealed class CountingIteration(IrExpr start, IrExpr stop, int step) : Iteration
{
    private IrLocal _counter = null!;
    private IrExpr _stop = null!;

    public override void SetUp(FunctionBuilder b)
    {
        _counter = b.Spill(start);
        _stop = b.Reusable(stop);
    }

    public override IrExpr HasNext(FunctionBuilder b) =>
        Make.Test(step == 1 ? WasmOp.I64LtS : WasmOp.I64GtS, Make.Get(_counter), _stop);

    public override Value Current(FunctionBuilder b) => new(PyType.Int, Make.Get(_counter));

    // Cannot overflow: the counter lies on this side of the bound.
    public override void Advance(FunctionBuilder b) =>
        b.Emit(new IrSet(_counter, Make.Op(WasmOp.I64Add, IrType.I64, Make.Get(_counter), Make.I64(step))));
}

/// <summary>A range with any step: the number of items is found first, so that no step can overflow unnoticed.</summary>
internal sealed class SteppingIteration(IrExpr start, IrExpr stop, IrExpr step, IrSite site) : Iteration
{
    private IrLocal _item = null!;
    private IrLocal _left = null!;
    private IrExpr _step = null!;

    public override void SetUp(FunctionBuilder b)
    {
        _item = b.Spill(start);
        IrExpr end = b.Reusable(stop);
        _step = b.Reusable(step);
        if (step is not IrConst { Bits: not 0 })
            b.Emit(new IrIf(Make.Test(WasmOp.I64Eqz, _step), b.Inside(() => b.Raise(site, "ValueError", "range() arg 3 must not be zero")), []));
        _left = b.Temporary(IrType.I64);
        b.Emit(new IrSet(_left, new IrChoose(Make.Test(WasmOp.I64LtS, Make.I64(0), _step), Count(Make.Get(_item), end, _step), Count(end, Make.Get(_item), Negated(_step)))));
    }

    public override IrExpr HasNext(FunctionBuilder b) => Make.Test(WasmOp.I64Ne, Make.Get(_left), Make.I64(0));

    public override Value Current(FunctionBuilder b) => new(PyType.Int, Make.Get(_item));

    public override void Advance(FunctionBuilder b)
    {
        b.Emit(new IrSet(_item, Make.Op(WasmOp.I64Add, IrType.I64, Make.Get(_item), _step)));
        b.Emit(new IrSet(_left, Make.Op(WasmOp.I64Sub, IrType.I64, Make.Get(_left), Make.I64(1))));
    }

    private static IrExpr Negated(IrExpr step) =>
        step is IrConst constant ? Make.I64(unchecked(-constant.Bits)) : Make.Op(WasmOp.I64Sub, IrType.I64, Make.I64(0), step);

    // Unsigned: the distance of two ints has 64 bits.
    private static IrExpr Count(IrExpr low, IrExpr high, IrExpr step)
    {
        IrExpr distance = Make.Op(WasmOp.I64Sub, IrType.I64, Make.Op(WasmOp.I64Sub, IrType.I64, high, low), Make.I64(1));
        IrExpr count = Make.Op(WasmOp.I64Add, IrType.I64, Make.Op(WasmOp.I64DivU, IrType.I64, distance, step), Make.I64(1));
        return new IrChoose(Make.Test(WasmOp.I64LtS, low, high), count, Make.I64(0));
    }
}

/// <summary>A list, forwards or backwards. Its length is read for each item, because the body may change it.</summary>
internal sealed class ListIteration(IrExpr list, PyType element, bool isReversed) : Iteration
{
    private IrExpr _list = null!;
    private IrLocal _index = null!;

    public override void SetUp(FunctionBuilder b)
    {
        _list = b.Reusable(list);
        _index = b.Spill(isReversed ? Make.Add32(Length(), -1) : Make.I32(0));
    }

    // Backwards the index ends at -1, which is above every length when compared without sign.
    public override IrExpr HasNext(FunctionBuilder b) => Make.Test(WasmOp.I32LtU, Make.Get(_index), Length());

    public override Value Current(FunctionBuilder b)
    {
        PyType type = IrBuilder.Settle(element);
        IrExpr items = new IrLoad(WasmOp.I32Load, IrType.I32, _list, Layouts.ListItems, IrRegion.ListItems);
        IrExpr address = Make.Add32(items, FunctionBuilder.Scale(Make.Get(_index), Layouts.ElementBytes(type)));
        return new Value(type, new IrLoad(Layouts.ElementLoad(type), type.Held, address, 0, IrRegion.ListElement));
    }

    public override void Advance(FunctionBuilder b) => b.Emit(new IrSet(_index, Make.Add32(Make.Get(_index), isReversed ? -1 : 1)));

    private IrExpr Length() => new IrLoad(WasmOp.I32Load, IrType.I32, _list, Layouts.ListLength, IrRegion.ListLength);
}

/// <summary>The characters of a str, forwards or backwards.</summary>
internal sealed class StrIteration(IrExpr text, bool isReversed) : Iteration
{
    private IrExpr _text = null!;
    private IrLocal _index = null!;
    private IrLocal _length = null!;
    private IrLocal _shift = null!;
    private IrLocal _mask = null!;

    public override void SetUp(FunctionBuilder b)
    {
        _text = b.Reusable(text);
        _length = b.Spill(Field(Layouts.StrLength));
        _shift = b.Spill(Field(Layouts.StrShift));
        _mask = b.Spill(Field(Layouts.StrMask));
        _index = b.Spill(isReversed ? Make.Add32(Make.Get(_length), -1) : Make.I32(0));
    }

    public override IrExpr HasNext(FunctionBuilder b) => Make.Test(WasmOp.I32LtU, Make.Get(_index), Make.Get(_length));

    public override Value Current(FunctionBuilder b)
    {
        IrExpr offset = Make.Op(WasmOp.I32Shl, IrType.I32, Make.Get(_index), Make.Get(_shift));
        var load = new IrLoad(WasmOp.I32Load, IrType.I32, Make.Add32(_text, offset), Layouts.StrChars, IrRegion.Immutable);
        return new Value(PyType.Char, Make.Op(WasmOp.I32And, IrType.I32, load, Make.Get(_mask)));
    }

    public override void Advance(FunctionBuilder b) => b.Emit(new IrSet(_index, Make.Add32(Make.Get(_index), isReversed ? -1 : 1)));

    private IrLoad Field(int offset) => new(WasmOp.I32Load, IrType.I32, _text, offset, IrRegion.Immutable);
}

/// <summary>enumerate: another iteration with a counter.</summary>
internal sealed class EnumerateIteration(Iteration inner, IrExpr start) : Iteration
{
    private IrLocal _counter = null!;

    public override void SetUp(FunctionBuilder b)
    {
        inner.SetUp(b);
        _counter = b.Spill(start);
    }

    public override IrExpr HasNext(FunctionBuilder b) => inner.HasNext(b);

    public override Value Current(FunctionBuilder b)
    {
        Value item = inner.Current(b);
        return new Value(new TupleType([PyType.Int, item.Type]), [new Value(PyType.Int, Make.Get(_counter)), item]);
    }

    public override void Advance(FunctionBuilder b)
    {
        inner.Advance(b);
        b.Emit(new IrSet(_counter, Make.Op(WasmOp.I64Add, IrType.I64, Make.Get(_counter), Make.I64(1))));
    }
}

/// <summary>zip: several iterations side by side, as long as the shortest.</summary>
internal sealed class ZipIteration(ImmutableArray<Iteration> inner) : Iteration
{
    public override void SetUp(FunctionBuilder b)
    {
        foreach (Iteration iteration in inner)
            iteration.SetUp(b);
    }

    public override IrExpr HasNext(FunctionBuilder b) =>
        inner.Select(iteration => iteration.HasNext(b)).Reverse().Aggregate((rest, first) => new IrChoose(first, rest, Make.I32(0)));

    public override Value Current(FunctionBuilder b)
    {
        ImmutableArray<Value> items = [.. inner.Select(iteration => iteration.Current(b))];
        return new Value(new TupleType([.. items.Select(item => item.Type)]), items);
    }

    public override void Advance(FunctionBuilder b)
    {
        foreach (Iteration iteration in inner)
            iteration.Advance(b);
    }
}
