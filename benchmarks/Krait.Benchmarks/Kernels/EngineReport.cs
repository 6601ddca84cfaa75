using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Krait.Benchmarks.Kernels;

/// <summary>Prints what was measured: a table of ratios, and all numbers as JSON.</summary>
internal static class EngineReport
{
    private const int HeadingWidth = 22;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The ratios that are reported: heading, and what is divided by what.</summary>
    private static readonly (string Heading, Contender Above, Contender Below)[] s_ratios =
    [
        ("compiler/native", Contender.Compiler, Contender.Native),
        ("v8/native", Contender.V8, Contender.Native),
        ("compiler/v8", Contender.Compiler, Contender.V8),
        ("fuel", Contender.Metered, Contender.Compiler),
        ("deadline", Contender.Compiler, Contender.Unchecked),
        ("interpreter/compiler", Contender.Interpreter, Contender.Compiler),
    ];

    /// <summary>Best times and ratios by kernel, geometric means and medians below.</summary>
    public static string Table(IReadOnlyList<KernelTimes> times)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"best of interleaved rounds; ratios of best times; {Machine()}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"kernel",-14}{"native ms",10}{"v8 ms",9}{"krait ms",10}");
        foreach ((string heading, _, _) in s_ratios)
            text.Append(CultureInfo.InvariantCulture, $"{heading,HeadingWidth}");
        text.Append('\n');
        foreach (KernelTimes row in times)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Name,-14}{Ms(row, Contender.Native),10}{Ms(row, Contender.V8),9}{Ms(row, Contender.Compiler),10}");
            foreach ((_, Contender above, Contender below) in s_ratios)
                text.Append(CultureInfo.InvariantCulture, $"{(Has(row, above, below) ? Number(row.Ratio(above, below)) : "-"),HeadingWidth}");
            text.Append('\n');
        }

        AppendSummary(text, "geometric mean", times, KernelTimes.GeometricMean);
        AppendSummary(text, "median", times, KernelTimes.Median);
        IEnumerable<string> noise = Enum.GetValues<Contender>()
            .Where(contender => times.All(row => row.Has(contender)))
            .Select(contender => string.Create(CultureInfo.InvariantCulture, $"{contender} {KernelTimes.Median(times.Select(row => row.Noise(contender))):P0}"));
        text.Append(CultureInfo.InvariantCulture, $"noise (median round above best round, median of kernels): {string.Join(", ", noise)}\n");
        return text.ToString();
    }

    /// <summary>The numbers behind the table, for docs/bench.</summary>
    public static string Json(IReadOnlyList<KernelTimes> times)
    {
        var report = new
        {
            date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            machine = Machine(),
            unit = "milliseconds, best of interleaved rounds",
            kernels = times.ToDictionary(
                static row => row.Name,
                static row => Enum.GetValues<Contender>()
                    .Where(row.Has)
                    .ToDictionary(static contender => contender.ToString().ToLowerInvariant(), contender => Math.Round(row.BestMs(contender), 3))),
            ratios = s_ratios
                .Where(ratio => times.All(row => Has(row, ratio.Above, ratio.Below)))
                .ToDictionary(
                    static ratio => ratio.Heading,
                    ratio => new
                    {
                        geometricMean = Math.Round(KernelTimes.GeometricMean(times.Select(row => row.Ratio(ratio.Above, ratio.Below))), 3),
                        median = Math.Round(KernelTimes.Median(times.Select(row => row.Ratio(ratio.Above, ratio.Below))), 3),
                    }),
        };
        return JsonSerializer.Serialize(report, s_indented) + "\n";
    }

    private static void AppendSummary(StringBuilder text, string name, IReadOnlyList<KernelTimes> times, Func<IEnumerable<double>, double> summary)
    {
        text.Append(CultureInfo.InvariantCulture, $"{name,-43}");
        foreach ((_, Contender above, Contender below) in s_ratios)
        {
            string value = times.All(row => Has(row, above, below)) ? Number(summary(times.Select(row => row.Ratio(above, below)))) : "-";
            text.Append(CultureInfo.InvariantCulture, $"{value,HeadingWidth}");
        }

        text.Append('\n');
    }

    private static bool Has(KernelTimes row, Contender above, Contender below) => row.Has(above) && row.Has(below);

    private static string Ms(KernelTimes row, Contender contender) =>
        row.Has(contender) ? row.BestMs(contender).ToString("0.0", CultureInfo.InvariantCulture) : "-";

    private static string Number(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Machine() =>
        $"{Environment.ProcessorCount} {RuntimeInformation.ProcessArchitecture} cores, {RuntimeInformation.FrameworkDescription}";
}
