using System;

namespace Krait.Runtime.IlCompiler;

/// <summary>Where calls and other instructions that can fail ended up in the generated IL, in rising order.</summary>
/// <param name="IlOffsets">Offset in the method's IL at which the instruction's code begins.</param>
/// <param name="CodeOffsets">Offset of the instruction in the function's body.</param>
internal sealed record FunctionOffsets(int[] IlOffsets, int[] CodeOffsets)
{
    /// <summary>The instruction whose IL holds an offset; -1 if none is known.</summary>
    public int CodeOffsetAt(int ilOffset)
    {
        if (ilOffset < 0)
            return -1;
        int found = Array.BinarySearch(IlOffsets, ilOffset);
        int index = found < 0 ? ~found - 1 : found;
        return index < 0 ? -1 : CodeOffsets[index];
    }
}
