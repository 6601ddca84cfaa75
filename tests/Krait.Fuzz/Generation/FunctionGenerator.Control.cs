using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

internal sealed partial class FunctionGenerator
{
    // A block of some kind that leaves these results.
    private void Structured(ImmutableArray<ValueType> results, int depth)
    {
        switch (_dice.Roll(_plan.HasExceptions ? 13 : 10))
        {
            case < 3: Block(results, depth); break;
            case < 6 when _loops < 2: Loop(results, depth); break;
            case < 10: IfElse(results, depth); break;
            default: Guarded(results, depth); break;
        }
    }

    private void Block(ImmutableArray<ValueType> results, int depth)
    {
        ImmutableArray<ValueType> parameters = BlockParameters();
        Values(parameters, depth);
        _code.Block(BlockTypeOf(parameters, results));
        Inside(new Label(results, LabelKind.Block), parameters, results, depth);
        _code.End();
    }

    // What stands between a block instruction and its end.
    private void Inside(Label label, ImmutableArray<ValueType> parameters, ImmutableArray<ValueType> results, int depth)
    {
        _labels.Add(label);
        Consume(parameters);
        Statements(_dice.Roll(4), depth);
        Values(results, depth);
        _labels.RemoveAt(_labels.Count - 1);
    }

    private ImmutableArray<ValueType> BlockParameters() => _dice.Percent(80)
        ? []
        : [.. Enumerable.Range(0, _dice.Between(1, 3)).Select(_ => GuestTypes.Any(_dice, _plan))];

    private void Loop(ImmutableArray<ValueType> results, int depth)
    {
        ImmutableArray<ValueType> parameters = BlockParameters();
        int counter = HiddenLocal(ValueType.I32);
        _code.I32Const(_dice.Between(1, _loops == 0 ? 9 : 3)).LocalSet(counter);
        Values(parameters, depth);
        _code.Loop(BlockTypeOf(parameters, results));
        _labels.Add(new Label(parameters, LabelKind.Loop));
        _loops++;
        Consume(parameters);
        Statements(_dice.Roll(4), depth);
        Values(parameters, 1);
        _code.LocalGet(counter).I32Const(1).Op(WasmOp.I32Sub).LocalTee(counter);
        _code.BrIf(0);
        DropAll(parameters);
        Values(results, depth);
        _loops--;
        _labels.RemoveAt(_labels.Count - 1);
        _code.End();
    }

    private void IfElse(ImmutableArray<ValueType> results, int depth)
    {
        ImmutableArray<ValueType> parameters = BlockParameters();
        Values(parameters, depth);
        Value(ValueType.I32, depth);
        _code.If(BlockTypeOf(parameters, results));
        Inside(new Label(results, LabelKind.Block), parameters, results, depth);
        if (!results.SequenceEqual(parameters) || _dice.OneIn(2))
        {
            _code.Else();
            Inside(new Label(results, LabelKind.Block), parameters, results, depth);
        }

        _code.End();
    }

    private void MaybeBranch(int depth)
    {
        int target = PickTarget();
        ImmutableArray<ValueType> types = _labels[_labels.Count - 1 - target].Types;
        Values(types, depth);
        Value(ValueType.I32, depth);
        _code.BrIf(target);
        DropAll(types);
    }

    private int PickTarget()
    {
        bool withLoops = _dice.OneIn(8);
        int[] targets = [.. Enumerable.Range(0, _labels.Count).Where(d => withLoops || _labels[_labels.Count - 1 - d].Kind != LabelKind.Loop)];
        return _dice.PickFrom(targets);
    }

    // Blocks inside each other, left through br_table; the code after each is one arm.
    private void Switch(int depth)
    {
        int arms = _dice.Between(1, 4);
        for (int i = 0; i < arms; i++)
        {
            _code.Block();
            _labels.Add(new Label([], LabelKind.Block));
        }

        Value(ValueType.I32, depth);
        if (_dice.Percent(80))
            _code.I32Const(arms + 1).Op(WasmOp.I32RemU);
        List<int> targets = DepthsTaking([]);
        int[] table = [.. Enumerable.Range(0, _dice.Roll(6)).Select(_ => _dice.PickFrom(targets))];
        _code.BrTable(table, _dice.PickFrom(targets));
        for (int i = 0; i < arms; i++)
        {
            _labels.RemoveAt(_labels.Count - 1);
            _code.End();
            Statements(_dice.Roll(3), depth);
        }
    }

    // An if whose arm goes away, so that what follows is reached as well.
    private void MaybeLeave(int depth)
    {
        Value(ValueType.I32, depth);
        if (_dice.Percent(70))
            _code.I32Const(7).Op(WasmOp.I32And).Op(WasmOp.I32Eqz);
        _code.If();
        _labels.Add(new Label([], LabelKind.Block));
        Leaves(depth);
        if (_dice.OneIn(4))
            Statements(2, depth);
        _labels.RemoveAt(_labels.Count - 1);
        _code.End();
    }

    // Ends the straight way: what follows is never reached and may take anything off the stack.
    private void Leaves(int depth)
    {
        switch (_dice.Roll(12))
        {
            case 0:
                _code.Unreachable();
                break;
            case < 4:
                Values(_type.Results, depth);
                _code.Return();
                break;
            case < 6 when _plan.Has(WasmFeatures.TailCalls):
                TailCall(depth);
                break;
            case < 9 when _plan.Tags.Count > 0:
                Throw(depth);
                break;
            case 9:
                int first = PickTarget();
                ImmutableArray<ValueType> types = _labels[_labels.Count - 1 - first].Types;
                List<int> others = [first, .. DepthsTaking(types)];
                Values(types, depth);
                Value(ValueType.I32, depth);
                _code.BrTable([.. Enumerable.Range(0, _dice.Roll(4)).Select(_ => _dice.PickFrom(others))], first);
                break;
            default:
                int target = PickTarget();
                Values(_labels[_labels.Count - 1 - target].Types, depth);
                _code.Br(target);
                break;
        }
    }
}
