using System;
using System.Collections.Generic;
using System.Globalization;

namespace Krait.Guests.MicroPython;

/// <summary>Takes MicroPython's exceptions apart, which come as text.</summary>
internal static class MicroPythonErrors
{
    /// <summary>Kinds of values that come out, from here on, are objects: their second word is a number that names them.</summary>
    public const int FirstObject = 6;

    // Between an exception's type and its traceback.
    private const char Separator = '\x04';

    // "ValueError\x04Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nValueError: text\n"
    public static PythonException Parse(string text)
    {
        int separator = text.IndexOf(Separator, StringComparison.Ordinal);
        string typeName = separator < 0 ? "Exception" : text[..separator];
        string[] lines = text[(separator + 1)..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<PythonFrame> frames = [];
        int next = 0;
        for (; next < lines.Length && (lines[next].StartsWith("Traceback", StringComparison.Ordinal) || lines[next].StartsWith("  ", StringComparison.Ordinal)); next++)
        {
            if (FrameOf(lines[next]) is { } frame && !frame.Function.StartsWith(MicroPythonPrelude.Prefix, StringComparison.Ordinal))
                frames.Add(frame);
        }

        string message = string.Join('\n', lines[next..]);
        string prefix = typeName + ": ";
        if (message.StartsWith(prefix, StringComparison.Ordinal))
            message = message[prefix.Length..];
        else if (message.TrimEnd(':', ' ') == typeName)
            message = string.Empty;
        return new PythonException(typeName, message, [.. frames]);
    }

    private static PythonFrame? FrameOf(string line)
    {
        string[] quoted = line.Split('"');
        if (quoted.Length < 3)
            return null;
        string[] parts = quoted[2].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        string? number = Array.Find(parts, static part => part.StartsWith("line ", StringComparison.Ordinal));
        string? function = Array.Find(parts, static part => part.StartsWith("in ", StringComparison.Ordinal));
        return int.TryParse(number?[5..], NumberStyles.None, CultureInfo.InvariantCulture, out int lineNumber)
            ? new PythonFrame(quoted[1], lineNumber, function?[3..] ?? "<module>")
            : null;
    }
}
