namespace Krait.Runtime;

/// <summary>The instruction that raised an error, as far as compiled code passed it along; offset -1 is unknown.</summary>
/// <param name="FunctionIndex">Index in the module's function space; -1 when only the .NET stack knows.</param>
/// <param name="CodeOffset">Bytes from the body's first instruction; -1 when unknown.</param>
internal readonly record struct TrapSite(int FunctionIndex, int CodeOffset)
{
    public static readonly TrapSite Unknown = new(-1, -1);

    /// <summary>The two numbers in one, the function in the upper half; of <see cref="Unknown"/>, -1.</summary>
    public long Packed => ((long)FunctionIndex << 32) | (uint)CodeOffset;

    /// <summary>The opposite of <see cref="Packed"/>.</summary>
    public static TrapSite Of(long packed) => new((int)(packed >> 32), (int)packed);
}
