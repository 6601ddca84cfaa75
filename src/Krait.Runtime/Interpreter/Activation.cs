using System.Runtime.InteropServices;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

/// <summary>One call from the host into the interpreter: where it is. On the host's stack; up to date whenever other code runs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Activation
{
    /// <summary>The instruction that is being executed.</summary>
    public Instruction* Ip;

    /// <summary>The header of the innermost frame.</summary>
    public long* Frame;

    /// <summary>The context of the innermost frame.</summary>
    public GuestContext* Context;

    /// <summary>The first word that frames may not use.</summary>
    public long* StackEnd;

    /// <summary>A function whose frame could not be made, or null.</summary>
    public FunctionEntry* Entering;

    /// <summary>That function's context.</summary>
    public GuestContext* EnteringContext;
}
