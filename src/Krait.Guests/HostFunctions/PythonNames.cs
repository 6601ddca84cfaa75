using System;
using System.Buffers;

namespace Krait.Guests;

/// <summary>Names in Python, of those that every program can write.</summary>
internal static class PythonNames
{
    private static readonly SearchValues<char> s_letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>A name for a function that has none, or one of the compiler's.</summary>
    public static string Of(Delegate function) => IsIdentifier(function.Method.Name) ? function.Method.Name : "function";

    public static bool IsIdentifier(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(s_letters);
}
