using System.Diagnostics.CodeAnalysis;

namespace Krait.Runtime.Semantics;

/// <summary>Raises traps from the meaning of instructions, kept apart so that the meanings stay small enough to inline.</summary>
internal static class Trap
{
    [DoesNotReturn]
    public static void Throw(TrapCode code) => throw new TrapException(code, TrapSite.Unknown);

    /// <summary>For a float that no integer of the wanted type stands for.</summary>
    [DoesNotReturn]
    public static void ThrowConversion(double value) =>
        Throw(double.IsNaN(value) ? TrapCode.InvalidConversionToInteger : TrapCode.IntegerOverflow);
}
