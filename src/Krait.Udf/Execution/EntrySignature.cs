using System.Collections.Immutable;

namespace Krait.Udf.Execution;

/// <summary>The function that a UDF call runs, and where its arguments come from.</summary>
/// <param name="FunctionName">The function, as the module exports it or the source names it.</param>
/// <param name="Arguments">Arguments in order; empty for a function that asks through host calls.</param>
/// <param name="Declared">All declared parameters; those that are no arguments can be read through host calls.</param>
internal record EntrySignature(string FunctionName, ImmutableArray<EntryParameter> Arguments, ImmutableArray<EntryParameter> Declared);
