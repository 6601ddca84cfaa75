using System.Reflection.Emit;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Inside loops the just-in-time compiler never makes a conditional move of a branch, and guests select where a branch would be
// guessed wrong. Integers are therefore selected with a mask of all ones or none:
//
//   a ^ ((a ^ b) & mask)        where all ones stand for b, or the other way round
//
// A comparison of 32-bit integers right before a select gives the mask itself, as the sign of a 64-bit difference, which takes
// two instructions where a truth value and its negation take four.
internal sealed partial class FunctionCompiler
{
    private SelectMask _mask;

    // What a comparison has left for the select that follows it.
    private enum SelectMask
    {
        // The comparison's truth value, or any other condition.
        None,

        // 64 bits, all ones where the first value is wanted.
        First,

        // 64 bits, all ones where the second value is wanted.
        Second,

        // The selected value itself.
        Selected,
    }

    private static bool IsSelectNext(InstructionReader reader) => !reader.AtEnd && reader.Read() is WasmOp.Select or WasmOp.SelectTyped;

    // A comparison of 32-bit integers whose result the next instruction selects by.
    private bool TryEmitSelectMask(WasmOp op, InstructionReader reader)
    {
        if (op is < WasmOp.I32Eqz or > WasmOp.I32GeU || !IsSelectNext(reader))
            return false;
        int height = _operands.Height - OpFacts.SignatureOf(op).ParameterCount;
        if (_operands.KindFromTop(_operands.Height - height) is not (StackKind.I32 or StackKind.I64))
            return false;
        _operands.EmptyIlStack();
        switch (op)
        {
            case WasmOp.I32Eqz:
                _operands.EmitCopy(0);
                EmitIfZero();
                break;
            case WasmOp.I32Eq or WasmOp.I32Ne:
                _operands.EmitCopy(1);
                _operands.EmitCopy(0);
                _il.Emit(OpCodes.Xor);
                EmitIfZero();
                break;
            default:
                EmitDifference(op);
                if (SelectsExtreme(op, out bool isLesser))
                {
                    EmitExtreme(op, isLesser);
                    return true;
                }

                EmitSign();
                break;
        }

        _mask = op == WasmOp.I32Ne || IsNegated(op) ? SelectMask.Second : SelectMask.First;
        _operands.CutTo(height);
        _operands.PushResult(StackKind.I64, depth: 3);
        return true;
    }

    private void EmitIfZero()
    {
        _il.Emit(OpCodes.Conv_U8);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Sub);
        EmitSign();
    }

    private void EmitSign()
    {
        _il.Emit(OpCodes.Ldc_I4, 63);
        _il.Emit(OpCodes.Shr);
    }

    // Negative where the first operand is less, or greater if that is what the comparison, or its opposite, asks for.
    private void EmitDifference(WasmOp op)
    {
        OpCode widen = op is WasmOp.I32LtU or WasmOp.I32GtU or WasmOp.I32LeU or WasmOp.I32GeU ? OpCodes.Conv_U8 : OpCodes.Conv_I8;
        _operands.EmitCopy(LesserFromTop(op));
        _il.Emit(widen);
        _operands.EmitCopy(1 - LesserFromTop(op));
        _il.Emit(widen);
        _il.Emit(OpCodes.Sub);
    }

    private static bool IsNegated(WasmOp op) => op is WasmOp.I32GeU or WasmOp.I32GeS or WasmOp.I32LeU or WasmOp.I32LeS;

    // Which operand is less where the comparison, or its opposite if that is what it is written as, holds.
    private static int LesserFromTop(WasmOp op) => op is WasmOp.I32LtU or WasmOp.I32LtS or WasmOp.I32GeU or WasmOp.I32GeS ? 1 : 0;

    // Whether the values to select from are the ones that are compared: the smaller or the greater of two.
    private bool SelectsExtreme(WasmOp op, out bool isLesser)
    {
        bool isStraight = _operands.AreSame(3, 1) && _operands.AreSame(2, 0);
        isLesser = (isStraight == (LesserFromTop(op) == 1)) == !IsNegated(op);
        return isStraight || (_operands.AreSame(3, 0) && _operands.AreSame(2, 1));
    }

    // With d = x - y: the smaller is y + (d & mask), the greater x - (d & mask).
    private void EmitExtreme(WasmOp op, bool isLesser)
    {
        _il.Emit(OpCodes.Dup);
        EmitSign();
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Conv_I4);
        if (!isLesser)
            _il.Emit(OpCodes.Neg);
        _operands.EmitCopy(isLesser ? 1 - LesserFromTop(op) : LesserFromTop(op));
        _il.Emit(OpCodes.Add);
        _operands.CutTo(_operands.Height - 2);
        _operands.PushResult(StackKind.I32, depth: 3);
        _mask = SelectMask.Selected;
    }

    private void EmitSelect()
    {
        StackKind kind = _operands.KindFromTop(1);
        if (kind is StackKind.I32 or StackKind.I64)
            EmitSelectByMask(kind);
        else
            EmitSelectByBranch(kind);
    }

    private void EmitSelectByMask(StackKind kind)
    {
        int height = _operands.Height - 3;
        LoadCondition(static () => { });
        if (_mask == SelectMask.Selected)
        {
            _mask = SelectMask.None;
            _operands.CutTo(height);
            _operands.PushResult(kind, depth: 3);
            return;
        }

        SelectMask mask = EmitMask(kind);
        int other = mask == SelectMask.First ? 0 : 1;
        _operands.EmitCopy(1);
        _operands.EmitCopy(0);
        _il.Emit(OpCodes.Xor);
        _il.Emit(OpCodes.And);
        _operands.EmitCopy(other);
        _il.Emit(OpCodes.Xor);
        _operands.CutTo(height);
        _operands.PushResult(kind, depth: 3);
    }

    // Makes a mask of the condition on the IL stack.
    private SelectMask EmitMask(StackKind kind)
    {
        SelectMask mask = _mask;
        _mask = SelectMask.None;
        if (mask == SelectMask.None && IsComparison(_previousOp))
        {
            if (kind == StackKind.I64)
                _il.Emit(OpCodes.Conv_I8);
            _il.Emit(OpCodes.Neg);
            return SelectMask.First;
        }

        if (mask == SelectMask.None)
        {
            EmitIfZero();
            mask = SelectMask.Second;
        }

        if (kind == StackKind.I32)
            _il.Emit(OpCodes.Conv_I4);
        return mask;
    }

    // Their results are 0 or 1 already.
    private static bool IsComparison(WasmOp op) => op is >= WasmOp.I32Eqz and <= WasmOp.F64Ge;

    // The first value settles in its slot, and the second one replaces it unless the condition says otherwise.
    private void EmitSelectByBranch(StackKind kind)
    {
        int height = _operands.Height - 3;
        LoadCondition(() => _operands.SaveAt(height));
        Label end = _il.DefineLabel();
        _il.Emit(OpCodes.Brtrue, end);
        _operands.Load(1);
        _il.Emit(OpCodes.Stloc, _frame.Slot(height, kind));
        _il.MarkLabel(end);
    }
}
