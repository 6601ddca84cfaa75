using System;
using System.Collections.Immutable;

namespace Krait.Udf.Host;

/// <summary>Errors that a guest states in words instead of raising a trap.</summary>
internal static class GuestError
{
    /// <summary>Makes an error from text such as <c>ValueError: bad title</c>; text of another shape is a RuntimeError.</summary>
    public static UdfException FromText(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        bool hasType = 0 < colon && IsTypeName(text.AsSpan(0, colon));
        string type = hasType ? text[..colon] : "RuntimeError";
        string message = hasType ? text[(colon + 1)..].Trim() : text;
        return Raise(type, message);
    }

    public static UdfException Raise(string type, string message) =>
        new(UdfErrorCode.ExecutionFailed, message.Length == 0 ? type : $"{type}: {message}")
        {
            Traceback = new PythonTraceback(type, message, ImmutableArray<PythonFrame>.Empty),
        };

    private static bool IsTypeName(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                return false;
        }

        return char.IsAsciiLetterUpper(text[0]);
    }
}
