using System.Collections.Generic;

namespace Krait.Server.Contracts;

/// <summary>Problem details as in RFC 9457, with the code and, where a function failed, its traceback or diagnostics.</summary>
internal sealed record ProblemContract
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    public required string Instance { get; init; }

    public required string Code { get; init; }

    public TracebackContract? Traceback { get; init; }

    public IReadOnlyList<DiagnosticContract>? Diagnostics { get; init; }
}

/// <summary>An error as the OpenSearch API has it.</summary>
internal sealed record SearchErrorContract
{
    public required SearchErrorDetailContract Error { get; init; }

    public required int Status { get; init; }
}

internal record SearchErrorCauseContract
{
    public required string Type { get; init; }

    public required string Reason { get; init; }

    public string? Index { get; init; }

    public string? Path { get; init; }

    public int? Line { get; init; }

    public int? Col { get; init; }

    public string? Code { get; init; }

    public TracebackContract? Traceback { get; init; }

    public IReadOnlyList<DiagnosticContract>? Diagnostics { get; init; }
}

internal sealed record SearchErrorDetailContract : SearchErrorCauseContract
{
    public required IReadOnlyList<SearchErrorCauseContract> RootCause { get; init; }

    public static SearchErrorDetailContract Of(SearchErrorCauseContract cause) =>
        new() { RootCause = [cause], Type = cause.Type, Reason = cause.Reason, Index = cause.Index, Code = cause.Code };
}

/// <summary>An uncaught Python exception.</summary>
internal sealed record TracebackContract(string Type, string Message, IReadOnlyList<FrameContract> Frames, string Text);

internal sealed record FrameContract(string Function, string File, int Line, int Column, string Excerpt);

/// <summary>A finding of the compiler.</summary>
internal sealed record DiagnosticContract(string Id, int Line, int Column, string Message, string? Hint, string? Excerpt);
