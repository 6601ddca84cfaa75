using System.Collections.Immutable;

namespace Krait.Python;

/// <summary>One finding about a source text: what is wrong, where, and how to mend it.</summary>
/// <param name="Id">The row's id: <c>PY0xxx</c> source and syntax, <c>PY1xxx</c> metadata, <c>PY2xxx</c> types, <c>PY3xxx</c> not supported.</param>
/// <param name="Severity">Whether the program can be accepted.</param>
/// <param name="Span">The place in the source text.</param>
/// <param name="Message">What was expected and what was found: lower case, no full stop.</param>
/// <param name="Hint">How to mend it, or null where the message says enough.</param>
public sealed record Diagnostic(string Id, DiagnosticSeverity Severity, SourceSpan Span, string Message, string? Hint)
{
    /// <summary>Other places that matter; empty in most diagnostics.</summary>
    public ImmutableArray<DiagnosticNote> Notes { get; init; } = [];
}
