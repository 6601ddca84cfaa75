using System;
using System.Collections.Generic;

namespace Krait.Fuzz.Generation;

/// <summary>A random source that gives the same numbers for a seed on every machine and version (splitmix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Any 64 bits.</summary>
    public ulong Bits()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 up to <paramref name="sides"/> - 1.</summary>
    public int Roll(int sides) => (int)(Bits() % (ulong)sides);

    /// <summary>A number from <paramref name="minimum"/> to <paramref name="maximum"/>, both possible.</summary>
    public int Between(int minimum, int maximum) => minimum + Roll(maximum - minimum + 1);

    /// <summary>True in so many of a hundred calls, on average.</summary>
    public bool Percent(int chance) => Roll(100) < chance;

    /// <summary>True once in <paramref name="times"/> calls, on average.</summary>
    public bool OneIn(int times) => Roll(times) == 0;

    /// <summary>One of the items.</summary>
    public T Pick<T>(params ReadOnlySpan<T> items) => items[Roll(items.Length)];

    /// <summary>One of the items.</summary>
    public T PickFrom<T>(IReadOnlyList<T> items) => items[Roll(items.Count)];

    /// <summary>A source of its own that depends on this one's next number.</summary>
    public Dice Split() => new(Bits());
}
