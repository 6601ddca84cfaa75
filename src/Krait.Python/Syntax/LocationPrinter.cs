using System.Globalization;
using System.Text;

namespace Krait.Python.Syntax;

/// <summary>Prints where nodes stand as CPython counts: lines from 1, columns in UTF-8 bytes from 0.</summary>
internal sealed class LocationPrinter(SourceText source)
{
    public void Append(StringBuilder text, SourceSpan span)
    {
        int line = source.LineIndexAt(span.Start);
        int endLine = source.LineIndexAt(span.End);
        text.Append(
            CultureInfo.InvariantCulture,
            $"lineno={line + 1}, col_offset={Column(line, span.Start)}, end_lineno={endLine + 1}, end_col_offset={Column(endLine, span.End)}");
    }

    private int Column(int lineIndex, int offset)
    {
        int start = source.LineStart(lineIndex + 1);
        return Encoding.UTF8.GetByteCount(source.Slice(new SourceSpan(start, offset)));
    }
}
