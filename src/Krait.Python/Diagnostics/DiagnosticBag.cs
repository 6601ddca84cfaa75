using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace Krait.Python;

/// <summary>
/// Collects the diagnostics of one source text. Not for concurrent use.
/// After <see cref="PythonLimits.MaximumDiagnostics"/> of them further ones are counted but not kept, so that hostile source cannot fill memory.
/// </summary>
internal sealed class DiagnosticBag(SourceText source)
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>The text that all spans refer to.</summary>
    public SourceText Source { get; } = source;

    public bool HasErrors { get; private set; }

    /// <summary>Adds a diagnostic; the arguments fill the holes of the row's message and hint.</summary>
    public void Report(DiagnosticRow row, SourceSpan span, params ReadOnlySpan<object?> arguments) =>
        Report(row, span, [], arguments);

    /// <summary>Adds a diagnostic that speaks of other places too.</summary>
    public void Report(DiagnosticRow row, SourceSpan span, ImmutableArray<DiagnosticNote> notes, params ReadOnlySpan<object?> arguments)
    {
        HasErrors |= row.Severity == DiagnosticSeverity.Error;
        if (PythonLimits.MaximumDiagnostics <= _items.Count)
            return;
        string message = string.Format(CultureInfo.InvariantCulture, row.Format, arguments);
        string? hint = row.Hint is null ? null : string.Format(CultureInfo.InvariantCulture, row.Hint, arguments);
        _items.Add(new Diagnostic(row.Id, row.Severity, span, message, hint) { Notes = notes });
    }

    /// <summary>All diagnostics in source order; those of one place in the order they were reported.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() => [.. _items.OrderBy(item => item.Span.Start)];
}
