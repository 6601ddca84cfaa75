namespace Krait.Python;

/// <summary>One result of a UDF.</summary>
/// <param name="Type">The UDF type, as for parameters.</param>
public sealed record UdfReturn(string Type);
