using System;
using System.Collections.Generic;

namespace Krait.Runtime.Interpreter;

/// <summary>Translated code while it is being made, and where each of its instructions comes from.</summary>
internal sealed class CodeBuffer
{
    private readonly List<int> _codeOffsets = [];
    private Instruction[] _instructions = new Instruction[64];

    public int Count { get; private set; }

    /// <summary>Offset in the function's body of the instruction that is being translated.</summary>
    public int CodeOffset { get; set; }

    public ref Instruction this[int index] => ref _instructions[index];

    /// <summary>Adds an instruction and gives its index.</summary>
    public int Add(Opcode op, int a = 0, int b = 0, int c = 0)
    {
        int index = AddWide(op, a, 0);
        _instructions[index].B = b;
        _instructions[index].C = c;
        return index;
    }

    /// <summary>Adds an instruction with a constant or an address, and gives its index.</summary>
    public int AddWide(Opcode op, int a, long wide)
    {
        if (Count == _instructions.Length)
            Array.Resize(ref _instructions, Count * 2);
        _instructions[Count] = new Instruction { Op = op, A = a, Wide = wide };
        _codeOffsets.Add(CodeOffset);
        return Count++;
    }

    /// <summary>Takes back the last instruction; nothing goes to the place after it yet.</summary>
    public void RemoveLast() => _codeOffsets.RemoveAt(--Count);

    /// <summary>Makes an instruction go to the next one that is added.</summary>
    public void GoHere(int index) => _instructions[index].C = Count - index;

    public Instruction[] ToPinnedArray()
    {
        Instruction[] code = GC.AllocateUninitializedArray<Instruction>(Count, pinned: true);
        _instructions.AsSpan(0, Count).CopyTo(code);
        return code;
    }

    public int[] CodeOffsets() => _codeOffsets.ToArray();
}
