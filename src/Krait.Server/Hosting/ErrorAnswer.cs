using Krait.Search;
using Krait.Server.Contracts;
using Krait.Udf;

namespace Krait.Server.Hosting;

/// <summary>A failure before it is put into the shape of the route it happened on.</summary>
/// <param name="Status">HTTP status, 400 to 504.</param>
/// <param name="Code">Code in problem details, e.g. <c>UDF_NOT_FOUND</c>.</param>
/// <param name="Title">A short sentence that is the same for every occurrence of the code.</param>
/// <param name="Type">Type in the OpenSearch shape, e.g. <c>parsing_exception</c>.</param>
/// <param name="Reason">What happened this time.</param>
internal sealed record ErrorAnswer(int Status, string Code, string Title, string Type, string Reason)
{
    /// <summary>Where a search error is placed. Null for others.</summary>
    public SearchException? Search { get; init; }

    /// <summary>The function's failure, with traceback and diagnostics. Null for others.</summary>
    public UdfException? Udf { get; init; }

    /// <summary>True for a defect of the server: logged in full, told in short.</summary>
    public bool IsUnexpected { get; init; }

    public ProblemContract ToProblem(string path) => new()
    {
        Type = "about:blank",
        Title = Title,
        Status = Status,
        Detail = Reason,
        Instance = path,
        Code = Code,
        Traceback = UdfContracts.TracebackOf(Udf),
        Diagnostics = UdfContracts.DiagnosticsOf(Udf),
    };

    public SearchErrorContract ToSearchError()
    {
        var cause = new SearchErrorCauseContract
        {
            Type = Type,
            Reason = Reason,
            Index = Search?.Index,
            Path = Search?.Path,
            Line = Search is { Line: > 0 } ? Search.Line : null,
            Col = Search is { Column: > 0 } ? Search.Column : null,
            Code = Udf is null ? null : Code,
            Traceback = UdfContracts.TracebackOf(Udf),
            Diagnostics = UdfContracts.DiagnosticsOf(Udf),
        };
        return new SearchErrorContract { Error = SearchErrorDetailContract.Of(cause), Status = Status };
    }
}
