namespace Krait.Python;

// The table of all diagnostics. Each part of the compiler adds its rows in a file of its own:
// PY0xxx source and syntax, PY1xxx metadata, PY2xxx types, PY3xxx constructs that the typed tier refuses.

/// <summary>The rows of the diagnostics table, one static field each.</summary>
internal static partial class Diagnostics
{
    private static DiagnosticRow Error(string id, string format, string? hint = null) =>
        new(id, DiagnosticSeverity.Error, format, hint);
}
