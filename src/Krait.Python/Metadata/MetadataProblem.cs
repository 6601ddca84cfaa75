namespace Krait.Python;

/// <summary>Something wrong with metadata.</summary>
/// <param name="Path">Where: <c>version</c>, <c>parameters[2].type</c>.</param>
/// <param name="Message">What was expected and what was found: lower case, no full stop.</param>
public sealed record MetadataProblem(string Path, string Message);
