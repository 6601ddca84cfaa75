using System;
using System.Reflection.Emit;

namespace Krait.Runtime.IlCompiler;

// The guest's operand stack while a function is compiled. An operand is in one of four places:
//
//   Constant   nowhere yet: the number is written out where it is used
//   Local      nowhere yet: the guest local is read where it is used; setting the local saves the operand first
//   Stack      on the IL stack, where the just-in-time compiler sees whole expressions
//   Slot       in the IL local of its position and kind
//
// What stands on the IL stack is in operand order, though other operands may lie between. The IL stack is empty at
// every branch and label. Its depth and the depth of expressions on it are bounded, because the just-in-time compiler
// recurses over them.

/// <summary>Follows where operands are, and emits the code that brings them where they are needed.</summary>
internal sealed class OperandStack
{
    private const int MaximumOnIlStack = 120;
    private const int MaximumExpressionDepth = 60;

    private readonly ILGenerator _il;
    private readonly FrameLayout _frame;
    private readonly int[] _unreadLocals;
    private Operand[] _operands = new Operand[16];
    private int _onIlStack;

    public OperandStack(ILGenerator il, FrameLayout frame)
    {
        _il = il;
        _frame = frame;
        _unreadLocals = new int[frame.LocalCount];
    }

    private enum Place : byte
    {
        Constant,
        Local,
        Stack,
        Slot,
    }

    public int Height { get; private set; }

    /// <summary>The kind of an operand, counted from the top: 0 is the top.</summary>
    public StackKind KindFromTop(int index) => _operands[Height - 1 - index].Kind;

    /// <summary>The value of an operand if it is a constant; of a vector, the low half.</summary>
    public bool TryGetConstant(int fromTop, out long bits)
    {
        ref Operand operand = ref _operands[Height - 1 - fromTop];
        bits = operand.Bits;
        return operand.Place == Place.Constant;
    }

    /// <summary>The largest unsigned value that an i32 operand can have; <see cref="Maximum.None"/> for other kinds.</summary>
    public uint MaximumOf(int fromTop)
    {
        ref Operand operand = ref _operands[Height - 1 - fromTop];
        if (operand.Kind != StackKind.I32)
            return Maximum.None;
        return operand.Place == Place.Constant ? (uint)operand.Bits : ~operand.AboveMaximum;
    }

    /// <summary>Says that the top operand, an i32, is not above a number.</summary>
    public void LimitTop(uint maximum) => _operands[Height - 1].AboveMaximum = ~maximum;

    /// <summary>The topmost operands will have other values when code comes here again.</summary>
    public void ForgetMaxima(int count)
    {
        for (int i = Height - count; i < Height; i++)
            _operands[i].AboveMaximum = 0;
    }

    /// <summary>Brings a vector constant to its slot in a way that hides its value from the just-in-time compiler.</summary>
    public void HideVector(int fromTop)
    {
        ref Operand operand = ref _operands[Height - 1 - fromTop];
        Constants.EmitOpaqueV128(_il, operand.Bits, operand.HighBits);
        _il.Emit(OpCodes.Stloc, _frame.Slot(Height - 1 - fromTop, operand.Kind));
        operand.Place = Place.Slot;
    }

    /// <summary>The guest local that an operand still is; -1 if it is something else.</summary>
    public int LocalOf(int fromTop)
    {
        ref Operand operand = ref _operands[Height - 1 - fromTop];
        return operand.Place == Place.Local ? operand.Local : -1;
    }

    /// <summary>Whether two operands are known to be the same value: one constant, or one guest local.</summary>
    public bool AreSame(int fromTop, int otherFromTop)
    {
        ref Operand operand = ref _operands[Height - 1 - fromTop];
        ref Operand other = ref _operands[Height - 1 - otherFromTop];
        return operand.Place == other.Place && operand.Kind == other.Kind
            && ((operand.Place == Place.Local && operand.Local == other.Local) || (operand.Place == Place.Constant && operand.Bits == other.Bits));
    }

    public void PushConstant(StackKind kind, long bits) => Push(new Operand { Place = Place.Constant, Kind = kind, Bits = bits });

    public void PushVector(long bits, long highBits) =>
        Push(new Operand { Place = Place.Constant, Kind = StackKind.V128, Bits = bits, HighBits = highBits });

    public void PushLocal(int local)
    {
        _unreadLocals[local]++;
        Push(new Operand { Place = Place.Local, Kind = _frame.KindOf(local), Local = local });
    }

    /// <summary>Says that the code emitted last left a value on the IL stack.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="depth">Depth of the expression, as <see cref="Load"/> gave it for the operands.</param>
    public void PushResult(StackKind kind, int depth = 0)
    {
        Push(new Operand { Place = Place.Stack, Kind = kind, Depth = (byte)Math.Min(depth + 1, byte.MaxValue) });
        _onIlStack++;
        if (MaximumExpressionDepth <= depth || MaximumOnIlStack <= _onIlStack)
            EmptyIlStack();
    }

    /// <summary>Says that an operand is in its slot, as after a label.</summary>
    public void PushSlot(StackKind kind) => Push(new Operand { Place = Place.Slot, Kind = kind });

    /// <summary>Takes the topmost operands and puts them on the IL stack, in order.</summary>
    /// <returns>The depth of the deepest expression among them.</returns>
    public int Load(int count)
    {
        int first = Height - count;
        int outOfPlace = first;
        while (outOfPlace < Height && _operands[outOfPlace].Place == Place.Stack)
            outOfPlace++;

        // What is on the IL stack above an operand that is not would end up below it.
        for (int i = Height - 1; outOfPlace < i; i--)
        {
            if (_operands[i].Place == Place.Stack)
                SaveToSlot(i);
        }

        int depth = 0;
        for (int i = first; i < Height; i++)
        {
            depth = Math.Max(depth, _operands[i].Depth);
            if (_operands[i].Place == Place.Stack)
                _onIlStack--;
            else
                EmitRead(i);
        }

        Remove(count);
        return depth;
    }

    /// <summary>
    /// Like <see cref="Load"/> for two operands, but they may come out in the other order if that is cheaper.
    /// </summary>
    /// <param name="isSwapped">Whether they did.</param>
    public int LoadPair(out bool isSwapped)
    {
        isSwapped = _operands[Height - 2].Place != Place.Stack && _operands[Height - 1].Place == Place.Stack;
        if (!isSwapped)
            return Load(2);
        int depth = _operands[Height - 1].Depth;
        EmitRead(Height - 2);
        _onIlStack--;
        Remove(2);
        return depth;
    }

    /// <summary>Removes the top operand without using it.</summary>
    public void Drop()
    {
        if (_operands[Height - 1].Place == Place.Stack)
        {
            _il.Emit(OpCodes.Pop);
            _onIlStack--;
        }

        Remove(1);
    }

    /// <summary>
    /// Makes sure that no operand but the topmost ones is on the IL stack, so that they can be loaded for an instruction
    /// that branches.
    /// </summary>
    public void ClearBelow(int count)
    {
        int onTop = 0;
        for (int i = Height - count; i < Height; i++)
            onTop += _operands[i].Place == Place.Stack ? 1 : 0;
        if (onTop < _onIlStack)
            EmptyIlStack();
    }

    /// <summary>Saves everything on the IL stack to slots.</summary>
    public void EmptyIlStack()
    {
        for (int i = Height - 1; 0 < _onIlStack; i--)
        {
            if (_operands[i].Place == Place.Stack)
                SaveToSlot(i);
        }
    }

    /// <summary>
    /// Prepares for code that is entered or left by branches: nothing on the IL stack, no local waiting to be read.
    /// </summary>
    public void Settle()
    {
        EmptyIlStack();
        for (int i = Height - 1; 0 <= i && i >= _settledBelow; i--)
        {
            if (_operands[i].Place == Place.Local)
                SaveToSlot(i);
        }

        _settledBelow = Height;
    }

    // Operands below this height hold no unread local; keeps Settle from walking a tall stack again and again.
    private int _settledBelow;

    /// <summary>Brings the topmost operands to their slots, constants included.</summary>
    public void SaveTop(int count)
    {
        EmptyIlStack();
        for (int i = Height - count; i < Height; i++)
        {
            if (_operands[i].Place != Place.Slot)
                SaveToSlot(i);
        }
    }

    /// <summary>Brings one operand, counted from the bottom, to its slot.</summary>
    public void SaveAt(int index)
    {
        if (_operands[index].Place != Place.Slot)
            SaveToSlot(index);
    }

    /// <summary>Pushes a copy of an operand, counted from the top; it must not be on the IL stack itself.</summary>
    public void EmitCopy(int fromTop) => EmitRead(Height - 1 - fromTop);

    /// <summary>Copies the topmost operands to the slots of lower positions. The operands stay.</summary>
    public void CopyTop(int count, int targetHeight)
    {
        EmptyIlStack();

        // In rising order: a target position is never above a source that is still to be read.
        for (int i = 0; i < count; i++)
        {
            int source = Height - count + i;
            EmitRead(source);
            _il.Emit(OpCodes.Stloc, _frame.Slot(targetHeight + i, _operands[source].Kind));
        }
    }

    /// <summary>Saves every operand that waits to read a local which is about to change.</summary>
    public void BeforeSet(int local)
    {
        for (int i = Height - 1; 0 < _unreadLocals[local]; i--)
        {
            if (_operands[i].Place == Place.Local && _operands[i].Local == local)
                SaveToSlot(i);
        }
    }

    /// <summary>Forgets operands without emitting code, when the code after this point is entered from elsewhere or never.</summary>
    public void CutTo(int height)
    {
        for (int i = height; i < Height; i++)
            _onIlStack -= _operands[i].Place == Place.Stack ? 1 : 0;
        Remove(Height - height);
    }

    private void Push(Operand operand)
    {
        if (Height == _operands.Length)
            Array.Resize(ref _operands, Height * 2);
        _operands[Height++] = operand;
    }

    private void Remove(int count)
    {
        for (int i = Height - count; i < Height; i++)
        {
            if (_operands[i].Place == Place.Local)
                _unreadLocals[_operands[i].Local]--;
        }

        Height -= count;
        _settledBelow = Math.Min(_settledBelow, Height);
    }

    // Operands on the IL stack are saved from the top down; others are read and written in place.
    private void SaveToSlot(int index)
    {
        ref Operand operand = ref _operands[index];
        if (operand.Place == Place.Stack)
            _onIlStack--;
        else
            EmitRead(index);
        if (operand.Place == Place.Local)
            _unreadLocals[operand.Local]--;
        _il.Emit(OpCodes.Stloc, _frame.Slot(index, operand.Kind));
        operand.Place = Place.Slot;
        operand.Depth = 0;
    }

    private void EmitRead(int index)
    {
        ref Operand operand = ref _operands[index];
        switch (operand.Place)
        {
            case Place.Constant: Constants.Emit(_il, operand.Kind, operand.Bits, operand.HighBits); break;
            case Place.Local: _frame.EmitGet(operand.Local); break;
            default: _il.Emit(OpCodes.Ldloc, _frame.Slot(index, operand.Kind)); break;
        }
    }

    private struct Operand
    {
        public Place Place;
        public StackKind Kind;
        public byte Depth;
        public int Local;

        // How many numbers are above the operand's maximum, so that nothing is known at first.
        public uint AboveMaximum;
        public long Bits;
        public long HighBits;
    }
}
