using System;
using System.Reflection;
using System.Reflection.Emit;
using Krait.Runtime.Store;
using Krait.Wasm;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

// A function compares the stack limit with the address of one of its own variables, so its frame exists by then. That is
// safe while frames fit into the reserve below the limit. A function whose frame may be larger gets an entry method in
// front, with a small frame, that asks whether the large one fits.

/// <summary>How much stack a function's frame may need, and the check for those that may need much.</summary>
internal static class StackNeed
{
    /// <summary>Frames up to this size go unchecked into the host's reserve below the limit.</summary>
    public const int UncheckedBytes = 48 * 1024;

    // A position's variables of the four kinds that are one word, and of the one that is two.
    private const int OperandWords = 6;

    /// <summary>
    /// A generous estimate of the frame's size: every variable in memory, each operand position once for each kind, and two
    /// words for each call, whose result may wait in a temporary that is never used again. A vector instruction may be a
    /// call too, and pass an operand through memory. A split function has the frames of two methods and the one that they share.
    /// </summary>
    public static int Estimate(Module module, int functionIndex, FunctionShape shape, FunctionScan scan, SplitFunction? split = null)
    {
        FunctionBody body = module.Functions[functionIndex - module.ImportedFunctionCount].Body;
        long words = WordCounts.Of(module.FunctionTypeOf(functionIndex).Parameters);
        foreach (LocalRun run in body.Locals)
            words += (long)run.Count * WordCounts.Of(run.Type);
        words += (long)shape.MaximumOperands * OperandWords;
        words += (2L * scan.CallCount) + (3L * scan.VectorCount);
        if (split is not null)
            words += Math.Min(words, split.MostPartWords) + split.MostRethrown + (split.Cells.SizeBytes / sizeof(long));
        return (int)Math.Min(sizeof(long) * words, int.MaxValue);
    }

    /// <summary>Emits the method in front: check and preparation where they are needed, then the same call of the body.</summary>
    public static void EmitEntry(ILGenerator il, FunctionType type, int functionIndex, MethodBuilder body, int frameBytes, MethodInfo? prepare)
    {
        short contextArgument = (short)type.Parameters.Length;
        void PushContext() => il.Emit(OpCodes.Ldarg, contextArgument);
        ContextFields context = new(il, PushContext);
        ColdBlocks cold = new(il, PushContext, functionIndex);
        if (UncheckedBytes < frameBytes)
            EmitCheck(il, context, cold, frameBytes);
        if (prepare is not null)
        {
            il.Emit(OpCodes.Ldc_I4, functionIndex);
            PushContext();
            il.Emit(OpCodes.Call, prepare);
        }

        for (short i = 0; i <= contextArgument; i++)
            il.Emit(OpCodes.Ldarg, i);
        // In the place of this frame, so that functions that call each other in tail position do not leave one behind each time.
        il.Emit(OpCodes.Tailcall);
        il.Emit(OpCodes.Call, body);
        il.Emit(OpCodes.Ret);
        cold.EmitAll();
    }

    private static void EmitCheck(ILGenerator il, ContextFields context, ColdBlocks cold, int frameBytes)
    {
        il.Emit(OpCodes.Ldloca, il.DeclareLocal(typeof(int)));
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Ldc_I4, frameBytes);
        il.Emit(OpCodes.Sub);
        context.LoadVolatile(nameof(GuestContext.StackLimit), OpCodes.Ldind_I);
        il.Emit(OpCodes.Blt_Un, cold.Interrupted(codeOffset: 0));
    }
}
