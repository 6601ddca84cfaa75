using System;
using System.Collections.Immutable;
using System.Linq;

namespace Krait.Wasm.Text;

// The order of custom sections, and the place that names written as identifiers take among them: at the end of the module, but
// ahead of the two sections that tool chains put last.
internal static class CustomSectionOrder
{
    public static ImmutableArray<CustomSection> Sort(ImmutableArray<CustomSection> sections) =>
        [.. sections.OrderBy(section => SectionNames.OrderOf(section.After))];

    // Whether the sections lie in a binary of the module in the same places with the same content. A place says which section of
    // the module is the last one before it; sections that the module does not have make no difference.
    public static bool EncodesAlike(Module module, ImmutableArray<CustomSection> one, ImmutableArray<CustomSection> other)
    {
        one = Sort(one);
        other = Sort(other);
        if (one.Length != other.Length)
            return false;
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i].Name != other[i].Name
                || PlaceOf(module, one[i]) != PlaceOf(module, other[i])
                || !one[i].Bytes.Span.SequenceEqual(other[i].Bytes.Span))
            {
                return false;
            }
        }

        return true;
    }

    // The last section before it that the module has.
    public static SectionId PlaceOf(Module module, CustomSection section)
    {
        var place = SectionId.Custom;
        foreach (var (id, isPresent) in Sections(module))
        {
            if (isPresent && SectionNames.OrderOf(id) <= SectionNames.OrderOf(section.After))
                place = id;
        }

        return place;
    }

    private static (SectionId Id, bool IsPresent)[] Sections(Module module) =>
    [
        (SectionId.Type, !module.Types.IsEmpty), (SectionId.Import, !module.Imports.IsEmpty),
        (SectionId.Function, !module.Functions.IsEmpty), (SectionId.Table, !module.Tables.IsEmpty),
        (SectionId.Memory, !module.Memories.IsEmpty), (SectionId.Tag, !module.Tags.IsEmpty),
        (SectionId.Global, !module.Globals.IsEmpty), (SectionId.Export, !module.Exports.IsEmpty),
        (SectionId.Start, module.StartFunction is not null), (SectionId.Element, !module.Elements.IsEmpty),
        (SectionId.DataCount, module.HasDataCount), (SectionId.Code, !module.Functions.IsEmpty), (SectionId.Data, !module.DataSegments.IsEmpty),
    ];

    // A name section that is there already stays what it is.
    public static ImmutableArray<CustomSection> WithNames(ImmutableArray<CustomSection> sorted, NameSection names)
    {
        if (sorted.Any(section => section.Name == NameSection.SectionName))
            return sorted;
        var place = sorted.Length;
        while (0 < place && sorted[place - 1].Name is "producers" or "target_features")
            place--;
        var after = place < sorted.Length ? sorted[place].After : SectionId.Data;
        return sorted.Insert(place, names.ToCustomSection() with { After = after });
    }
}
