namespace Krait.Python.Syntax;

/// <summary>A node of the syntax tree. Compared by reference; nodes never change after parsing.</summary>
internal abstract class Node
{
    private protected Node(SourceSpan span)
    {
        Span = span;
    }

    /// <summary>The node's text in its source, without surrounding parentheses.</summary>
    public SourceSpan Span { get; }
}
