using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>Where the bytes of a module are. Its parts add up to <paramref name="SizeBytes"/>.</summary>
/// <param name="File">The file's name.</param>
/// <param name="SizeBytes">Size of the binary module.</param>
/// <param name="Parts">Sections, and what comes before them; largest first.</param>
internal sealed record ModuleMap(string File, int SizeBytes, ImmutableArray<MapPart> Parts)
{
    private const int PreambleBytes = 8;
    private const int MostItems = 250;

    /// <summary>Reads a module.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="binary">A binary module.</param>
    public static ModuleMap Create(string file, byte[] binary)
    {
        Module module = ModuleDecoder.Decode(binary);
        IEnumerable<MapPart> sections = ModuleSections.Measure(binary).Select(section => new MapPart(section.Name, section.SizeBytes, section.Id, section.Id switch
        {
            SectionId.Code => Items(section.SizeBytes, Functions(module), "more functions"),
            SectionId.Data => Items(section.SizeBytes, Segments(module), "more segments"),
            _ => [],
        }));
        return new ModuleMap(file, binary.Length, [.. sections.Append(new MapPart("preamble", PreambleBytes, null, [])).OrderByDescending(static part => part.SizeBytes)]);
    }

    private static IEnumerable<MapItem> Functions(Module module)
    {
        var names = new FunctionNames(module);
        return module.Functions.Select((function, index) => new MapItem(names[module.ImportedFunctionCount + index], function.Body.Code.Length, MapItemKind.Named));
    }

    private static IEnumerable<MapItem> Segments(Module module) =>
        module.DataSegments.Select(static (segment, index) => new MapItem("data[" + index.ToString(CultureInfo.InvariantCulture) + "]", segment.Bytes.Length, MapItemKind.Named));

    // The largest ones by name, the others as one, and what is left: sizes, local variables and the like.
    private static ImmutableArray<MapItem> Items(int sectionBytes, IEnumerable<MapItem> all, string othersName)
    {
        MapItem[] sorted = [.. all.Where(static item => item.SizeBytes > 0).OrderByDescending(static item => item.SizeBytes)];
        List<MapItem> items = [.. sorted.Take(MostItems)];
        if (sorted.Length > MostItems)
            items.Add(new MapItem(string.Create(CultureInfo.InvariantCulture, $"{sorted.Length - MostItems} {othersName}"), sorted.Skip(MostItems).Sum(static item => item.SizeBytes), MapItemKind.Rest));
        items.Add(new MapItem("sizes, types of locals, addresses", sectionBytes - items.Sum(static item => item.SizeBytes), MapItemKind.Rest));
        return [.. items.OrderByDescending(static item => item.SizeBytes)];
    }
}

/// <summary>One section, or what comes before the first.</summary>
/// <param name="Name">The section's word, or the name of a custom section.</param>
/// <param name="SizeBytes">Its length with id and size.</param>
/// <param name="Section">Which section; null for the preamble.</param>
/// <param name="Items">What is in it, largest first; empty where that is not shown.</param>
internal sealed record MapPart(string Name, int SizeBytes, SectionId? Section, ImmutableArray<MapItem> Items);

/// <summary>Whether an item is one thing.</summary>
internal enum MapItemKind
{
    /// <summary>One function or segment.</summary>
    Named,

    /// <summary>Everything else in the section.</summary>
    Rest,
}

/// <summary>One function or segment, or what is left of a section.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="SizeBytes">Its length in bytes.</param>
/// <param name="Kind">Whether it is one thing.</param>
internal sealed record MapItem(string Name, int SizeBytes, MapItemKind Kind);
