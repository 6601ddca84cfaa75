namespace Krait.Python.Syntax;

/// <summary>One token: its kind and where it stands. Newline, Indent, Dedent and EndOfFile may be empty.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    public SourceSpan Span => new(Start, End);
}
