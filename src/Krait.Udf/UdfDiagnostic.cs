using System.Globalization;
using System.Text;

namespace Krait.Udf;

/// <summary>One finding about a source, with its place resolved so that it can be shown without the text.</summary>
/// <param name="Id">The diagnostic's id, e.g. <c>PY2004</c>; empty for WebAssembly text and modules.</param>
/// <param name="Line">1-based line; 0 when the finding has no place.</param>
/// <param name="Column">1-based column in code points; 0 when the finding has no place.</param>
/// <param name="Message">What was expected and what was found.</param>
/// <param name="Hint">How to mend it, or null.</param>
/// <param name="Excerpt">The source line, or null.</param>
public sealed record UdfDiagnostic(string Id, int Line, int Column, string Message, string? Hint, string? Excerpt)
{
    /// <summary>Name of the source; may be empty.</summary>
    public string FileName { get; init; } = "";

    /// <summary>The finding as a terminal shows it: place and message, the line with a caret below its column, the hint. No line end after the last.</summary>
    public string Rendered
    {
        get
        {
            var text = new StringBuilder();
            if (Line != 0)
                text.Append(CultureInfo.InvariantCulture, $"{(FileName.Length == 0 ? "line" : FileName)}:{Line}:{Column}: ");

            text.Append(Id.Length == 0 ? "" : Id + " ").Append(Message);
            if (Excerpt is { Length: > 0 } excerpt)
                text.Append("\n  ").Append(excerpt).Append("\n  ").Append(CaretLine(excerpt));

            if (Hint is not null)
                text.Append("\n  hint: ").Append(Hint);

            return text.ToString();
        }
    }

    // Tabs stay tabs, so that the caret stands below its character at any tab width.
    private string CaretLine(string excerpt)
    {
        var text = new StringBuilder();
        int column = 1;
        foreach (Rune rune in excerpt.EnumerateRunes())
        {
            if (Column <= column++)
                break;

            text.Append(rune.Value == '\t' ? '\t' : ' ');
        }

        return text.Append('^').ToString();
    }
}
