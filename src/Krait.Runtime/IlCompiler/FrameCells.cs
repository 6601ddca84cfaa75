using System;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using Krait.Runtime.Splitting;

namespace Krait.Runtime.IlCompiler;

// The frame that the methods of one function share:
//
//   +0    the block that a delegated exception is on its way to; see FunctionCompiler.Exceptions
//   +16   operands on their way between two methods, 16 bytes each; a result on its way to the caller is the first of them
//   +...  guest locals, 8 bytes each, or 16

/// <summary>Where things are in the frame of a split function.</summary>
internal sealed class FrameCells
{
    public const int SkipOffset = 0;
    private const int TransfersOffset = 16;
    private const int TransferBytes = 16;

    private readonly int[] _locals;

    private FrameCells(int[] locals, Type type)
    {
        _locals = locals;
        Type = type;
    }

    /// <summary>The type of the variable that is the frame.</summary>
    public Type Type { get; }

    public int SizeBytes => Marshal.SizeOf(Type);

    /// <returns>Null where the frame would be too large.</returns>
    public static FrameCells? Of(SplitPlan plan, StackKind[] kinds)
    {
        int[] locals = new int[kinds.Length];
        long next = TransfersOffset + ((long)TransferBytes * Math.Max(1, plan.TransferCount));
        for (int i = 0; i < kinds.Length; i++)
        {
            if (!plan.IsShared[i])
                continue;
            locals[i] = (int)next;
            next += kinds[i] == StackKind.V128 ? 16 : 8;
        }

        return SharedFrames.TypeFor(next) is Type type ? new FrameCells(locals, type) : null;
    }

    public bool Holds(int local) => _locals[local] != 0;

    public int OffsetOf(int local) => _locals[local];

    public static int OffsetOfTransfer(int index) => TransfersOffset + (index * TransferBytes);

    /// <summary>Adds an offset to the frame's address on the IL stack.</summary>
    public static void EmitAdd(ILGenerator il, int offset)
    {
        if (offset == 0)
            return;
        il.Emit(OpCodes.Ldc_I4, offset);
        il.Emit(OpCodes.Add);
    }
}
