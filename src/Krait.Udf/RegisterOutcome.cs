namespace Krait.Udf;

/// <summary>What a registration did.</summary>
/// <param name="Record">The stored version.</param>
/// <param name="Created">True when it is new; false when the same bytes were there already.</param>
public sealed record RegisterOutcome(UdfRecord Record, bool Created);
