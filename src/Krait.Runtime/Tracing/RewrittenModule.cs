using Krait.Wasm;

namespace Krait.Runtime.Tracing;

/// <summary>A module with code written into its functions, and the way back to the original's code. No index differs.</summary>
internal abstract class RewrittenModule
{
    /// <param name="original">What is rewritten.</param>
    protected RewrittenModule(Module original)
    {
        Original = original;
        Module = original;
        Shifts = new CodeShifts[original.Functions.Length];
    }

    /// <summary>Of each defined function, how far its instructions have moved.</summary>
    protected CodeShifts[] Shifts { get; }

    public Module Original { get; }

    /// <summary>The original with more code in it.</summary>
    public Module Module { get; protected init; }

    /// <summary>Where an instruction stood before; -1 where that is not known.</summary>
    public int OriginalOffset(int functionIndex, int codeOffset)
    {
        int defined = functionIndex - Original.ImportedFunctionCount;
        return codeOffset < 0 || (uint)defined >= (uint)Shifts.Length ? -1 : Shifts[defined].OriginalOffset(codeOffset);
    }
}
