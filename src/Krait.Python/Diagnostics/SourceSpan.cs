using System;

namespace Krait.Python;

/// <summary>A half-open range of a source text, counted in UTF-16 units from the text's start.</summary>
/// <param name="Start">The first unit.</param>
/// <param name="End">The unit after the last one; equal to <paramref name="Start"/> for a place between two characters.</param>
public readonly record struct SourceSpan(int Start, int End)
{
    /// <summary>The number of UTF-16 units covered.</summary>
    public int Length => End - Start;

    /// <summary>The smallest span that covers this one and another.</summary>
    /// <param name="other">Any span of the same text.</param>
    /// <returns>From the smaller start to the larger end.</returns>
    public SourceSpan To(SourceSpan other) => new(Math.Min(Start, other.Start), Math.Max(End, other.End));
}
