using System;

namespace Krait.Wasm.Validation;

// One block that code at the current place is inside of.
internal struct ControlFrame
{
    // block, loop, if or else; the body of a function counts as a block.
    public WasmOp Op;

    public FunctionType Type;

    // Operands below this height belong to the code around the block.
    public int Height;

    // After br, return or unreachable: the operand stack has every shape until the block ends.
    public bool IsUnreachable;

    // What a branch to the block carries: a loop is entered again, other blocks are left.
    public readonly ReadOnlySpan<ValueType> LabelTypes => (Op == WasmOp.Loop ? Type.Parameters : Type.Results).AsSpan();
}

// The blocks around the current place, innermost last. Kept from one function to the next.
internal sealed class ControlStack
{
    private ControlFrame[] _frames = new ControlFrame[64];

    public int Count { get; private set; }

    public ref ControlFrame Top => ref _frames[Count - 1];

    public void Clear() => Count = 0;

    public void Push(in ControlFrame frame)
    {
        if (Count == _frames.Length)
            Array.Resize(ref _frames, 2 * Count);
        _frames[Count++] = frame;
    }

    public void Pop() => Count--;

    // The block a label names: 0 is the innermost. The caller has checked the range.
    public ref ControlFrame AtDepth(int depth) => ref _frames[Count - 1 - depth];
}
