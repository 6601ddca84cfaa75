using System;
using System.Buffers;

namespace Krait.Guests;

/// <summary>Names in Python, of those that every program can write.</summary>
internal static class PythonNames
{
    private static readonly SearchValues<char> s_letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    public static bool IsIdentifier(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(s_letters);
}
