using System;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Krait.Wasm;

namespace Krait.Udf;

/// <summary>Any refusal or failure of the UDF host. <see cref="ErrorMapping"/> says how it is answered.</summary>
public sealed class UdfException : KraitException
{
    /// <summary>Makes an error.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">What was expected and found, and how to mend it; a full sentence or phrase without the code.</param>
    /// <param name="inner">The cause, or null.</param>
    public UdfException(UdfErrorCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>What went wrong.</summary>
    public UdfErrorCode Code { get; }

    /// <summary>Whether other documents of the same search may still succeed.</summary>
    public UdfErrorScope Scope { get; init; } = UdfErrorScope.Document;

    /// <summary>The uncaught Python exception with its frames, or null.</summary>
    public PythonTraceback? Traceback { get; init; }

    /// <summary>What the compiler found, in source order; empty except for compile errors.</summary>
    public ImmutableArray<UdfDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>How long to wait before the same is asked again; null where waiting does not help, or nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Ends, never with an error, when asking again is of use; null where nothing tells.</summary>
    public Task? Readiness { get; init; }

    /// <summary>The facts of <see cref="Code"/>.</summary>
    public ErrorFacts Facts => ErrorMapping.Of(Code);
}
