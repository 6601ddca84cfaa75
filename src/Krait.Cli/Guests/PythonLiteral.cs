using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Krait.Cli.Guests;

/// <summary>Writes values as Python source in ASCII, so that nothing in them can end the literal.</summary>
internal static class PythonLiteral
{
    /// <summary>Text, or <c>None</c>. What is not Unicode becomes U+FFFD.</summary>
    public static string Of(string? text)
    {
        if (text is null)
            return "None";
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is >= ' ' and <= '~' and not ('"' or '\\'))
                literal.Append((char)rune.Value);
            else
                literal.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A list of texts.</summary>
    public static string Of(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Select(Of)) + "]";

    /// <summary><c>True</c> or <c>False</c>.</summary>
    public static string Of(bool value) => value ? "True" : "False";
}
