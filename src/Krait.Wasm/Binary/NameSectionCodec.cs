using System;
using System.Collections.Immutable;

namespace Krait.Wasm.Binary;

// The content of the custom section "name".
// Spec: appendix, custom sections, name section; subsections 4 to 11 as in the extended name section proposal.
internal static class NameSectionCodec
{
    private const int ModuleNames = 0;
    private const int FunctionNames = 1;
    private const int LocalNames = 2;
    private const int LabelNames = 3;
    private const int TypeNames = 4;
    private const int TableNames = 5;
    private const int MemoryNames = 6;
    private const int GlobalNames = 7;
    private const int ElementNames = 8;
    private const int DataNames = 9;
    private const int FieldNames = 10;
    private const int TagNames = 11;

    public static NameSection Decode(ReadOnlySpan<byte> bytes)
    {
        string? moduleName = null;
        string? damage = null;
        var maps = new ImmutableSortedDictionary<int, string>[TagNames + 1];
        Array.Fill(maps, ImmutableSortedDictionary<int, string>.Empty);
        var nested = new ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>[TagNames + 1];
        Array.Fill(nested, ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>.Empty);
        ByteReader reader = new(bytes, baseOffset: 0, SectionId.Custom);
        try
        {
            while (!reader.AtEnd)
            {
                var id = reader.ReadByte();
                var size = reader.ReadCount(itemBytes: 1, int.MaxValue, "bytes of names");
                ByteReader content = new(reader.Slice(reader.Position, size), reader.Position, SectionId.Custom);
                reader.Position += size;
                if (id == ModuleNames)
                    moduleName = content.ReadName();
                else if (id is LocalNames or LabelNames or FieldNames)
                    nested[id] = DecodeNested(ref content);
                else if (id <= TagNames)
                    maps[id] = DecodeMap(ref content);
                else
                    continue;
                if (!content.AtEnd)
                    content.Throw("the subsection is longer than its names");
            }
        }
        catch (MalformedModuleException error)
        {
            // Spec: a damaged name section is ignored; what was read before the damage still helps people.
            damage = FormattableString.Invariant($"{error.Reason} at byte {error.ByteOffset} of the section");
        }

        return new NameSection
        {
            ModuleName = moduleName,
            Functions = maps[FunctionNames],
            Locals = nested[LocalNames],
            Labels = nested[LabelNames],
            Types = maps[TypeNames],
            Tables = maps[TableNames],
            Memories = maps[MemoryNames],
            Globals = maps[GlobalNames],
            Elements = maps[ElementNames],
            DataSegments = maps[DataNames],
            Fields = nested[FieldNames],
            Tags = maps[TagNames],
            Damage = damage,
        };
    }

    public static byte[] Encode(NameSection names)
    {
        ByteWriter writer = new();
        ByteWriter content = new();
        if (names.ModuleName is { } moduleName)
        {
            content.WriteName(moduleName);
            WriteSubsection(writer, ModuleNames, content);
        }

        EncodeMap(writer, content, FunctionNames, names.Functions);
        EncodeNested(writer, content, LocalNames, names.Locals);
        EncodeNested(writer, content, LabelNames, names.Labels);
        EncodeMap(writer, content, TypeNames, names.Types);
        EncodeMap(writer, content, TableNames, names.Tables);
        EncodeMap(writer, content, MemoryNames, names.Memories);
        EncodeMap(writer, content, GlobalNames, names.Globals);
        EncodeMap(writer, content, ElementNames, names.Elements);
        EncodeMap(writer, content, DataNames, names.DataSegments);
        EncodeNested(writer, content, FieldNames, names.Fields);
        EncodeMap(writer, content, TagNames, names.Tags);
        return writer.ToArray();
    }

    private static ImmutableSortedDictionary<int, string> DecodeMap(ref ByteReader reader)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<int, string>();
        var count = reader.ReadCount(itemBytes: 2, int.MaxValue, "names");
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            var index = (int)reader.ReadU32();
            RequireRise(ref reader, index, ref last);
            map[index] = reader.ReadName();
        }

        return map.ToImmutable();
    }

    private static ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> DecodeNested(ref ByteReader reader)
    {
        var groups = ImmutableSortedDictionary.CreateBuilder<int, ImmutableSortedDictionary<int, string>>();
        var count = reader.ReadCount(itemBytes: 2, int.MaxValue, "groups of names");
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            var index = (int)reader.ReadU32();
            RequireRise(ref reader, index, ref last);
            groups[index] = DecodeMap(ref reader);
        }

        return groups.ToImmutable();
    }

    // Spec: each index appears once, in rising order.
    private static void RequireRise(ref ByteReader reader, int index, ref int last)
    {
        if ((uint)index <= (uint)last && last != -1)
            reader.Throw($"index {(uint)index} does not rise");
        last = index;
    }

    private static void EncodeNested(
        ByteWriter writer, ByteWriter content, int id, ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> groups)
    {
        if (groups.IsEmpty)
            return;
        content.WriteCount(groups.Count);
        foreach (var (index, map) in groups)
        {
            content.WriteCount(index);
            WriteMap(content, map);
        }

        WriteSubsection(writer, id, content);
    }

    private static void EncodeMap(ByteWriter writer, ByteWriter content, int id, ImmutableSortedDictionary<int, string> map)
    {
        if (map.IsEmpty)
            return;
        WriteMap(content, map);
        WriteSubsection(writer, id, content);
    }

    private static void WriteMap(ByteWriter content, ImmutableSortedDictionary<int, string> map)
    {
        content.WriteCount(map.Count);
        foreach (var (index, name) in map)
        {
            content.WriteCount(index);
            content.WriteName(name);
        }
    }

    private static void WriteSubsection(ByteWriter writer, int id, ByteWriter content)
    {
        writer.WriteByte((byte)id);
        writer.WriteSized(content);
        content.Clear();
    }
}
