using System;
using System.Collections.Generic;
using System.Globalization;
using Krait.Runtime;

namespace Krait.Guests.MicroPython;

// A value is three words. The first is its kind; text is {length, address} in the others, a float takes both.

/// <summary>Takes the values that MicroPython hands out.</summary>
internal static class MicroPythonValues
{
    private const int Raised = -1;
    private const int Null = 0;
    private const int None = 1;
    private const int Bool = 2;
    private const int Int = 3;
    private const int Float = 4;
    private const int Text = 5;

    /// <summary>Kinds from here on are objects: their second word is a number that names them.</summary>
    public const int FirstObject = 6;

    // Between an exception's type and its traceback.
    private const char Separator = '\x04';

    public static int KindAt(Memory memory, uint address) => memory.Read<int>(address);

    /// <exception cref="PythonException">The value is an exception, or of a type that does not cross.</exception>
    public static object? Take(Memory memory, uint address, Action<int> free)
    {
        int first = memory.Read<int>(address + 4);
        int second = memory.Read<int>(address + 8);
        switch (KindAt(memory, address))
        {
            case Raised:
                string text = memory.ReadUtf8((uint)second, first);
                free(second);
                throw ToException(text);
            case Null or None:
                return null;
            case Bool:
                return first != 0;
            case Int:
                return (long)first;
            case Float:
                return memory.Read<double>(address + 4);
            case Text:
                return memory.ReadUtf8((uint)second, first);
            default:
                throw new PythonException("TypeError", "None, bool, int of 32 bits, float and str cross to the host; take repr() of other values", []);
        }
    }

    // "ValueError\x04Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nValueError: text\n"
    internal static PythonException ToException(string text)
    {
        int separator = text.IndexOf(Separator, StringComparison.Ordinal);
        string typeName = separator < 0 ? "Exception" : text[..separator];
        string[] lines = text[(separator + 1)..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<PythonFrame> frames = [];
        int next = 0;
        for (; next < lines.Length && (lines[next].StartsWith("Traceback", StringComparison.Ordinal) || lines[next].StartsWith("  ", StringComparison.Ordinal)); next++)
        {
            if (FrameOf(lines[next]) is { } frame)
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
