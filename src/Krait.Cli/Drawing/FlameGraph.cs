using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Krait.Runtime;

namespace Krait.Cli.Drawing;

// Widths are times. What the host called is at the top, what that called below; calls too short for a fifth of a pixel are
// left out. Under it, the functions that took the most time themselves, wherever they were called.

/// <summary>Draws where a guest spent its time.</summary>
internal static class FlameGraph
{
    private const int Width = 1200;
    private const int Margin = 12;
    private const int Top = 44;
    private const int RowHeight = 17;
    private const int BarHeight = 18;
    private const int BarNameWidth = 420;
    private const int MostBars = 15;
    private const int LongestName = 60;
    private const double LeastWidth = 0.2;

    // Neighbours differ in colour; imports, which have a dot in their name, share one.
    private static readonly string[] s_styles = ["a", "b", "c"];

    public static string Draw(string title, ProfiledCall root)
    {
        double scale = root.TotalTime > TimeSpan.Zero ? (Width - (2 * Margin)) / root.TotalTime.TotalSeconds : 0;
        List<Box> boxes = [];
        Place(root, Margin, depth: 0, scale, boxes);
        (string Name, TimeSpan Time)[] bars = Bars(root);
        int barsTop = Top + (boxes.Select(static box => box.Depth + 1).DefaultIfEmpty().Max() * RowHeight) + Margin + BarHeight;
        var picture = new SvgPicture(Width, barsTop + (bars.Length * BarHeight) + Margin, title);
        string name = title.Length > LongestName ? title[..LongestName] + ".." : title;
        picture.Text(Margin, 26, "title", name);
        picture.Text(Margin + (name.Length * 10) + 20, 26, "quiet", scale == 0
            ? "the guest was never seen running"
            : $"{Time(root.TotalTime)}; widths are times, point at one for its name");
        foreach (Box box in boxes)
            picture.Box(new Area(box.X, Top + (box.Depth * RowHeight), box.Width, RowHeight - 1), StyleOf(box), box.Call.Name, Caption(box.Call, root));
        DrawBars(picture, bars, root, barsTop);
        return picture.ToString();
    }

    // Depth is bounded by what a profiler sees.
    private static void Place(ProfiledCall call, double x, int depth, double scale, List<Box> boxes)
    {
        foreach (ProfiledCall callee in call.Callees)
        {
            double width = callee.TotalTime.TotalSeconds * scale;
            if (width < LeastWidth)
                break;
            boxes.Add(new Box(callee, x, width, depth));
            Place(callee, x, depth + 1, scale, boxes);
            x += width;
        }
    }

    private static (string Name, TimeSpan Time)[] Bars(ProfiledCall root)
    {
        Dictionary<string, TimeSpan> times = [];
        Gather(root, times);
        return
        [
            .. times
                .Where(static row => row.Value > TimeSpan.Zero)
                .OrderByDescending(static row => row.Value)
                .ThenBy(static row => row.Key, StringComparer.Ordinal)
                .Take(MostBars)
                .Select(static row => (row.Key, row.Value)),
        ];
    }

    private static void Gather(ProfiledCall call, Dictionary<string, TimeSpan> times)
    {
        foreach (ProfiledCall callee in call.Callees)
        {
            times[callee.Name] = times.GetValueOrDefault(callee.Name) + callee.SelfTime;
            Gather(callee, times);
        }
    }

    private static void DrawBars(SvgPicture picture, (string Name, TimeSpan Time)[] bars, ProfiledCall root, int top)
    {
        if (bars.Length == 0)
            return;
        picture.Text(Margin, top - 6, "quiet", "time in functions themselves");
        double scale = (Width - BarNameWidth - (2 * Margin)) / bars[0].Time.TotalSeconds;
        for (int i = 0; i < bars.Length; i++)
        {
            string caption = $"{bars[i].Name}: {Time(bars[i].Time)}, {Share(bars[i].Time, root)}";
            double y = top + (i * BarHeight);
            picture.Box(new Area(Margin, y, BarNameWidth - Margin, BarHeight - 2), "frame", caption, caption);
            picture.Box(new Area(BarNameWidth, y, Math.Max(bars[i].Time.TotalSeconds * scale, 1), BarHeight - 2), "a", string.Empty, caption);
        }
    }

    private static string StyleOf(Box box)
    {
        if (box.Call.Name.Contains('.', StringComparison.Ordinal))
            return "e";
        int sum = 0;
        foreach (char letter in box.Call.Name)
            sum = unchecked((sum * 31) + letter);
        return s_styles[(int)((uint)sum % (uint)s_styles.Length)];
    }

    private static string Caption(ProfiledCall call, ProfiledCall root) =>
        $"{call.Name}: {Time(call.TotalTime)}, {Share(call.TotalTime, root)}, {Time(call.SelfTime)} of it itself";

    private static string Share(TimeSpan time, ProfiledCall root) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * time.TotalSeconds / root.TotalTime.TotalSeconds:0.0} %");

    private static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N0} ms");

    private readonly record struct Box(ProfiledCall Call, double X, double Width, int Depth);
}
