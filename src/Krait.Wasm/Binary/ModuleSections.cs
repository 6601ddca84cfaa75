using System;
using System.Collections.Immutable;
using Krait.Wasm.Binary;

namespace Krait.Wasm;

/// <summary>One section of a binary module as it lies in the file.</summary>
/// <param name="Id">Which section.</param>
/// <param name="Name">The section's word, or the name of a custom section.</param>
/// <param name="Offset">Where it begins, in bytes; its id and size come first.</param>
/// <param name="SizeBytes">Its length with id and size.</param>
/// <param name="ItemCount">Number of items it says it has; -1 for custom sections and the start section.</param>
public readonly record struct SectionMeasure(SectionId Id, string Name, int Offset, int SizeBytes, int ItemCount);

/// <summary>Measures the sections of a binary module without looking into them.</summary>
public static class ModuleSections
{
    /// <summary>The sections in file order. Together with the eight bytes of the preamble they fill the file.</summary>
    /// <exception cref="MalformedModuleException">The preamble or a section's head is damaged.</exception>
    public static ImmutableArray<SectionMeasure> Measure(ReadOnlySpan<byte> bytes)
    {
        ByteReader reader = new(bytes, baseOffset: 0);
        ModuleDecoder.ReadPreamble(ref reader, ModuleLimits.MostModuleBytes);
        var sections = ImmutableArray.CreateBuilder<SectionMeasure>();
        while (!reader.AtEnd)
        {
            var start = reader.Position;
            var id = (SectionId)reader.ReadByte();
            if (id > SectionId.Tag)
                reader.Throw("malformed section id");
            var size = reader.ReadU32();
            if (size > (uint)reader.Remaining)
                reader.Throw("length out of bounds");
            if (sections.Count == ModuleLimits.MostCustomSections)
                reader.Throw($"too many sections, the limit is {ModuleLimits.MostCustomSections}");
            ByteReader content = new(reader.Slice(reader.Position, (int)size), reader.Position, id);
            var name = id == SectionId.Custom ? content.ReadName() : SectionNames.Of(id);
            var items = id is SectionId.Custom or SectionId.Start || size == 0 ? -1 : (int)content.ReadU32();
            reader.Position += (int)size;
            sections.Add(new SectionMeasure(id, name, start, reader.Position - start, items));
        }

        return sections.ToImmutable();
    }
}
