using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

internal sealed partial class FunctionGenerator
{
    // A block that leaves these results and catches what is thrown in it, in one of the two forms.
    private void Guarded(ImmutableArray<ValueType> results, int depth)
    {
        if (_plan.HasStandardExceptions && (!_plan.HasLegacyExceptions || _dice.OneIn(2)))
            TryTable(results, depth);
        else if (_plan.HasLegacyExceptions)
            Try(results, depth);
        else
            Block(results, depth);
    }

    private void Throw(int depth)
    {
        if (_plan.HasStandardExceptions && _dice.OneIn(4))
        {
            Value(GuestTypes.ExnRef, depth);
            _code.Op(WasmOp.ThrowRef);
            return;
        }

        int[] caught = [.. Enumerable.Range(0, _labels.Count).Where(d => _labels[_labels.Count - 1 - d].Kind == LabelKind.Catch)];
        if (caught.Length > 0 && _dice.OneIn(2))
        {
            _code.Op(WasmOp.Rethrow, _dice.PickFrom(caught));
            return;
        }

        int tag = _dice.Roll(_plan.Tags.Count);
        Values(_plan.Tags[tag].Parameters, depth);
        _code.Op(WasmOp.Throw, tag);
    }

    // block $out (results)
    //   block $handler (what the clause gives)
    //     try_table (results) ... clauses, the first to $handler
    //     end
    //     br $out
    //   end
    //   handler
    // end
    private void TryTable(ImmutableArray<ValueType> results, int depth)
    {
        CatchKind kind = (CatchKind)_dice.Roll(_plan.Tags.Count > 0 ? 4 : 2) + (_plan.Tags.Count > 0 ? 0 : 2);
        int tag = _plan.Tags.Count > 0 ? _dice.Roll(_plan.Tags.Count) : 0;
        ImmutableArray<ValueType> given = Given(kind, tag);
        _code.Block(BlockTypeOf([], results));
        _labels.Add(new Label(results, LabelKind.Block));
        _code.Block(BlockTypeOf([], given));
        _labels.Add(new Label(given, LabelKind.Block));

        ImmutableArray<ValueType> parameters = BlockParameters();
        Values(parameters, depth);
        _code.Structured(WasmOp.TryTable, BlockTypeOf(parameters, results));
        Clauses([(kind, tag, 0), .. MoreClauses()]);
        Inside(new Label(results, LabelKind.Block), parameters, results, depth);
        ThrowNow(new Label(results, LabelKind.Block), depth);
        _code.End().Br(1);

        _labels.RemoveAt(_labels.Count - 1);
        _code.End();
        Consume(given);
        Statements(_dice.Roll(3), depth);
        Values(results, depth);
        _labels.RemoveAt(_labels.Count - 1);
        _code.End();
    }

    // At the end of a guarded body; the values that are there already belong to what is thrown away.
    private void ThrowNow(Label guarded, int depth)
    {
        if (_plan.Tags.Count == 0 || _dice.OneIn(2))
            return;
        _labels.Add(guarded);
        Throw(depth);
        _labels.RemoveAt(_labels.Count - 1);
    }

    private ImmutableArray<ValueType> Given(CatchKind kind, int tag)
    {
        ImmutableArray<ValueType> values = kind is CatchKind.Catch or CatchKind.CatchRef ? _plan.Tags[tag].Parameters : [];
        return kind is CatchKind.CatchRef or CatchKind.CatchAllRef ? values.Add(GuestTypes.ExnRef) : values;
    }

    // Clauses to whatever label takes what they give. Their labels are counted from outside of the try_table.
    private IEnumerable<(CatchKind Kind, int Tag, int Depth)> MoreClauses()
    {
        List<(CatchKind, int, int)> clauses = [];
        for (int i = _dice.Roll(3); i > 0 && _plan.Tags.Count > 0; i--)
        {
            CatchKind kind = (CatchKind)_dice.Roll(4);
            int tag = _dice.Roll(_plan.Tags.Count);
            List<int> depths = DepthsTaking(Given(kind, tag));
            if (depths.Count > 0)
                clauses.Add((kind, tag, _dice.PickFrom(depths)));
        }

        return clauses;
    }

    private void Clauses(List<(CatchKind Kind, int Tag, int Depth)> clauses)
    {
        _code.Append([(byte)clauses.Count]);
        foreach ((CatchKind kind, int tag, int depth) in clauses)
        {
            _code.Append([(byte)kind]);
            if (kind is CatchKind.Catch or CatchKind.CatchRef)
                _code.Append([(byte)tag]);
            _code.Append([(byte)depth]);
        }
    }

    private void Try(ImmutableArray<ValueType> results, int depth)
    {
        ImmutableArray<ValueType> parameters = BlockParameters();
        Values(parameters, depth);
        _code.Structured(WasmOp.Try, BlockTypeOf(parameters, results));
        Inside(new Label(results, LabelKind.Block), parameters, results, depth);
        ThrowNow(new Label(results, LabelKind.Block), depth);
        if (_dice.OneIn(4))
        {
            _code.Op(WasmOp.Delegate, _dice.Roll(_labels.Count));
            return;
        }

        bool hasAll = _plan.Tags.Count == 0 || _dice.OneIn(2);
        for (int i = _plan.Tags.Count == 0 ? 0 : _dice.Between(hasAll ? 0 : 1, 2); i > 0; i--)
        {
            int tag = _dice.Roll(_plan.Tags.Count);
            _code.Op(WasmOp.Catch, tag);
            Handler(_plan.Tags[tag].Parameters, results, depth);
        }

        if (hasAll)
        {
            _code.Op(WasmOp.CatchAll);
            Handler([], results, depth);
        }

        _code.End();
    }

    private void Handler(ImmutableArray<ValueType> given, ImmutableArray<ValueType> results, int depth)
    {
        Inside(new Label(results, LabelKind.Catch), given, results, depth);
        if (_dice.OneIn(6))
            _code.Op(WasmOp.Rethrow, 0);
    }
}
