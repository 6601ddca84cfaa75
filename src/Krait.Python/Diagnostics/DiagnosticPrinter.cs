using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Krait.Python;

// file:line:column: error PY0101: message
//     the source line
//         ^^^^
//   note: file:line:column: another place
//   hint: how to mend it

/// <summary>Prints diagnostics for people: place, message, the source line with the place marked, notes and hint.</summary>
public static class DiagnosticPrinter
{
    /// <summary>The most characters shown of a source line.</summary>
    private const int MaximumWidth = 160;

    /// <summary>How many characters of a longer line are shown before the marked place.</summary>
    private const int ContextWidth = 60;

    /// <summary>Prints diagnostics one after another in the order they are given.</summary>
    /// <param name="source">The text that all of them speak of.</param>
    /// <param name="diagnostics">Any number of diagnostics.</param>
    /// <returns>Plain text; every line ends with a line feed. Control characters of the source are shown as question marks.</returns>
    public static string Print(SourceText source, IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in diagnostics)
            Print(text, source, diagnostic);
        return text.ToString();
    }

    private static void Print(StringBuilder text, SourceText source, Diagnostic diagnostic)
    {
        string severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        AppendPlace(text, source, diagnostic.Span);
        text.Append(CultureInfo.InvariantCulture, $"{severity} {diagnostic.Id}: {Printable(diagnostic.Message)}\n");
        AppendExcerpt(text, source, diagnostic.Span);
        foreach (DiagnosticNote note in diagnostic.Notes)
        {
            AppendPlace(text.Append("  note: "), source, note.Span);
            text.Append(CultureInfo.InvariantCulture, $"{Printable(note.Text)}\n");
            AppendExcerpt(text, source, note.Span);
        }

        if (diagnostic.Hint is not null)
            text.Append(CultureInfo.InvariantCulture, $"  hint: {Printable(diagnostic.Hint)}\n");
    }

    private static void AppendPlace(StringBuilder text, SourceText source, SourceSpan span)
    {
        SourcePosition position = source.PositionAt(span.Start);
        text.Append(CultureInfo.InvariantCulture, $"{Printable(source.Name)}:{position.Line}:{position.Column}: ");
    }

    private static void AppendExcerpt(StringBuilder text, SourceText source, SourceSpan span)
    {
        int lineNumber = source.LineIndexAt(Math.Min(span.Start, source.Text.Length)) + 1;
        ReadOnlySpan<char> line = source.Line(lineNumber);
        if (line.IsWhiteSpace())
            return;
        int start = Math.Min(span.Start - source.LineStart(lineNumber), line.Length);
        int first = line.Length <= MaximumWidth ? 0 : Math.Max(0, start - ContextWidth);
        int shownLength = Math.Min(line.Length - first, MaximumWidth);
        ReadOnlySpan<char> shown = line.Slice(first, shownLength);
        string before = first == 0 ? "" : "...";
        string after = first + shownLength == line.Length ? "" : "...";
        text.Append("    ").Append(before).Append(Printable(shown)).Append(after).Append('\n');

        // Tabs stay tabs in the line of markers, so that they stand below what they mark.
        text.Append("    ").Append(' ', before.Length);
        foreach (char c in shown[..(start - first)])
            text.Append(c == '\t' ? "\t" : char.IsLowSurrogate(c) ? "" : " ");
        int markedEnd = Math.Min(start + Math.Max(0, span.Length), first + shownLength);
        text.Append('^', Math.Max(1, CountCharacters(line[start..Math.Max(start, markedEnd)]))).Append('\n');
    }

    private static int CountCharacters(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (char c in text)
            count += char.IsLowSurrogate(c) ? 0 : 1;
        return count;
    }

    private static string Printable(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        foreach (char c in text)
            result.Append(char.IsControl(c) && c != '\t' ? '?' : c);
        return result.ToString();
    }
}
