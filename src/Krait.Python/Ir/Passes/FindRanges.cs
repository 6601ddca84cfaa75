using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Python.Ir.Passes;

// Walks each function once (loops until they settle) with a range for every int local, and notes on each checked
// operation which of its tests can be left out. What is known comes from constants, comparisons and lengths.

/// <summary>Finds the ranges of ints and the tests that they make needless.</summary>
internal sealed partial class FindRanges
{
    /// <summary>Functions with more int locals are left as they are.</summary>
    private const int MaximumLocals = 1_000;

    /// <summary>In loops nested deeper than this, everything that changes is taken to be anything at once.</summary>
    private const int MaximumLoopDepth = 4;

    private const long LargestLength = int.MaxValue;

    private readonly Dictionary<IrLabel, RangeState?> _atLabel = [];
    private readonly Dictionary<IrLoop, LoopEffects> _effects = [];
    private readonly HashSet<IrFunction> _changesLists;
    private RangeState? _state = new();
    private int _loopDepth;

    private FindRanges(HashSet<IrFunction> changesLists)
    {
        _changesLists = changesLists;
    }

    /// <summary>Notes the facts in every function of the program; the library has no checks.</summary>
    public static void Run(IrModule module)
    {
        HashSet<IrFunction> changesLists = ListChanges.FindFunctions(module);
        foreach (IrFunction function in module.Functions)
        {
            if (function.Import is null && !function.IsLibrary && CountLocals(function) <= MaximumLocals)
                new FindRanges(changesLists).Exec(function.Body);
        }
    }

    private static int CountLocals(IrFunction function)
    {
        var locals = new HashSet<IrLocal>();
        IrWalker.ForEach(function.Body, statement => { if (statement is IrSet set) locals.Add(set.Local); }, _ => { });
        return locals.Count;
    }

    private void Exec(List<IrStmt> statements)
    {
        foreach (IrStmt statement in statements)
        {
            if (_state is null)
                return;
            Exec(statement);
        }
    }

    private void Exec(IrStmt statement)
    {
        switch (statement)
        {
            case IrSet n:
                ExecSet(n);
                break;
            case IrSetGlobal n:
                Eval(n.Value);
                break;
            case IrStore n:
                Eval(n.Address);
                Eval(n.Value);
                if (ListChanges.IsHeaderStore(n))
                    _state?.Lengths.ForgetLists();
                break;
            case IrDo n:
                Eval(n.Value);
                break;
            case IrEffect n:
                EvalAll(n.Args);
                break;
            case IrReturn { Value: { } result }:
                Eval(result);
                _state = null;
                break;
            case IrReturn or IrReturnMany or IrTrap:
                _state = null;
                break;
            case IrRaise n:
                Leave(n.Site);
                _state = null;
                break;
            case IrRaiseDynamic n:
                Eval(n.TypeId);
                Eval(n.Message);
                Leave(n.Site);
                _state = null;
                break;
            case IrBranch n:
                Arrive(n.Target);
                _state = null;
                break;
            case IrIf n:
                ExecIf(n);
                break;
            case IrBlock n:
                _atLabel[n.Label] = null;
                Exec(n.Body);
                _state = RangeState.Merge(_state, _atLabel[n.Label]);
                break;
            case IrLoop n:
                ExecLoop(n);
                break;
        }
    }

    private void ExecSet(IrSet n)
    {
        IntRange value = Eval(n.Value);
        if (_state is not { } state)
            return;
        LengthSum? sum = n.Local.Type == IrType.I64 ? SumOf(n.Value) : null;
        state.Lengths.Forget(n.Local);
        if (n.Local.Type != IrType.I64)
            return;
        state.Set(n.Local, value);
        if (sum is { } known && !ReferenceEquals(known.Sequence, n.Local))
            state.Lengths.SetSum(n.Local, known);
        if (Last(n.Value) is IrLocalGet copied && !ReferenceEquals(copied.Local, n.Local))
            state.Lengths.Copy(copied.Local, n.Local);
    }

    private static IrExpr Last(IrExpr expression) => expression is IrSequence sequence ? Last(sequence.Value) : expression;

    /// <summary>The value as a length plus a constant, or null.</summary>
    private LengthSum? SumOf(IrExpr expression)
    {
        switch (expression)
        {
            case IrApply { Op: WasmOp.I64ExtendI32U, Args: [IrLoad { Offset: 0, Address: IrLocalGet owner, Region: IrRegion.ListLength or IrRegion.Immutable, Op: WasmOp.I32Load } load] }:
                return new LengthSum(owner.Local, 0, load.Region == IrRegion.ListLength ? IndexedKind.List : IndexedKind.Str);
            case IrLocalGet get:
                return _state!.Lengths.SumOf(get.Local);
            case IrSequence sequence:
                return SumOf(sequence.Value);
        }

        (IrExpr Operand, long Plus)? offset = Offset(expression);
        return offset is { Plus: not 0 } o && SumOf(o.Operand) is { } sum ? sum with { Plus = sum.Plus + o.Plus } : null;
    }

    /// <summary>An operand and the constant that is added to it; small constants only, so that sums of them do not overflow.</summary>
    private static (IrExpr Operand, long Plus)? Offset(IrExpr expression) => expression switch
    {
        IrChecked { Op: CheckedOp.Add, Args: [var x, IrConst { Bits: >= -Small and <= Small } c] } => (x, c.Bits),
        IrChecked { Op: CheckedOp.Sub, Args: [var x, IrConst { Bits: >= -Small and <= Small } c] } => (x, -c.Bits),
        IrChecked { Op: CheckedOp.Add, Args: [IrConst { Bits: >= -Small and <= Small } c, var x] } => (x, c.Bits),
        IrLocalGet => (expression, 0),
        _ => null,
    };

    private const long Small = 1L << 31;

    private IntRange EvalElement(IrElement n)
    {
        Eval(n.Sequence);
        IntRange index = Eval(n.Index);
        n.IsNonNegative = index.IsNonNegative;
        n.IsInBounds = false;
        if (_state is { } state && n.Sequence is IrLocalGet sequence && Offset(n.Index) is ({ } operand, var plus) && operand is IrLocalGet local)
        {
            n.IsInBounds = index.IsNonNegative && state.Lengths.IsBelow(local.Local, sequence.Local, plus);
            Leave(n.Site);
            // From here on the index is known to have been inside; a negative one says nothing.
            if (index.IsNonNegative)
                state.Lengths.SetBelow(local.Local, sequence.Local, plus, n.Kind);
            return IntRange.Full;
        }

        Leave(n.Site);
        return IntRange.Full;
    }

    private void Arrive(IrLabel label)
    {
        if (_state is not null)
            _atLabel[label] = RangeState.Merge(_atLabel.GetValueOrDefault(label), _state.Clone());
    }

    private void Leave(IrSite site)
    {
        if (site.Handler is { } handler)
            Arrive(handler);
    }

    private void ExecIf(IrIf n)
    {
        (RangeState? whenTrue, RangeState? whenFalse) = Test(n.Test);
        _state = whenTrue;
        Exec(n.WhenTrue);
        RangeState? after = _state;
        _state = whenFalse;
        Exec(n.WhenFalse);
        _state = RangeState.Merge(after, _state);
    }

    private void ExecLoop(IrLoop n)
    {
        RangeState entry = _state!;
        if (!_effects.TryGetValue(n, out LoopEffects? effects))
            _effects.Add(n, effects = LoopEffects.Of(n, _changesLists));
        HashSet<IrLocal> changed = effects.ChangedInts;

        _loopDepth++;
        RangeState head = entry.Clone();
        foreach (IrLocal local in effects.Changed)
            head.Lengths.Forget(local);
        if (effects.ChangesLists)
            head.Lengths.ForgetLists();
        for (int round = MaximumLoopDepth < _loopDepth ? 3 : 0; ; round++)
        {
            // A few rounds keep a bound that does not move; then whatever still moves becomes unbounded.
            if (3 <= round)
                head.ForgetAll(changed);
            _atLabel[n.Label] = null;
            _state = head.Clone();
            Exec(n.Body);
            RangeState? back = _atLabel[n.Label];
            if (back is null || 3 <= round || !head.Widen(back, changed))
                break;
        }

        _loopDepth--;
    }

    /// <summary>Evaluates a test; gives the states in which it is true and false.</summary>
    private (RangeState? WhenTrue, RangeState? WhenFalse) Test(IrExpr test)
    {
        switch (test)
        {
            case IrConst constant:
                return constant.Bits != 0 ? (_state, null) : (null, _state);
            case IrApply { Op: WasmOp.I32Eqz } not:
                (RangeState? t, RangeState? f) = Test(not.Args[0]);
                return (f, t);
            case IrSequence sequence:
                Exec(sequence.Statements);
                return _state is null ? (null, null) : Test(sequence.Value);
            case IrChoose { WhenFalse: IrConst { Bits: 0 } } and:
                (RangeState? first, RangeState? second) = Test(and.Test);
                _state = first;
                (RangeState? both, RangeState? notBoth) = _state is null ? (null, null) : Test(and.WhenTrue);
                return (both, RangeState.Merge(second, notBoth));
            case IrChoose { WhenTrue: IrConst { Bits: 1 } } or:
                (RangeState? either, RangeState? neither) = Test(or.Test);
                _state = neither;
                (RangeState? alsoTrue, RangeState? allFalse) = _state is null ? (null, null) : Test(or.WhenFalse);
                return (RangeState.Merge(either, alsoTrue), allFalse);
            case IrApply { Args: [{ Type: IrType.I64 } a, { Type: IrType.I64 } b] } compare:
                IntRange x = Eval(a);
                IntRange y = Eval(b);
                return _state is null ? (null, null) : (Refined(compare.Op, a, x, b, y), Refined(Opposite(compare.Op), a, x, b, y));
        }

        Eval(test);
        return (_state, _state?.Clone());
    }

    private static WasmOp Opposite(WasmOp op) => op switch
    {
        WasmOp.I64LtS => WasmOp.I64GeS,
        WasmOp.I64GeS => WasmOp.I64LtS,
        WasmOp.I64GtS => WasmOp.I64LeS,
        WasmOp.I64LeS => WasmOp.I64GtS,
        WasmOp.I64Eq => WasmOp.I64Ne,
        WasmOp.I64Ne => WasmOp.I64Eq,
        _ => WasmOp.Nop,
    };

    private RangeState Refined(WasmOp op, IrExpr a, IntRange x, IrExpr b, IntRange y)
    {
        RangeState state = _state!.Clone();
        switch (op)
        {
            case WasmOp.I64LtS:
                NoteBelow(state, a, b);
                state.Narrow(a, x.Intersect(long.MinValue, y.High == long.MinValue ? y.High : y.High - 1));
                state.Narrow(b, y.Intersect(x.Low == long.MaxValue ? x.Low : x.Low + 1, long.MaxValue));
                break;
            case WasmOp.I64LeS:
                state.Narrow(a, x.Intersect(long.MinValue, y.High));
                state.Narrow(b, y.Intersect(x.Low, long.MaxValue));
                break;
            case WasmOp.I64GtS:
                return Refined(WasmOp.I64LtS, b, y, a, x);
            case WasmOp.I64GeS:
                return Refined(WasmOp.I64LeS, b, y, a, x);
            case WasmOp.I64Eq:
                state.Narrow(a, x.Intersect(y.Low, y.High));
                state.Narrow(b, y.Intersect(x.Low, x.High));
                break;
            case WasmOp.I64Ne when y.IsConstant:
                state.Narrow(a, Without(x, y.Low));
                break;
        }

        return state;
    }

    // a < length + k: so a - k < length.
    private void NoteBelow(RangeState state, IrExpr a, IrExpr b)
    {
        if (a is IrLocalGet index && SumOf(b) is { } sum)
            state.Lengths.SetBelow(index.Local, sum.Sequence, -sum.Plus, sum.Kind);
    }

    private static IntRange Without(IntRange range, long value)
    {
        if (range.Low == value && value < range.High)
            return range with { Low = value + 1 };
        return range.High == value && range.Low < value ? range with { High = value - 1 } : range;
    }

    private void EvalAll(IrExpr[] expressions)
    {
        foreach (IrExpr expression in expressions)
            Eval(expression);
    }

    private IntRange Eval(IrExpr expression)
    {
        switch (expression)
        {
            case IrConst { Type: IrType.I64 } n:
                return IntRange.Of(n.Bits);
            case IrLocalGet { Type: IrType.I64 } n:
                return _state?.Get(n.Local) ?? IntRange.Full;
            case IrApply n:
                return EvalApply(n);
            case IrLoad n:
                Eval(n.Address);
                return IntRange.Full;
            case IrCall n:
                EvalAll(n.Args);
                if (_changesLists.Contains(n.Target))
                    _state?.Lengths.ForgetLists();
                Leave(n.Site);
                return IntRange.Full;
            case IrChoose n:
                return EvalChoose(n);
            case IrSequence n:
                Exec(n.Statements);
                return _state is null ? IntRange.Full : Eval(n.Value);
            case IrChecked n:
                return EvalChecked(n);
            case IrElement n:
                return EvalElement(n);
            default:
                return IntRange.Full;
        }
    }

    private IntRange EvalChoose(IrChoose n)
    {
        (RangeState? whenTrue, RangeState? whenFalse) = Test(n.Test);
        _state = whenTrue;
        IntRange? first = _state is null ? null : Eval(n.WhenTrue);
        RangeState? after = _state;
        _state = whenFalse;
        IntRange? second = _state is null ? null : Eval(n.WhenFalse);
        _state = RangeState.Merge(after, _state);
        if (first is { } a)
            return second is { } b ? a.Union(b) : a;
        return second ?? IntRange.Full;
    }
}
