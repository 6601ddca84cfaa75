using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Krait.Cli.Running;
using Krait.Wasm;

namespace Krait.Cli.Drawing;

// A treemap: areas are bytes. Sections are frames, functions and data segments stand inside of theirs; below, the largest
// functions as bars, to be read without pointing at anything.

/// <summary>Draws a <see cref="ModuleMap"/>.</summary>
internal static class ModuleMapPicture
{
    private const int Width = 1200;
    private const int Margin = 12;
    private const int MapTop = 44;
    private const int MapHeight = 620;
    private const int HeadHeight = 17;
    private const int BarHeight = 18;
    private const int BarNameWidth = 420;
    private const int MostBars = 15;
    private const int LongestName = 60;

    public static string Draw(ModuleMap map)
    {
        ImmutableArray<MapItem> bars = Largest(map);
        int barsTop = MapTop + MapHeight + Margin + BarHeight;
        var picture = new SvgPicture(Width, barsTop + (bars.Length * BarHeight) + Margin, map.File);
        string name = map.File.Length > LongestName ? map.File[..LongestName] + ".." : map.File;
        picture.Text(Margin, 26, "title", name);
        picture.Text(Margin + (name.Length * 10) + 20, 26, "quiet", $"{Bytes(map.SizeBytes)}; areas are bytes, point at one for its name");
        Area[] areas = Treemap.Cut([.. map.Parts.Select(static part => (long)part.SizeBytes)], new Area(Margin, MapTop, Width - (2 * Margin), MapHeight));
        for (int i = 0; i < areas.Length; i++)
            DrawPart(picture, map, map.Parts[i], areas[i]);
        DrawBars(picture, map, bars, barsTop);
        return picture.ToString();
    }

    private static void DrawPart(SvgPicture picture, ModuleMap map, MapPart part, Area area)
    {
        string caption = Caption(map, part.Name, part.SizeBytes);
        if (part.Items.IsEmpty || area.Width < 4 || area.Height < HeadHeight + 4)
        {
            picture.Box(area, StyleOf(part.Section), caption, caption, part.SizeBytes);
            return;
        }

        picture.Box(area, "frame", caption, caption);
        MapItem[] items = [.. part.Items.Where(static item => item.SizeBytes > 0)];
        Area inside = new(area.X + 1, area.Y + HeadHeight, area.Width - 2, area.Height - HeadHeight - 1);
        Area[] areas = Treemap.Cut([.. items.Select(static item => (long)item.SizeBytes)], inside);
        for (int i = 0; i < items.Length; i++)
            picture.Box(areas[i], StyleOf(part.Section), items[i].Name, Caption(map, items[i].Name, items[i].SizeBytes), items[i].SizeBytes);
    }

    private static ImmutableArray<MapItem> Largest(ModuleMap map) =>
    [
        .. map.Parts
            .Where(static part => part.Section == SectionId.Code)
            .SelectMany(static part => part.Items)
            .Where(static item => item.Kind == MapItemKind.Named)
            .Take(MostBars),
    ];

    private static void DrawBars(SvgPicture picture, ModuleMap map, ImmutableArray<MapItem> bars, int top)
    {
        if (bars.IsEmpty)
            return;
        picture.Text(Margin, top - 6, "quiet", "largest functions");
        double scale = (Width - BarNameWidth - (2 * Margin)) / (double)bars[0].SizeBytes;
        for (int i = 0; i < bars.Length; i++)
        {
            string caption = Caption(map, bars[i].Name, bars[i].SizeBytes);
            double y = top + (i * BarHeight);
            picture.Box(new Area(Margin, y, BarNameWidth - Margin, BarHeight - 2), "frame", caption, caption);
            picture.Box(new Area(BarNameWidth, y, Math.Max(bars[i].SizeBytes * scale, 1), BarHeight - 2), "a", string.Empty, caption);
        }
    }

    private static string StyleOf(SectionId? section) => section switch
    {
        SectionId.Code => "a",
        SectionId.Data => "d",
        SectionId.Custom => "f",
        SectionId.Element or SectionId.Table or SectionId.Global => "c",
        _ => "e",
    };

    private static string Caption(ModuleMap map, string name, int sizeBytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}: {Bytes(sizeBytes)}, {100.0 * sizeBytes / map.SizeBytes:0.0} %");

    private static string Bytes(int count) => count.ToString("N0", CultureInfo.InvariantCulture) + " bytes";
}
