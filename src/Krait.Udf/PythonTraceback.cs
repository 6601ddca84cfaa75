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
    /// <summary>The traceback as Python prints it, lines ended by <c>\n</c>, no line end after the last.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        if (!Frames.IsEmpty)
            text.Append("Traceback (most recent call last):\n");

        foreach (PythonFrame frame in Frames)
        {
            text.Append(CultureInfo.InvariantCulture, $"  File \"{frame.FileName}\", line {frame.Line}, in {frame.FunctionName}\n");
            if (frame.Excerpt.Length != 0)
                text.Append("    ").Append(frame.Excerpt).Append('\n');
        }

        text.Append(Type);
        if (Message.Length != 0)
            text.Append(": ").Append(Message);

        return text.ToString();
    }
}
