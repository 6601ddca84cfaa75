using System.Collections.Generic;

namespace Krait.Runtime.Interpreter;

// The guest's operand stack during translation. An operand that is a copy of a local or a constant costs nothing until an
// instruction needs it, and often not then: instructions read locals where they are. Such pending operands are among the
// topmost ones, so that finding those of a local stays cheap however deep the stack is.

/// <summary>The operands of a function at a point of its translation, and the code that moves them.</summary>
internal sealed class OperandList
{
    private const int MaximumPending = 16;

    private readonly CodeBuffer _code;
    private readonly LocalSlots _locals;
    private readonly List<Operand> _operands = [];
    private readonly int _start;
    private int _firstPending;
    private int _producer = -1;

    public OperandList(CodeBuffer code, LocalSlots locals)
    {
        _code = code;
        _locals = locals;
        _start = locals.End;
        End = _start;
        MaximumEnd = _start;
    }

    public int Count => _operands.Count;

    /// <summary>The slot above the top operand.</summary>
    public int End { get; private set; }

    /// <summary>The highest that <see cref="End"/> ever was.</summary>
    public int MaximumEnd { get; private set; }

    public Operand FromTop(int index) => _operands[_operands.Count - 1 - index];

    public void PushLocal(int local) => Push(new Operand(OperandPlace.Local, End, _locals.WordsOf(local), local));

    public void PushConstant(long bits) => Push(new Operand(OperandPlace.Constant, End, 1, -1, bits));

    /// <summary>An operand that is in its slot, which is given back.</summary>
    public int PushSlot(int words)
    {
        int slot = End;
        Push(new Operand(OperandPlace.Slot, slot, words));
        return slot;
    }

    /// <summary>The operand that an instruction has just put into its slot; the instruction may be made to put it elsewhere.</summary>
    public void PushResultOf(int instruction, int words)
    {
        PushSlot(words);
        _producer = instruction;
    }

    public Operand Pop()
    {
        Operand top = _operands[^1];
        _operands.RemoveAt(_operands.Count - 1);
        End = top.Slot;
        if (_operands.Count < _firstPending)
            _firstPending = _operands.Count;
        return top;
    }

    public void CutTo(int count)
    {
        while (count < _operands.Count)
            Pop();
        _producer = -1;
    }

    /// <summary>A slot that holds the operand's value; code for a constant goes to the operand's own slot.</summary>
    public int SlotOf(Operand operand)
    {
        switch (operand.Place)
        {
            case OperandPlace.Slot:
                return operand.Slot;
            case OperandPlace.Local:
                return _locals.SlotOf(operand.Local);
            default:
                _code.AddWide(Opcode.Const, operand.Slot, operand.Bits);
                return operand.Slot;
        }
    }

    /// <summary>Emits the copy of an operand to a slot, which may be its own.</summary>
    public void CopyTo(int slot, Operand operand)
    {
        if (operand.Place == OperandPlace.Constant)
        {
            _code.AddWide(Opcode.Const, slot, operand.Bits);
            return;
        }

        int from = operand.Place == OperandPlace.Slot ? operand.Slot : _locals.SlotOf(operand.Local);
        if (from != slot)
            _code.Add(operand.Words == 1 ? Opcode.Move : Opcode.MoveVector, slot, from);
    }

    /// <summary>Makes the instruction before this point write an operand that was just popped to another slot, if it can.</summary>
    public bool TryRetarget(Operand operand, int slot)
    {
        if (!IsJustProduced(operand))
            return false;
        _code[_producer].A = slot;
        _producer = -1;
        return true;
    }

    /// <summary>Takes back the instruction that produced an operand that was just popped, if nothing has come after it.</summary>
    /// <returns>The instruction's index; it is to be overwritten. -1 if there is none.</returns>
    public int ProducerOf(Operand operand) => IsJustProduced(operand) ? _producer : -1;

    /// <summary>Puts every operand into its slot.</summary>
    public void Settle() => SettleTop(_operands.Count);

    /// <summary>Puts the topmost operands into their slots.</summary>
    public void SettleTop(int count)
    {
        for (int i = System.Math.Max(_firstPending, _operands.Count - count); i < _operands.Count; i++)
            SettleAt(i);
        if (_operands.Count - count <= _firstPending)
            _firstPending = _operands.Count;
    }

    /// <summary>Before a local changes: puts operands that are copies of it into their slots.</summary>
    /// <returns>Whether there were any.</returns>
    public bool SettleLocal(int local)
    {
        bool found = false;
        for (int i = _firstPending; i < _operands.Count; i++)
        {
            if (_operands[i].Place != OperandPlace.Local || _operands[i].Local != local)
                continue;
            SettleAt(i);
            found = true;
        }

        return found;
    }

    /// <summary>Code can be reached here from elsewhere: what stands before it stays as it is.</summary>
    public void ForgetProducer() => _producer = -1;

    private bool IsJustProduced(Operand operand) =>
        operand.Place == OperandPlace.Slot && 0 <= _producer && _producer == _code.Count - 1 && _code[_producer].A == operand.Slot;

    private void SettleAt(int index)
    {
        Operand operand = _operands[index];
        if (operand.Place == OperandPlace.Slot)
            return;
        CopyTo(operand.Slot, operand);
        _operands[index] = operand with { Place = OperandPlace.Slot };
    }

    private void Push(Operand operand)
    {
        _operands.Add(operand);
        End = operand.Slot + operand.Words;
        if (MaximumEnd < End)
            MaximumEnd = End;
        if (MaximumPending < _operands.Count - _firstPending)
            SettleAt(_firstPending++);
    }
}
