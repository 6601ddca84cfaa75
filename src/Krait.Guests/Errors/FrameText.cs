using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Krait.Guests.Errors;

// A frame that covers several lines shows the first and the last of them and those around the marks. Marks stand below what was
// being executed: ^ below all of it, or ~ with ^ below an operator, or the brackets of a call or an index. They are left out
// where they would say nothing: below a whole line, and below a call whose result is only returned or named.

/// <summary>Writes one frame of a traceback.</summary>
internal static partial class FrameText
{
    private const string Indentation = "    ";

    public static string Of(PythonFrame frame)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  File \"{frame.File}\", line {frame.Line}, in {frame.Function}\n");
        if (frame.Source is not { } source || string.IsNullOrWhiteSpace(source))
            return text.ToString();
        if (frame.Column == 0 || frame.EndColumn == 0)
            return text.Append(Indentation).Append(frame.Text).Append('\n').ToString();
        foreach (string line in Lines(frame, source.Split('\n')))
            text.Append(Indentation).Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>How many places a text takes on a terminal.</summary>
    public static int WidthOf(ReadOnlySpan<char> text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += IsWide(rune.Value) ? 2 : 1;
        return width;
    }

    private static List<string> Lines(PythonFrame frame, string[] originals)
    {
        int dedent = CommonIndentation(originals);
        string[] lines = [.. originals.Select(line => line.Length >= dedent ? line[dedent..] : line.TrimStart())];
        int start = Math.Clamp(frame.Column - 1 - dedent, 0, lines[0].Length);
        int end = Math.Clamp(frame.EndColumn - 1 - dedent, 0, lines[^1].Length);
        string whole = string.Join('\n', lines);
        int length = whole.Length - (lines[^1].Length - end) - start;
        string segment = length > 0 ? whole.Substring(start, length) : "";
        CaretAnchors? anchors = CaretAnchors.Find(segment);
        bool isMarked = IsMarked(lines, start, end, anchors);
        var shown = new SortedSet<int> { 0, lines.Length - 1 };
        (int Line, int Column) left = default;
        (int Line, int Column) right = default;
        if (anchors is { } found)
        {
            left = PlaceOf(segment, found.Start, start);
            right = PlaceOf(segment, found.End, start);
            shown.UnionWith([left.Line - 1, left.Line, left.Line + 1, right.Line - 1, right.Line, right.Line + 1]);
            shown.RemoveWhere(line => line < 0 || line >= lines.Length);
        }

        List<string> result = [];
        int previous = -1;
        foreach (int line in shown)
        {
            if (line - previous == 2)
                Add(line - 1);
            else if (line - previous > 2)
                result.Add($"...<{line - previous - 1} lines>...");
            Add(line);
            previous = line;
        }

        return Dedented(result);

        void Add(int line)
        {
            result.Add(lines[line]);
            if (isMarked)
                result.Add(Marks(lines, line, start, end, anchors is null ? null : (left, right)));
        }
    }

    private static string Marks(string[] lines, int line, int start, int end, ((int Line, int Column) Left, (int Line, int Column) Right)? anchors)
    {
        string text = lines[line];
        int blanks = text.Length - text.TrimStart().Length;
        int first = line == 0 ? WidthOf(text.AsSpan(0, start)) : 0;
        int count = WidthOf(line == lines.Length - 1 ? text.AsSpan(0, end) : text);
        (int Line, int Width)? left = anchors is { Left: var leftAt } ? (leftAt.Line, leftAt.Line == line ? WidthTo(leftAt.Column) : 0) : null;
        (int Line, int Width)? right = anchors is { Right: var rightAt } ? (rightAt.Line, rightAt.Line == line ? WidthTo(rightAt.Column) : 0) : null;
        var marks = new StringBuilder();
        for (int column = 0; column < count; column++)
        {
            if (column < blanks || column < first)
                marks.Append(' ');
            else if (left is not { } begin || right is not { } behind)
                marks.Append('^');
            else
                marks.Append(IsBehind(begin, column) && !IsBehind(behind, column) ? '^' : '~');
        }

        return marks.ToString();

        int WidthTo(int column) => WidthOf(text.AsSpan(0, Math.Min(column, text.Length)));

        bool IsBehind((int Line, int Width) place, int column) => line > place.Line || (line == place.Line && column >= place.Width);
    }

    private static bool IsMarked(string[] lines, int start, int end, CaretAnchors? anchors)
    {
        ReadOnlySpan<char> before = lines[0].AsSpan(0, start);
        ReadOnlySpan<char> behind = lines[^1].AsSpan(end);
        bool isWholeValue = behind.TrimStart(" \t)") is [] or ['#' or ';', ..];
        if (anchors is { IsCall: true } call && isWholeValue && (ReturnStart().IsMatch(before) ? call.IsOfName : AssignmentStart().IsMatch(before)))
            return false;
        return anchors is not null || !before.IsWhiteSpace() || !behind.IsWhiteSpace();
    }

    private static (int Line, int Column) PlaceOf(string segment, int index, int start)
    {
        int line = segment.AsSpan(0, index).Count('\n');
        return (line, line == 0 ? index + start : index - segment.LastIndexOf('\n', index - 1) - 1);
    }

    private static int CommonIndentation(string[] lines)
    {
        string? common = null;
        foreach (string line in lines.Where(static line => !string.IsNullOrWhiteSpace(line)))
        {
            string blanks = line[..^line.TrimStart(' ', '\t').Length];
            common = common is null ? blanks : common[..common.AsSpan().CommonPrefixLength(blanks)];
        }

        return common?.Length ?? 0;
    }

    // Marks that begin further left than any line do not happen; without marks the lines may still share blanks.
    private static List<string> Dedented(List<string> lines)
    {
        int dedent = CommonIndentation([.. lines]);
        return [.. lines.Select(line => string.IsNullOrWhiteSpace(line) ? "" : line[dedent..])];
    }

    private static bool IsWide(int character) => character is >= 0x1100 and (
        <= 0x115F or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0x33FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0xA4CF)
        or (>= 0xA960 and <= 0xA97C) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6B)
        or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6C5)
        or (>= 0x1F90C and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD));

    [GeneratedRegex(@"^return\b[\s(]*$", RegexOptions.CultureInvariant)]
    private static partial Regex ReturnStart();

    [GeneratedRegex(@"^\w+\s*=[\s(]*$", RegexOptions.CultureInvariant)]
    private static partial Regex AssignmentStart();
}
