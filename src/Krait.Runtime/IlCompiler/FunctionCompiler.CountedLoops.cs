using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Krait.Runtime.CountedLoops;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// A counted loop is compiled twice, with a test in front:
//
//   if (rounds are few, or some access of the last or first round is out of bounds) goto checked
//   the loop, without checks of these accesses
//   goto after
//   checked: the loop
//   after:
//
// SAFETY: a round's number is at most `last`, and addresses are linear in it, so they lie between those of round 0 and of round
// `last`. No sum here wraps: counters and bounds have 32 bits, steps at most 17, and all is computed in 64.
internal sealed partial class FunctionCompiler
{
    // What second copies may add to a function, as a weight; see MethodSizes.
    private const int MaximumCopiedWeight = 3_000;

    private IReadOnlySet<int>? _inBounds;
    private LocalBuilder? _lastRound;
    private int _copiedWeight;

    // Functions that are cut into parts are compiled as they are: their loops are no tight ones.
    private CountedLoop? CountedLoopAt(WasmOp op, InstructionReader reader)
    {
        if (op != WasmOp.Loop || _split is not null || !_scan.UsesMemory || MaximumCopiedWeight < _copiedWeight)
            return null;
        return LoopReader.Find(_plan.Module, reader);
    }

    private void EmitCountedLoop(CountedLoop loop, ref InstructionReader reader)
    {
        int start = reader.NextOffset;
        _operands.Settle();
        int height = _operands.Height;
        CheckedAddresses.Mark mark = _addresses.Now();
        FunctionScan.Position position = _scan.Next;
        Label withChecks = _il.DefineLabel();
        Label after = _il.DefineLabel();
        EmitRangeTest(loop, withChecks);

        InstructionReader again = reader;
        _inBounds = loop.Accesses;
        EmitLoopTo(loop.EndOffset, ref again);
        _inBounds = null;
        if (!_isDead)
        {
            _operands.SaveTop(_operands.Height - height);
            _il.Emit(OpCodes.Br, after);
        }

        _isDead = false;
        _operands.CutTo(height);
        _addresses.Join(mark);
        _scan.Next = position;
        _il.MarkLabel(withChecks);
        EmitLoopTo(loop.EndOffset, ref reader);
        if (!_isDead)
            _operands.SaveTop(_operands.Height - height);
        _addresses.Join(mark);
        _il.MarkLabel(after);
        _copiedWeight += loop.EndOffset - start;
    }

    // The reader has just read `loop`.
    private void EmitLoopTo(int endOffset, ref InstructionReader reader)
    {
        Emit(WasmOp.Loop, ref reader);
        while (reader.NextOffset < endOffset)
            Step(ref reader);
    }

    private void EmitRangeTest(CountedLoop loop, Label fails)
    {
        _lastRound ??= _frame.Declare(typeof(long));
        EmitLastRound(loop.Exit, fails);
        _il.Emit(OpCodes.Ldloc, _lastRound);
        EmitLong(CountedLoop.FewestRounds);
        _il.Emit(OpCodes.Blt, fails);
        foreach (AddressRange range in loop.Ranges)
        {
            if (range.Step < 0 || range.Lowest < 0)
            {
                EmitAddressInRound(range, isLast: range.Step < 0, range.Lowest);
                EmitLong(0);
                _il.Emit(OpCodes.Blt, fails);
            }

            EmitAddressInRound(range, isLast: 0 < range.Step, range.End);
            _il.Emit(OpCodes.Ldloc, _memoryLength!);
            _il.Emit(OpCodes.Conv_U8);
            _il.Emit(OpCodes.Bgt, fails);
        }
    }

    private void EmitAddressInRound(AddressRange range, bool isLast, long offset)
    {
        _frame.EmitGet(range.Local);
        _il.Emit(OpCodes.Conv_U8);
        if (isLast)
        {
            _il.Emit(OpCodes.Ldloc, _lastRound!);
            if (range.Step != 1)
            {
                EmitLong(range.Step);
                _il.Emit(OpCodes.Mul);
            }

            _il.Emit(OpCodes.Add);
        }

        EmitLong(offset);
        _il.Emit(OpCodes.Add);
    }

    // The number of the last round, or a greater one; the first round is number 0.
    private void EmitLastRound(LoopExit exit, Label fails)
    {
        bool rises = 0 < exit.Step;
        long step = Math.Abs((long)exit.Step);
        if (exit.Relation == LoopRelation.NotEqual)
        {
            EmitLoopValue(rises ? exit.Bound : exit.Counter);
            EmitLoopValue(rises ? exit.Counter : exit.Bound);
            _il.Emit(OpCodes.Sub);
            _il.Emit(OpCodes.Conv_U8);
            _il.Emit(OpCodes.Stloc, _lastRound!);
            if (step == 1)
                return;

            // A counter that misses its bound goes round.
            _il.Emit(OpCodes.Ldloc, _lastRound!);
            EmitLong(step);
            _il.Emit(OpCodes.Rem_Un);
            _il.Emit(OpCodes.Brtrue, fails);
            _il.Emit(OpCodes.Ldloc, _lastRound!);
            EmitLong(step);
            _il.Emit(OpCodes.Div_Un);
            _il.Emit(OpCodes.Stloc, _lastRound!);
            return;
        }

        bool isSigned = exit.Relation is LoopRelation.AtMostSigned or LoopRelation.AtLeastSigned;
        OpCode widen = isSigned ? OpCodes.Conv_I8 : OpCodes.Conv_U8;

        // A bound so far out that the counter could wrap instead of passing it.
        EmitLoopValue(exit.Bound);
        _il.Emit(widen);
        EmitLong(exit.Step);
        _il.Emit(OpCodes.Add);
        EmitLong(rises ? (isSigned ? int.MaxValue : uint.MaxValue) : isSigned ? int.MinValue : 0);
        _il.Emit(rises ? OpCodes.Bgt : OpCodes.Blt, fails);

        EmitLoopValue(rises ? exit.Bound : exit.Counter);
        _il.Emit(widen);
        EmitLoopValue(rises ? exit.Counter : exit.Bound);
        _il.Emit(widen);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stloc, _lastRound!);
        _il.Emit(OpCodes.Ldloc, _lastRound!);
        EmitLong(0);
        _il.Emit(OpCodes.Blt, fails);
        _il.Emit(OpCodes.Ldloc, _lastRound!);
        EmitLong(step);
        _il.Emit(OpCodes.Div_Un);
        EmitLong(1);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _lastRound!);
    }

    private void EmitLoopValue(LoopValue value)
    {
        if (value.Kind == LoopValueKind.Constant)
        {
            _il.Emit(OpCodes.Ldc_I4, value.Offset);
            return;
        }

        _frame.EmitGet(value.Local);
        if (value.Offset == 0)
            return;
        _il.Emit(OpCodes.Ldc_I4, value.Offset);
        _il.Emit(OpCodes.Add);
    }

    private void EmitLong(long number) => Constants.Emit(_il, StackKind.I64, number);
}
