using System.Collections.Immutable;

namespace Krait.Udf.Interpreters;

/// <summary>How the entry function of a source is called.</summary>
/// <param name="FunctionName">Its name.</param>
/// <param name="Parameters">Names of its parameters in order.</param>
/// <param name="PositionalCount">How many of them, from the first on, are given by position.</param>
internal sealed record SourceSignature(string FunctionName, ImmutableArray<string> Parameters, int PositionalCount);
