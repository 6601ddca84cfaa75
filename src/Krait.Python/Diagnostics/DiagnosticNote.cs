namespace Krait.Python;

/// <summary>Another place that a diagnostic speaks of, such as the first of two contradicting lines.</summary>
/// <param name="Span">The place, in the diagnostic's own source.</param>
/// <param name="Text">What is to be seen there: lower case, no full stop.</param>
public sealed record DiagnosticNote(SourceSpan Span, string Text);
