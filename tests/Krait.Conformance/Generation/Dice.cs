namespace Krait.Conformance.Generation;

/// <summary>A random source that gives the same numbers for a seed on every machine and version (splitmix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to <paramref name="sides"/> - 1.</summary>
    public int Roll(int sides) => (int)(Next() % (ulong)sides);

    /// <summary>True once in <paramref name="times"/> calls, on average.</summary>
    public bool OneIn(int times) => Roll(times) == 0;

    /// <summary>One of the items.</summary>
    public T Pick<T>(params T[] items) => items[Roll(items.Length)];

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
