using System;
using System.Numerics;

namespace Krait.Python.Ir.Passes;

/// <summary>The ints that a value can be: from Low to High, both included.</summary>
internal readonly record struct IntRange(long Low, long High)
{
    public static readonly IntRange Full = new(long.MinValue, long.MaxValue);

    public static IntRange Of(long value) => new(value, value);

    public bool IsNonNegative => 0 <= Low;

    public bool IsConstant => Low == High;

    public bool Contains(long value) => Low <= value && value <= High;

    public IntRange Union(IntRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>The common part; this range where there is none, because then the place is never reached.</summary>
    public IntRange Intersect(long low, long high)
    {
        long newLow = Math.Max(Low, low);
        long newHigh = Math.Min(High, high);
        return newLow <= newHigh ? new IntRange(newLow, newHigh) : this;
    }

    /// <summary>The exact bounds as a range; null where they do not fit in 64 bits.</summary>
    public static IntRange? Exact(BigInteger low, BigInteger high) =>
        long.MinValue <= low && high <= long.MaxValue ? new IntRange((long)low, (long)high) : null;

    /// <summary>The exact bounds, each cut to 64 bits: what is left when an overflow raises.</summary>
    public static IntRange Clamped(BigInteger low, BigInteger high) => new(
        (long)BigInteger.Clamp(low, long.MinValue, long.MaxValue),
        (long)BigInteger.Clamp(high, long.MinValue, long.MaxValue));

    /// <summary>The bounds of the products.</summary>
    public static (BigInteger Low, BigInteger High) Product(IntRange a, IntRange b)
    {
        BigInteger[] corners = [(BigInteger)a.Low * b.Low, (BigInteger)a.Low * b.High, (BigInteger)a.High * b.Low, (BigInteger)a.High * b.High];
        BigInteger low = corners[0];
        BigInteger high = corners[0];
        foreach (BigInteger corner in corners)
        {
            low = BigInteger.Min(low, corner);
            high = BigInteger.Max(high, corner);
        }

        return (low, high);
    }
}
