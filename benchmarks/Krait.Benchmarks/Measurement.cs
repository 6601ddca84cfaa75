namespace Krait.Benchmarks;

/// <summary>What one program answered, and its best time over its rounds.</summary>
/// <param name="Answer">The result as text, compared between the programs.</param>
/// <param name="BestMs">Milliseconds.</param>
internal readonly record struct Measurement(string Answer, double BestMs);
