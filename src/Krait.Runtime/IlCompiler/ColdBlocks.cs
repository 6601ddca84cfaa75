using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;

namespace Krait.Runtime.IlCompiler;

// Failing paths stand at the end of a method, so that the good path falls through and the just-in-time compiler
// keeps them out of its registers. A block that knows its place passes it to the exception as constants. A method with
// very many of them lets the rest share one block without a place: beyond 2,000 basic blocks nothing is optimised.

//
// A branch cannot leave an IL try region, so each of them has cold blocks of its own, at its end.

/// <summary>The blocks of a method, or of one try region in it, that throw.</summary>
internal sealed class ColdBlocks
{
    private const int MaximumExactBlocks = 200;

    private readonly ILGenerator _il;
    private readonly Action _pushContext;
    private readonly Action? _beforeThrow;
    private readonly int _functionIndex;
    private readonly List<(Label Label, Action Emit)> _blocks = [];
    private readonly Dictionary<(string Failure, int Code), Label> _shared = [];
    private readonly Count _count;

    /// <param name="il">The method.</param>
    /// <param name="pushContext">Pushes the context's address.</param>
    /// <param name="functionIndex">The function, for the exceptions.</param>
    /// <param name="beforeThrow">Emits what has to be saved before the function is left; the IL stack is not empty then.</param>
    public ColdBlocks(ILGenerator il, Action pushContext, int functionIndex, Action? beforeThrow = null)
    {
        _beforeThrow = beforeThrow;
        _il = il;
        _pushContext = pushContext;
        _functionIndex = functionIndex;
        _count = new Count();
    }

    private ColdBlocks(ColdBlocks around)
    {
        _beforeThrow = around._beforeThrow;
        _il = around._il;
        _pushContext = around._pushContext;
        _functionIndex = around._functionIndex;
        _count = around._count;
    }

    /// <summary>The blocks of a try region inside; they count towards the method's.</summary>
    public ColdBlocks ForRegion() => new(this);

    /// <summary>A block that throws a trap raised at a place.</summary>
    public Label Trap(TrapCode code, int codeOffset) => Get(nameof(Failures.Trap), (int)code, codeOffset);

    /// <summary>A block for a set interrupt flag or a used-up stack.</summary>
    public Label Interrupted(int codeOffset) => Get(nameof(Failures.Interrupted), -1, codeOffset);

    /// <summary>A block for a fuel counter below zero.</summary>
    public Label OutOfFuel(int codeOffset) => Get(nameof(Failures.OutOfFuel), -1, codeOffset);

    /// <summary>A block of any other content.</summary>
    public Label Other(Action emit)
    {
        Label label = _il.DefineLabel();
        _blocks.Add((label, emit));
        _count.Blocks++;
        return label;
    }

    /// <summary>Emits code that throws what a method of <see cref="Failures"/> makes.</summary>
    /// <param name="failure">The method; its arguments before the place are on the IL stack.</param>
    /// <param name="codeOffset">The place.</param>
    public void EmitThrow(string failure, int codeOffset)
    {
        MethodInfo method = typeof(Failures).GetMethod(failure)!;
        _beforeThrow?.Invoke();
        _il.Emit(OpCodes.Ldc_I4, _functionIndex);
        _il.Emit(OpCodes.Ldc_I4, codeOffset);
        if (method.GetParameters()[^1].ParameterType.IsPointer && failure != nameof(Failures.IndirectCall))
            _pushContext();
        _il.Emit(OpCodes.Call, method);
        _il.Emit(OpCodes.Throw);
    }

    /// <summary>Emits all blocks. Blocks may add further ones.</summary>
    public void EmitAll()
    {
        for (int i = 0; i < _blocks.Count; i++)
        {
            _il.MarkLabel(_blocks[i].Label);
            _blocks[i].Emit();
        }
    }

    private Label Get(string failure, int code, int codeOffset)
    {
        bool isShared = codeOffset < 0 || MaximumExactBlocks <= _count.Blocks;
        if (isShared && _shared.TryGetValue((failure, code), out Label label))
            return label;
        int place = isShared ? -1 : codeOffset;
        label = Other(() =>
        {
            if (0 <= code)
                _il.Emit(OpCodes.Ldc_I4, code);
            EmitThrow(failure, place);
        });
        if (isShared)
            _shared.Add((failure, code), label);
        return label;
    }

    /// <summary>What the regions of one method share.</summary>
    private sealed class Count
    {
        public int Blocks { get; set; }
    }
}
