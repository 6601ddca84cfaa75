using System;
using System.Globalization;

namespace Krait.Runtime.IlCompiler;

// A function is the method "f12". One whose frame may be large is two methods: "f12", which looks whether the stack
// has room, and "b12", which does the work.

/// <summary>Names of generated methods; stack traces find the function index in them.</summary>
internal static class MethodNames
{
    public static string Entry(int function) => "f" + function.ToString(CultureInfo.InvariantCulture);

    public static string Body(int function) => "b" + function.ToString(CultureInfo.InvariantCulture);

    public static bool TryParse(string name, out int function) =>
        int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out function);
}
