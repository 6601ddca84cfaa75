namespace Krait.Runtime.CountedLoops;

/// <summary>What is known of an i32 in a round of a loop.</summary>
/// <param name="Kind">How much is known.</param>
/// <param name="Local">The local that it is counted from.</param>
/// <param name="Offset">The number, or what is added to the local's value at the beginning of the round; sums wrap.</param>
/// <param name="Test">Which comparison it is the result of.</param>
internal readonly record struct LoopValue(LoopValueKind Kind, int Local = 0, int Offset = 0, int Test = 0)
{
    public static LoopValue Unknown => default;

    public static LoopValue Constant(int number) => new(LoopValueKind.Constant, Offset: number);

    public static LoopValue OfLocal(int local) => new(LoopValueKind.FromLocal, local);

    public static LoopValue OfTest(int test) => new(LoopValueKind.Test, Test: test);

    public LoopValue Plus(int number) => Kind is LoopValueKind.Constant or LoopValueKind.FromLocal ? this with { Offset = unchecked(Offset + number) } : Unknown;
}

/// <summary>How much is known of a value.</summary>
internal enum LoopValueKind
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>All.</summary>
    Constant,

    /// <summary>Its difference from a local's value at the beginning of the round.</summary>
    FromLocal,

    /// <summary>What comparison it is the result of.</summary>
    Test,
}
