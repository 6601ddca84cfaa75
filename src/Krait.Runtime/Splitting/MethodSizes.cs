using System;

namespace Krait.Runtime.Splitting;

// A weight is about the number of IL instructions that the compiler emits, a basic block counting as ten of them and a guest
// local as one: the just-in-time compiler gives up at 20,000 instructions, 2,000 blocks, 2,000 variables, 60,000 bytes or 8,000
// reads and writes of variables.

/// <summary>How large methods may become, as weights.</summary>
/// <param name="Whole">Functions up to this weight are one method.</param>
/// <param name="Part">Parts of larger ones are at most about this heavy.</param>
internal sealed record MethodSizes(int Whole, int Part)
{
    /// <summary>A method with more guest locals may have more variables than the just-in-time compiler follows.</summary>
    public const int MaximumLocals = 1_000;

    /// <summary>What the just-in-time compiler can optimise.</summary>
    public static MethodSizes Default { get; } = new(Whole: 12_000, Part: 5_000);

    /// <summary>Almost every function has parts, for tests: two reads of memory fill one. A method takes 5 KB however small it is.</summary>
    public static MethodSizes Tiny { get; } = new(Whole: 12, Part: 50);

    /// <summary>Anything lighter stays where it is: a call of a part is about as heavy.</summary>
    public int LeastPart => Math.Max(1, Part / 100);

    /// <summary>What stands right before a branch table that many parts hang on stays with it up to this weight.</summary>
    public int Dispatch => Part / 12;

    /// <summary>Code is cut at places where no operands are waiting, about this far from each other.</summary>
    public int Grain => Part / 16;
}
