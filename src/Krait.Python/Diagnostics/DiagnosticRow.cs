namespace Krait.Python;

/// <summary>One row of the diagnostics table.</summary>
/// <param name="Id">Unique, never reused for another meaning.</param>
/// <param name="Severity">Whether the program can be accepted.</param>
/// <param name="Format">The message with <c>{0}</c>-style holes.</param>
/// <param name="Hint">How to mend it, with holes as in <paramref name="Format"/>, or null.</param>
internal sealed record DiagnosticRow(string Id, DiagnosticSeverity Severity, string Format, string? Hint);
