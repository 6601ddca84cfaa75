using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Krait.Benchmarks.Kernels;

// Horizontal bars on a logarithmic axis: how often as long as V8, or as native code where there is no V8, a contender
// takes. One group a kernel, the geometric mean last.

/// <summary>Draws the ratios as an SVG picture.</summary>
internal static class RatioChart
{
    private const int LabelWidth = 130;
    private const int PlotWidth = 560;
    private const int BarHeight = 9;
    private const int GroupGap = 8;
    private const int Top = 56;
    private const double Least = 0.25;
    private const double Most = 64;

    private static readonly (Contender Contender, string Label, string Color)[] s_bars =
    [
        (Contender.Native, "native (gcc -O2)", "#8a8f98"),
        (Contender.Compiler, "Krait, compiler", "#2f6fb5"),
        (Contender.Metered, "Krait, compiler with fuel", "#7fb2e5"),
        (Contender.Interpreter, "Krait, interpreter", "#d98032"),
    ];

    public static string Draw(IReadOnlyList<KernelTimes> times)
    {
        Contender reference = times.All(static row => row.Has(Contender.V8)) ? Contender.V8 : Contender.Compiler;
        var bars = s_bars.Where(bar => times.All(row => row.Has(bar.Contender))).ToArray();
        int groupHeight = (bars.Length * BarHeight) + GroupGap;
        int height = Top + ((times.Count + 1) * groupHeight) + 24;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{LabelWidth + PlotWidth + 60}" height="{height}" font-family="sans-serif" font-size="11">
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="10" y="18" font-size="14">Time relative to {(reference == Contender.V8 ? "V8" : "Krait's compiler")} on C kernels (logarithmic; shorter is faster)</text>

            """);
        AppendLegend(svg, bars);
        AppendAxis(svg, height);
        for (int i = 0; i <= times.Count; i++)
        {
            int y = Top + (i * groupHeight);
            string name = i < times.Count ? times[i].Name : "geometric mean";
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth - 8}" y="{y + (bars.Length * BarHeight / 2) + 4}" text-anchor="end"{(i < times.Count ? "" : " font-weight=\"bold\"")}>{name}</text>{'\n'}""");
            for (int bar = 0; bar < bars.Length; bar++)
            {
                Contender contender = bars[bar].Contender;
                double ratio = i < times.Count
                    ? times[i].Ratio(contender, reference)
                    : KernelTimes.GeometricMean(times.Select(row => row.Ratio(contender, reference)));
                AppendBar(svg, y + (bar * BarHeight), ratio, bars[bar].Color);
            }
        }

        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void AppendLegend(StringBuilder svg, (Contender Contender, string Label, string Color)[] bars)
    {
        int x = LabelWidth;
        foreach ((_, string label, string color) in bars)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="28" width="10" height="10" fill="{color}"/><text x="{x + 14}" y="37">{label}</text>{'\n'}""");
            x += 24 + (label.Length * 6);
        }
    }

    private static void AppendAxis(StringBuilder svg, int height)
    {
        for (double mark = Least; mark <= Most; mark *= 2)
        {
            string x = Text(XOf(mark));
            string color = mark == 1 ? "#444444" : "#dddddd";
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x}" y1="{Top - 6}" x2="{x}" y2="{height - 20}" stroke="{color}"/><text x="{x}" y="{height - 6}" text-anchor="middle">{mark}x</text>{'\n'}""");
        }
    }

    // Bars begin at 1, to the left for what is faster than the reference.
    private static void AppendBar(StringBuilder svg, int y, double ratio, string color)
    {
        double from = Math.Min(XOf(1), XOf(ratio));
        double to = Math.Max(XOf(1), XOf(ratio));
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{Text(from)}" y="{y}" width="{Text(Math.Max(to - from, 1))}" height="{BarHeight - 1}" fill="{color}"><title>{ratio:0.00}</title></rect>{'\n'}""");
    }

    private static double XOf(double ratio) =>
        LabelWidth + (PlotWidth * Math.Log(Math.Clamp(ratio, Least, Most) / Least) / Math.Log(Most / Least));

    private static string Text(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);
}
