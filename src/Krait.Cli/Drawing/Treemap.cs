using System;
using System.Collections.Generic;

namespace Krait.Cli.Drawing;

/// <summary>Cuts an area into rectangles as large as given numbers, close to squares.</summary>
/// <remarks>The squarified treemap of Bruls, Huizing and van Wijk: rows along the shorter side, each as long as it improves.</remarks>
internal static class Treemap
{
    /// <summary>One rectangle per number, in the same order.</summary>
    /// <param name="amounts">Numbers above 0, the largest first.</param>
    /// <param name="area">What is cut.</param>
    public static Area[] Cut(IReadOnlyList<long> amounts, Area area)
    {
        var areas = new Area[amounts.Count];
        double left = 0;
        foreach (long amount in amounts)
            left += amount;

        int first = 0;
        while (first < amounts.Count && area.Width > 0 && area.Height > 0)
        {
            double pixels = area.Width * area.Height / left;
            double side = Math.Min(area.Width, area.Height);
            int end = first + 1;
            double row = amounts[first];
            while (end < amounts.Count && Worst(amounts[first], amounts[end], row + amounts[end], pixels, side) <= Worst(amounts[first], amounts[end - 1], row, pixels, side))
                row += amounts[end++];

            area = PlaceRow(amounts, areas, first, end, row, end == amounts.Count ? area : Strip(area, row * pixels / side), area);
            left -= row;
            first = end;
        }

        return areas;
    }

    // The worst ratio of sides in a row; its largest and smallest rectangles are the candidates.
    private static double Worst(double largest, double smallest, double row, double pixels, double side)
    {
        double depth = row * pixels / side;
        double longest = largest * pixels / depth;
        double shortest = smallest * pixels / depth;
        return Math.Max(Math.Max(longest / depth, depth / longest), Math.Max(shortest / depth, depth / shortest));
    }

    // Rows stand upright in a wide area and lie in a tall one.
    private static Area Strip(Area area, double depth) => area.Width >= area.Height
        ? area with { Width = depth }
        : area with { Height = depth };

    private static Area PlaceRow(IReadOnlyList<long> amounts, Area[] areas, int first, int end, double row, Area strip, Area area)
    {
        bool isUpright = area.Width >= area.Height;
        double done = 0;
        for (int i = first; i < end; i++)
        {
            double share = amounts[i] / row;
            areas[i] = isUpright
                ? new Area(strip.X, strip.Y + (done * strip.Height), strip.Width, share * strip.Height)
                : new Area(strip.X + (done * strip.Width), strip.Y, share * strip.Width, strip.Height);
            done += share;
        }

        return isUpright
            ? area with { X = area.X + strip.Width, Width = area.Width - strip.Width }
            : area with { Y = area.Y + strip.Height, Height = area.Height - strip.Height };
    }
}
