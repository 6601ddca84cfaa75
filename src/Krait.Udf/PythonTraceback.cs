using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Udf;

/// <summary>One line of a traceback.</summary>
/// <param name="FunctionName">The Python function, or the WebAssembly function's name for a module without source.</param>
/// <param name="FileName">Name of the source text, e.g. <c>text_similarity.py</c>.</param>
/// <param name="Line">1-based line; 0 when unknown.</param>
/// <param name="Column">1-based column in code points; 0 when unknown.</param>
/// <param name="Excerpt">The source line without its indentation; empty when there is no source.</param>
public sealed record PythonFrame(string FunctionName, string FileName, int Line, int Column, string Excerpt);

/// <summary>An uncaught exception of a guest, with the way it took.</summary>
/// <param name="Type">Exception type, e.g. <c>ZeroDivisionError</c>.</param>
/// <param name="Message">The exception's text; may be empty.</param>
/// <param name="Frames">Outermost call first, as Python prints them.</param>
public sealed record PythonTraceback(string Type, string Message, ImmutableArray<PythonFrame> Frames)
{
    private const int RepeatsShown = 3;

    /// <summary>
    /// The traceback as Python prints it, lines ended by <c>\n</c>, no line end after the last. Repeats of one frame are counted
    /// instead of shown, as Python does for deep recursion.
    /// </summary>
    public string Print()
    {
        var text = new StringBuilder();
        if (!Frames.IsEmpty)
            text.Append("Traceback (most recent call last):\n");

        int repeats = 0;
        for (int i = 0; i < Frames.Length; i++)
        {
            repeats = 0 < i && Frames[i] == Frames[i - 1] ? repeats + 1 : 0;
            if (repeats < RepeatsShown)
                Append(text, Frames[i]);
            else if (i == Frames.Length - 1 || Frames[i + 1] != Frames[i])
                text.Append(CultureInfo.InvariantCulture, $"  [Previous line repeated {repeats - RepeatsShown + 1} more times]\n");
        }

        text.Append(Type);
        if (Message.Length != 0)
            text.Append(": ").Append(Message);

        return text.ToString();
    }

    // A module without source has functions and no lines.
    private static void Append(StringBuilder text, PythonFrame frame)
    {
        text.Append(CultureInfo.InvariantCulture, $"  File \"{frame.FileName}\", ");
        if (frame.Line != 0)
            text.Append(CultureInfo.InvariantCulture, $"line {frame.Line}, ");

        text.Append(CultureInfo.InvariantCulture, $"in {frame.FunctionName}\n");
        if (frame.Excerpt.Length != 0)
            text.Append("    ").Append(frame.Excerpt).Append('\n');
    }
}
