using System;
using System.Collections.Generic;
using System.Numerics;

namespace Krait.Guests;

/// <summary>Python's equality over the values that cross: numbers by value, whatever their type; bytes and tuples by content.</summary>
internal sealed class PythonEquality : IEqualityComparer<object?>
{
    private PythonEquality()
    {
    }

    public static PythonEquality Instance { get; } = new();

    public new bool Equals(object? x, object? y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        if (ToInteger(x) is { } left)
            return ToInteger(y) is { } right ? left == right : y is double number && IsSame(number, left);
        if (x is double value)
            return ToInteger(y) is { } integer ? IsSame(value, integer) : y is double other && value.Equals(other);
        return x is byte[] bytes ? y is byte[] others && bytes.AsSpan().SequenceEqual(others) : x.Equals(y);
    }

    public int GetHashCode(object? obj) => obj switch
    {
        null => 0,
        double number when Math.Truncate(number) == number && double.IsFinite(number) => new BigInteger(number).GetHashCode(),
        byte[] bytes => HashOf(bytes),
        _ => ToInteger(obj)?.GetHashCode() ?? obj.GetHashCode(),
    };

    private static bool IsSame(double number, BigInteger integer) => double.IsFinite(number) && Math.Truncate(number) == number && new BigInteger(number) == integer;

    private static int HashOf(byte[] bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static BigInteger? ToInteger(object value) => value switch
    {
        bool truth => truth ? BigInteger.One : BigInteger.Zero,
        long number => number,
        int number => number,
        BigInteger number => number,
        _ => null,
    };
}
