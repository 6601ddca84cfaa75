using System.Globalization;
using System.Linq;
using System.Text;

namespace Krait.Guests.Errors;

/// <summary>The lines that say where a <c>SyntaxError</c> is, and what.</summary>
internal static class SyntaxText
{
    public static string Of(PythonException exception, PythonSyntaxPosition position)
    {
        var text = new StringBuilder();
        string suffix = "";
        if (position.Line > 0)
            text.Append(CultureInfo.InvariantCulture, $"  File \"{position.File ?? "<string>"}\", line {position.Line}\n");
        else if (position.File is not null)
            suffix = $" ({position.File})";
        if (position.Text is { } line)
            AppendLine(text, line, position);
        return text.Append(CultureInfo.InvariantCulture, $"{exception.QualifiedTypeName}: {exception.SyntaxMessage ?? exception.Text}{suffix}\n").ToString();
    }

    // Columns count from 1 in the line as it stands, what is printed lost the blanks before it.
    private static void AppendLine(StringBuilder text, string line, PythonSyntaxPosition position)
    {
        string whole = line.TrimEnd('\n');
        string shown = whole.TrimStart(' ', '\n', '\f');
        text.Append("    ").Append(shown).Append('\n');
        if (position.Column == 0)
            return;
        int start = position.Column;
        int end = position.Line != position.EndLine ? whole.Length + 1 : position.EndColumn != 0 ? position.EndColumn : start;
        if (line.Length > 0 && start > line.Length)
            start = whole.Length + 1;
        if (line.Length > 0 && end > line.Length)
            end = whole.Length + 1;
        if (start >= end || end < 0)
            end = start + 1;
        int blanks = start - 1 - (whole.Length - shown.Length);
        if (blanks < 0)
            return;
        text.Append("    ").Append([.. shown.Take(blanks).Select(static c => char.IsWhiteSpace(c) ? c : ' ')]).Append('^', end - start).Append('\n');
    }
}
