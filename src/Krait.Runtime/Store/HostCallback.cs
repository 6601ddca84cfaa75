using System;

namespace Krait.Runtime;

/// <summary>A host function for any signature, without a typed delegate.</summary>
/// <param name="caller">The calling guest.</param>
/// <param name="arguments">One value per parameter.</param>
/// <param name="results">One place per result, to be filled with values of the right type.</param>
public delegate void HostCallback(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results);
