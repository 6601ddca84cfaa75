namespace Krait.Udf;

/// <summary>One row of <see cref="ErrorMapping"/>.</summary>
/// <param name="Code">The error.</param>
/// <param name="WireName">Its name in answers, e.g. <c>UDF_NOT_FOUND</c>.</param>
/// <param name="HttpStatus">Status of an HTTP answer, 400 to 504.</param>
/// <param name="ExitCode">Exit code of the command line, 1 to 75.</param>
/// <param name="Title">A short sentence that is the same for every occurrence.</param>
public sealed record ErrorFacts(UdfErrorCode Code, string WireName, int HttpStatus, int ExitCode, string Title);
