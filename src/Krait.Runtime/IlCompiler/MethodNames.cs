using System;
using System.Globalization;

namespace Krait.Runtime.IlCompiler;

// A function is the method "f12". One whose frame may be large is two methods: "f12", which looks whether the stack
// has room, and "b12", which does the work. Parts of a large function are "p12.0", "p12.1" and so on.

/// <summary>Names of generated methods; stack traces find the function index in them.</summary>
internal static class MethodNames
{
    public static string Entry(int function) => "f" + function.ToString(CultureInfo.InvariantCulture);

    public static string Body(int function) => "b" + function.ToString(CultureInfo.InvariantCulture);

    public static string Part(int function, int part) => string.Create(CultureInfo.InvariantCulture, $"p{function}.{part}");

    public static bool IsPart(string name) => name[0] == 'p';

    /// <summary>The number of the part that a method is.</summary>
    public static int PartOf(string name) => int.Parse(name.AsSpan(name.IndexOf('.', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    public static bool TryParse(string name, out int function) =>
        int.TryParse(IsPart(name) ? name.AsSpan(1, Math.Max(0, name.IndexOf('.', StringComparison.Ordinal) - 1)) : name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out function);
}
