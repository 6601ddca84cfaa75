using System;

namespace Krait.Wasm.Validation;

// The types of the operands that code at the current place has on its stack. Kept from one function to the next.
internal sealed class OperandStack
{
    private ValueType[] _types = new ValueType[256];

    public int Count { get; private set; }

    public int Peak { get; private set; }

    public void Clear()
    {
        Count = 0;
        Peak = 0;
    }

    public void Push(ValueType type)
    {
        if (Count == _types.Length)
            Array.Resize(ref _types, 2 * Count);
        _types[Count++] = type;
        if (Count > Peak)
            Peak = Count;
    }

    // Operands that are pushed for a moment, by a clause on its way to a label.
    public void NotePeak(int count)
    {
        if (count > Peak)
            Peak = count;
    }

    // The caller has made sure that there is an operand.
    public ValueType Pop() => _types[--Count];

    public void Truncate(int count) => Count = count;
}
