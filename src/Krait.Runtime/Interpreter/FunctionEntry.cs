using System.Runtime.InteropServices;

namespace Krait.Runtime.Interpreter;

// A frame on the value stack, in words. The caller's operands are the callee's parameters where they are, and the
// results replace them, so a call copies nothing. Slots are counted from the header; parameters have negative ones.
//
//        -P              0             4                4 + L
//   ...  | parameters... | header (4)  | locals...      | operands...
//
// Header: where to return to, the caller's frame, the caller's context, this function's FunctionEntry.

/// <summary>What a call needs to know about a function; its address is the Code of the function's record.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FunctionEntry
{
    /// <summary>Words of a frame's header.</summary>
    public const int HeaderWords = 4;

    /// <summary>The first instruction. Until the function has been translated, one that translates it.</summary>
    public Instruction* Code;

    /// <summary>Words from the header on, operands included; before translation at least as many as after it.</summary>
    public int FrameWords;

    /// <summary>Words of the parameters.</summary>
    public int ParameterWords;

    /// <summary>Words of the other locals, which a call sets to zero.</summary>
    public int LocalWords;

    /// <summary>Words of the results.</summary>
    public int ResultWords;

    /// <summary>Index in the module's function space.</summary>
    public int FunctionIndex;

    /// <summary>Not 0 where a call looks at the interrupt flag, as compiled code does. Known from the first call on.</summary>
    public int ChecksInterrupt;

    /// <summary>Not 0 where the function has handlers of exceptions. Known from the first call on.</summary>
    public int HasHandlers;
}
