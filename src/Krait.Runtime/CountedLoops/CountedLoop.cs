using System.Collections.Generic;

namespace Krait.Runtime.CountedLoops;

// for (...; i != n; i++) a[i] = b[i]: what the loop reads and writes is known before it begins. So it is compiled twice. In front
// stands one test of everything that the loop may touch; the first copy, which runs if the test holds, has no checks for those
// accesses, and the second one is the loop as it would be without. Nothing is checked early that might trap early: what the
// test finds to be too far is left to the checks of the second copy, in their order.
//
// Earned by `./dev bench engine levenshtein matmul` (docs/ENGINE.md has the figures); judged, for what it may do, by
// tests/Krait.Runtime.Tests/CountedLoops against the interpreter. The fuzzer's loops have too few rounds to come here.

/// <summary>A loop without loops inside whose number of rounds is known when it begins.</summary>
/// <param name="EndOffset">Where the code after the loop's end begins, in bytes from the start of the function's code.</param>
/// <param name="Exit">What bounds the number of rounds.</param>
/// <param name="Ranges">What the accesses touch, one for each local that their addresses are counted from.</param>
/// <param name="Accesses">The offsets of the instructions that need no check if all ranges are in bounds.</param>
internal sealed record CountedLoop(int EndOffset, LoopExit Exit, IReadOnlyList<AddressRange> Ranges, IReadOnlySet<int> Accesses)
{
    /// <summary>Fewer rounds are not worth the test in front of them.</summary>
    public const int FewestRounds = 8;
}
