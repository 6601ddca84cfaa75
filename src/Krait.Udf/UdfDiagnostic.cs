namespace Krait.Udf;

/// <summary>One finding about a source, with its place resolved so that it can be shown without the text.</summary>
/// <param name="Id">The diagnostic's id, e.g. <c>PY2004</c>; empty for WebAssembly text and modules.</param>
/// <param name="Line">1-based line; 0 when the finding has no place.</param>
/// <param name="Column">1-based column in code points; 0 when the finding has no place.</param>
/// <param name="Message">What was expected and what was found.</param>
/// <param name="Hint">How to mend it, or null.</param>
/// <param name="Excerpt">The source line, cut after 200 characters, or null.</param>
public sealed record UdfDiagnostic(string Id, int Line, int Column, string Message, string? Hint, string? Excerpt)
{
    private readonly string? _rendered;

    /// <summary>The finding as a terminal shows it, of one or several lines: place, message, the marked source line, the hint. No line end after the last.</summary>
    public string Rendered
    {
        get => _rendered ?? (Line == 0 ? Message : $"{Line}:{Column}: {Message}");
        init => _rendered = value;
    }
}
