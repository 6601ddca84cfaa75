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
    private const string Module = "<module>";

    private const char Separator = '\x04';

    // "ValueError\x04Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nValueError: text\n"
    /// <param name="text">As the interpreter gives it.</param>
    /// <param name="lines">The lines of a file, or of the module in it that is running, if they are known.</param>
    public static PythonException Parse(string text, Func<string, bool, string[]?> lines)
    {
        int separator = text.IndexOf(Separator, StringComparison.Ordinal);
        string typeName = separator < 0 ? "Exception" : text[..separator];
        string[] rows = text[(separator + 1)..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<PythonFrame> frames = [];
        int next = 0;
        for (; next < rows.Length && (rows[next].StartsWith("Traceback", StringComparison.Ordinal) || rows[next].StartsWith("  ", StringComparison.Ordinal)); next++)
        {
            if (FrameOf(rows[next]) is { } frame && !frame.Function.StartsWith(MicroPythonPrelude.Prefix, StringComparison.Ordinal))
                frames.Add(frame with { Text = TextOf(lines(frame.File, frame.Function == Module), frame.Line) });
        }

        string message = string.Join('\n', rows[next..]);
        string prefix = typeName + ": ";
        if (message.StartsWith(prefix, StringComparison.Ordinal))
            message = message[prefix.Length..];
        else if (message.TrimEnd(':', ' ') == typeName)
            message = string.Empty;

        // Where the compiler stopped is a place in the file, not in a function.
        PythonSyntaxPosition? position = null;
        if (typeName is "SyntaxError" or "IndentationError" && rows.AsSpan(0, next) is [.., var last] && !last.Contains(", in ", StringComparison.Ordinal) && frames.Count > 0)
        {
            PythonFrame place = frames[^1];
            frames.RemoveAt(frames.Count - 1);
            position = new PythonSyntaxPosition(place.File, place.Line, 0, 0, 0, place.Text);
        }

        return new PythonException(typeName, message, [.. frames])
        {
            SyntaxPosition = position,
            ExitCode = typeName == "SystemExit" ? ExitCodeOf(message) : null,
        };
    }

    private static int ExitCodeOf(string message) =>
        message is "" or "None" ? 0 : int.TryParse(message, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int code) ? code : 1;

    private static string? TextOf(string[]? lines, int line) => lines is not null && line > 0 && line <= lines.Length ? lines[line - 1].Trim() : null;

    private static PythonFrame? FrameOf(string line)
    {
        string[] quoted = line.Split('"');
        if (quoted.Length < 3)
            return null;
        string[] parts = quoted[2].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        string? number = Array.Find(parts, static part => part.StartsWith("line ", StringComparison.Ordinal));
        string? function = Array.Find(parts, static part => part.StartsWith("in ", StringComparison.Ordinal));
        return int.TryParse(number?[5..], NumberStyles.None, CultureInfo.InvariantCulture, out int lineNumber)
            ? new PythonFrame(quoted[1], lineNumber, function?[3..] ?? Module)
            : null;
    }
}
