using System;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

// Loops of the two shapes that the compiler makes something else of: one that walks over memory in equal steps, long enough for the
// copy without checks, and an interpreter's, whose arms get copies of its head.
internal sealed partial class FunctionGenerator
{
    private void Walk()
    {
        if (!_plan.HasMemory)
        {
            SetLocal(depth: 0);
            return;
        }

        int rounds = _dice.Between(6, 24);
        int stride = _dice.Pick(1, 1, 2, 4, 8, -1, -4);
        int reach = (rounds - 1) * Math.Abs(stride);
        int end = _plan.MemoryPages * 65536;
        int start = stride < 0 ? reach + _dice.Roll(10) : _dice.OneIn(2) ? _dice.Roll(300) : end - reach - _dice.Roll(10);
        int counter = HiddenLocal(ValueType.I32);
        int pointer = HiddenLocal(ValueType.I32);
        _code.I32Const(rounds).LocalSet(counter);
        _code.I32Const(start).LocalSet(pointer);
        _code.Loop(BlockTypeOf([], []));
        _labels.Add(new Label([], LabelKind.Loop));
        for (int i = _dice.Between(1, 3); 0 < i; i--)
            Touch(pointer);
        if (_dice.OneIn(3))
            SetLocal(depth: 0);
        _code.LocalGet(pointer).I32Const(stride).Op(WasmOp.I32Add).LocalSet(pointer);
        _code.LocalGet(counter).I32Const(1).Op(WasmOp.I32Sub).LocalTee(counter);
        _code.BrIf(0);
        _labels.RemoveAt(_labels.Count - 1);
        _code.End();
    }

    private void Touch(int pointer)
    {
        int local = LocalOf(ValueType.I32);
        if (_dice.OneIn(3))
        {
            _code.LocalGet(pointer).LocalGet(local).Memory(WasmOp.I32Store8, 1, (ulong)_dice.Roll(4));
            return;
        }

        _code.LocalGet(pointer).Memory(_dice.OneIn(2) ? WasmOp.I32Load8U : WasmOp.I32Load, 1, (ulong)_dice.Roll(4));
        _code.LocalGet(local).Op(WasmOp.I32Add).LocalSet(local);
    }

    private void Machine(int depth)
    {
        int arms = _dice.Between(2, 4);
        int rounds = HiddenLocal(ValueType.I32);
        int state = HiddenLocal(ValueType.I32);
        _code.I32Const(_dice.Between(3, 20)).LocalSet(rounds);
        _code.I32Const(_dice.Roll(100)).LocalSet(state);
        _code.Block();
        _labels.Add(new Label([], LabelKind.Block));
        _code.Loop(BlockTypeOf([], []));
        _labels.Add(new Label([], LabelKind.Loop));
        _loops++;
        for (int i = 0; i < arms; i++)
        {
            _code.Block();
            _labels.Add(new Label([], LabelKind.Block));
        }

        _code.LocalGet(state);
        if (_plan.HasMemory && _dice.OneIn(2))
            _code.LocalTee(LocalOf(ValueType.I32)).Memory(WasmOp.I32Load8U, 1, (ulong)_dice.Roll(200)).LocalGet(state).Op(WasmOp.I32Add);
        _code.I32Const(arms).Op(WasmOp.I32RemU);
        _code.BrTable([.. Enumerable.Range(0, arms - 1)], arms - 1);
        for (int arm = 0; arm < arms; arm++)
        {
            _labels.RemoveAt(_labels.Count - 1);
            _code.End();
            Statements(_dice.Roll(3), Math.Min(depth, 1));
            _code.LocalGet(state).I32Const(5).Op(WasmOp.I32Mul).I32Const(_dice.Roll(50)).Op(WasmOp.I32Add);
            _code.I32Const(255).Op(WasmOp.I32And).LocalSet(state);
            _code.LocalGet(rounds).I32Const(1).Op(WasmOp.I32Sub).LocalTee(rounds).Op(WasmOp.I32Eqz);
            int loop = arms - 1 - arm;
            _code.BrIf(loop + 1);
            if (loop == 0 || !_dice.OneIn(4))
                _code.Br(loop);
        }

        _loops--;
        _labels.RemoveRange(_labels.Count - 2, 2);
        _code.End().End();
    }
}
