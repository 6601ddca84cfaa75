namespace Krait.Runtime;

/// <summary>The instruction that raised an error, as far as compiled code passed it along; offset -1 is unknown.</summary>
/// <param name="FunctionIndex">Index in the module's function space; -1 when only the .NET stack knows.</param>
/// <param name="CodeOffset">Bytes from the body's first instruction; -1 when unknown.</param>
internal readonly record struct TrapSite(int FunctionIndex, int CodeOffset)
{
    public static readonly TrapSite Unknown = new(-1, -1);
}
