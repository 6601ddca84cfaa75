using System.Globalization;

namespace Krait.Benchmarks.Goals;

/// <summary>One figure that Krait promises.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">What came out.</param>
/// <param name="Unit">Of both numbers; empty for ratios.</param>
/// <param name="AtMost">The promise; null for a figure that is only to be known.</param>
internal sealed record Goal(string What, double Value, string Unit, double? AtMost)
{
    /// <summary>As a row of a table in Markdown.</summary>
    public string ToRow() => $"| {What} | {Text(Value)} | {(AtMost is { } goal ? Text(goal) : "-")} | {Verdict} |";

    private string Verdict => AtMost switch
    {
        null => "-",
        { } goal when Value <= goal => "met",
        _ => "not met",
    };

    // Three digits say enough about a measurement.
    private string Text(double number)
    {
        string format = number switch
        {
            0 => "0",
            < 10 => "0.##",
            < 100 => "0.#",
            _ => "#,0",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number.ToString(format, CultureInfo.InvariantCulture)} {Unit}").TrimEnd();
    }
}
