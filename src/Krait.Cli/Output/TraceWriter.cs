using System;
using System.Globalization;
using System.IO;
using System.Text;
using Krait.Runtime;

namespace Krait.Cli.Output;

/// <summary>Prints a guest's calls as they happen, one line each, indented by depth.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="calls">Which calls are shown.</param>
/// <param name="maximumLines">How many lines are printed at most, before one that says so.</param>
internal sealed class TraceWriter(TextWriter output, TracedCalls calls, long maximumLines) : ICallTracer
{
    private const int IndentWidth = 2;

    // Deeper calls stand below one another, with their depth as a number.
    private const int DeepestIndent = 40;
    private const int LongestText = 100;
    private long _lines;

    public TracedCalls Calls => calls;

    public void OnEnter(in TracedCall call, ReadOnlySpan<Value> arguments)
    {
        if (Begin(call, "-> ") is { } line)
            End(Append(line.Append('('), arguments).Append(')'));
    }

    public void OnLeave(in TracedCall call, ReadOnlySpan<Value> results)
    {
        if (Begin(call, "<- ") is { } line)
            End(results.IsEmpty ? line : Append(line.Append(" = "), results));
    }

    public void OnTailCall(in TracedCall call)
    {
        if (Begin(call, "<- ") is { } line)
            End(line.Append(", calls another in its place"));
    }

    public void OnFailure(in TracedCall call, Exception error)
    {
        if (Begin(call, "!! ") is { } line)
            End(AppendSafely(line.Append(": "), error.Message));
    }

    // Null once nothing more is to be printed.
    private StringBuilder? Begin(in TracedCall call, string arrow)
    {
        if (_lines > maximumLines)
            return null;
        if (_lines == maximumLines)
        {
            _lines++;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trace: {maximumLines} lines are shown, --trace-lines shows more"));
            return null;
        }

        StringBuilder line = new StringBuilder().Append(' ', Math.Min(call.Depth, DeepestIndent) * IndentWidth);
        if (call.Depth > DeepestIndent)
            line.Append(CultureInfo.InvariantCulture, $"[{call.Depth}] ");
        return AppendSafely(line.Append(arrow), call.Name);
    }

    private void End(StringBuilder line)
    {
        _lines++;
        output.WriteLine(line);
    }

    private static StringBuilder Append(StringBuilder line, ReadOnlySpan<Value> values)
    {
        for (int i = 0; i < values.Length; i++)
            AppendSafely(i == 0 ? line : line.Append(", "), values[i].ToString());
        return line;
    }

    // Names come from the module: they may be long, and hold what would move a terminal's cursor.
    private static StringBuilder AppendSafely(StringBuilder line, string text)
    {
        for (int i = 0; i < Math.Min(text.Length, LongestText); i++)
        {
            if (char.IsControl(text[i]) || char.GetUnicodeCategory(text[i]) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)text[i]:x}}}");
            else
                line.Append(text[i]);
        }

        return text.Length > LongestText ? line.Append("...") : line;
    }
}
