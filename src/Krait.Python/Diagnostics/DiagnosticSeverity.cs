namespace Krait.Python;

/// <summary>How bad a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The program has this meaning, but probably another one was wanted.</summary>
    Warning,

    /// <summary>The program cannot be accepted.</summary>
    Error,
}
