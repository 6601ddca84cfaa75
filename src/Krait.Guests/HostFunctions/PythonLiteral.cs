using System;
using System.Globalization;

namespace Krait.Guests;

/// <summary>Writes defaults of parameters as Python writes them.</summary>
internal static class PythonLiteral
{
    public static string Of(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        string text => Quote(text),
        IFormattable number when HostShapes.Of(number) is HostShape.Int or HostShape.BigInt or HostShape.Float => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "...",
    };

    private static string Quote(string text)
    {
        string quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return "'" + quoted.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal) + "'";
    }
}
