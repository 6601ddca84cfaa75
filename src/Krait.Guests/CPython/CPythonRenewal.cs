using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Guests.CPython;

/// <summary>What a copy of an interpreter does before its first call, in Python.</summary>
internal static class CPythonRenewal
{
    /// <summary>Statements that leave no name behind.</summary>
    /// <param name="environment">Variables as <c>NAME=value</c>, added to those of the image.</param>
    public static string Source(ImmutableArray<string> environment)
    {
        var source = new StringBuilder();
        if (!environment.IsEmpty)
        {
            source.Append("__import__('os').environ.update({");
            foreach (string variable in environment)
            {
                int end = variable.IndexOf('=', StringComparison.Ordinal);
                if (end > 0)
                    source.Append(CultureInfo.InvariantCulture, $"{Literal(variable[..end])}: {Literal(variable[(end + 1)..])}, ");
            }

            source.Append("})\n");
        }

        // What the modules do after a fork. A module that is not there, or is something else by now, has nothing to renew.
        return source.Append(
            """
            for __krait__ in (
                lambda modules: modules['random'].seed(),
                lambda modules: setattr(modules['tempfile'], '_name_sequence', None),
            ):
                try:
                    __krait__(__import__('sys').modules)
                except Exception:
                    pass
            del __krait__

            """).ToString();
    }

    // In ASCII, so that nothing in it can end the text.
    private static string Literal(string text)
    {
        var literal = new StringBuilder("'");
        foreach (Rune rune in text.EnumerateRunes())
            literal.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        return literal.Append('\'').ToString();
    }
}
