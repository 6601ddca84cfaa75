namespace Krait.Benchmarks.Start;

/// <summary>One line of the table.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Unit">Of the times: <c>ns</c>, <c>us</c> or <c>ms</c>.</param>
/// <param name="Best">Best round.</param>
/// <param name="Median">Median round.</param>
/// <param name="Goal">What the median is to stay below; null where there is no goal.</param>
/// <param name="AllocatedBytes">Managed bytes per operation.</param>
internal sealed record StartRow(string Name, string Unit, double Best, double Median, double? Goal, double AllocatedBytes);
