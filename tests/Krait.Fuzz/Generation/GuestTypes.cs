using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

/// <summary>Picks value types and signatures.</summary>
internal static class GuestTypes
{
    /// <summary>A caught exception or null.</summary>
    public static ValueType ExnRef { get; } = ValueType.Reference(HeapType.Exn, Nullability.Nullable);

    /// <summary>A type for code inside of a module.</summary>
    public static ValueType Any(Dice dice, ModulePlan plan)
    {
        int roll = dice.Roll(100);
        if (roll < 20 && plan.Has(WasmFeatures.Simd))
            return ValueType.V128;
        if (roll < 24 && plan.HasStandardExceptions)
            return ExnRef;
        return roll switch
        {
            < 28 => ValueType.FuncRef,
            < 33 => ValueType.ExternRef,
            < 62 => ValueType.I32,
            < 76 => ValueType.I64,
            < 88 => ValueType.F32,
            _ => ValueType.F64,
        };
    }

    /// <summary>A type that may cross between guest and host.</summary>
    public static ValueType Crossing(Dice dice, ModulePlan plan)
    {
        ValueType type = Any(dice, plan);
        bool stays = type == ExnRef || (type == ValueType.V128 && plan.Profile == ProgramProfile.JavaScript);
        return stays ? ValueType.I32 : type;
    }

    public static FunctionType Signature(Dice dice, ModulePlan plan) => new(
        Several(dice, () => Crossing(dice, plan), maximum: Length(dice, 4, 9)),
        Several(dice, () => Crossing(dice, plan), maximum: Length(dice, 2, 5)));

    /// <summary>A signature that only guests call.</summary>
    public static FunctionType InnerSignature(Dice dice, ModulePlan plan) => new(
        Several(dice, () => Any(dice, plan), maximum: Length(dice, 4, 12)),
        Several(dice, () => Any(dice, plan), maximum: Length(dice, 2, 5)));

    // Long lists do not fit into registers, and very long ones into no delegate of the class library.
    private static int Length(Dice dice, int usual, int many) => dice.OneIn(100) ? 30 : dice.OneIn(10) ? many : usual;

    private static ImmutableArray<ValueType> Several(Dice dice, System.Func<ValueType> pick, int maximum) =>
        [.. Enumerable.Range(0, dice.Roll(maximum + 1)).Select(_ => pick())];
}
