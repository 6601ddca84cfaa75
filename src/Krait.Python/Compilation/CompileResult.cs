using System;
using System.Collections.Immutable;

namespace Krait.Python;

/// <summary>What a compilation gave: a module, or the reasons why there is none. Immutable.</summary>
public sealed class CompileResult
{
    private readonly ReadOnlyMemory<byte> _module;

    private CompileResult(ReadOnlyMemory<byte> module, ImmutableArray<ExportedFunction> exports, ImmutableArray<Diagnostic> diagnostics, bool hasMainProgram)
    {
        _module = module;
        Exports = exports;
        Diagnostics = diagnostics;
        HasMainProgram = hasMainProgram;
    }

    /// <summary>True when there is a module.</summary>
    public bool Succeeded => 0 < _module.Length;

    /// <summary>The module in binary form.</summary>
    /// <exception cref="InvalidOperationException">The source has errors; see <see cref="Diagnostics"/>.</exception>
    public ReadOnlyMemory<byte> Module =>
        Succeeded ? _module : throw new InvalidOperationException("the source has errors, so there is no module");

    /// <summary>The functions that the host can call, in source order; empty where there is no module.</summary>
    public ImmutableArray<ExportedFunction> Exports { get; }

    /// <summary>All findings in source order, warnings among them.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The module has statements of its own and exports <c>_start</c>, which runs them as the main program.</summary>
    public bool HasMainProgram { get; }

    internal static CompileResult Failed(DiagnosticBag diagnostics) => new(default, [], diagnostics.ToImmutable(), hasMainProgram: false);

    internal static CompileResult Compiled(byte[] module, ImmutableArray<ExportedFunction> exports, DiagnosticBag diagnostics, bool hasMainProgram) =>
        new(module, exports, diagnostics.ToImmutable(), hasMainProgram);
}
