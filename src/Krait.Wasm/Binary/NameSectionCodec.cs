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
    private const int TypeNames = 4;
    private const int TableNames = 5;
    private const int MemoryNames = 6;
    private const int GlobalNames = 7;
    private const int ElementNames = 8;
    private const int DataNames = 9;
    private const int TagNames = 11;

    public static NameSection Decode(ReadOnlySpan<byte> bytes)
    {
        string? moduleName = null;
        var maps = new ImmutableSortedDictionary<int, string>[TagNames + 1];
        Array.Fill(maps, ImmutableSortedDictionary<int, string>.Empty);
        var locals = ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>.Empty;
        ByteReader reader = new(bytes, baseOffset: 0, SectionId.Custom);
        try
        {
            while (!reader.AtEnd)
            {
                var id = reader.ReadByte();
                var size = reader.ReadCount(itemBytes: 1, int.MaxValue, "bytes of names");
                ByteReader content = new(reader.ReadBytes(size), baseOffset: 0, SectionId.Custom);
                if (id == ModuleNames)
                    moduleName = content.ReadName();
                else if (id == LocalNames)
                    locals = DecodeLocals(ref content);
                else if (id <= TagNames)
                    maps[id] = DecodeMap(ref content);
            }
        }
        catch (MalformedModuleException)
        {
            // Spec: a damaged name section is ignored; what was read before the damage still helps people.
        }

        return new NameSection
        {
            ModuleName = moduleName,
            Functions = maps[FunctionNames],
            Locals = locals,
            Types = maps[TypeNames],
            Tables = maps[TableNames],
            Memories = maps[MemoryNames],
            Globals = maps[GlobalNames],
            Elements = maps[ElementNames],
            DataSegments = maps[DataNames],
            Tags = maps[TagNames],
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
        if (!names.Locals.IsEmpty)
        {
            content.WriteCount(names.Locals.Count);
            foreach (var (function, map) in names.Locals)
            {
                content.WriteCount(function);
                WriteMap(content, map);
            }

            WriteSubsection(writer, LocalNames, content);
        }

        EncodeMap(writer, content, TypeNames, names.Types);
        EncodeMap(writer, content, TableNames, names.Tables);
        EncodeMap(writer, content, MemoryNames, names.Memories);
        EncodeMap(writer, content, GlobalNames, names.Globals);
        EncodeMap(writer, content, ElementNames, names.Elements);
        EncodeMap(writer, content, DataNames, names.DataSegments);
        EncodeMap(writer, content, TagNames, names.Tags);
        return writer.ToArray();
    }

    private static ImmutableSortedDictionary<int, string> DecodeMap(ref ByteReader reader)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<int, string>();
        var count = reader.ReadCount(itemBytes: 2, int.MaxValue, "names");
        for (var i = 0; i < count; i++)
        {
            var index = (int)reader.ReadU32();
            map[index] = reader.ReadName();
        }

        return map.ToImmutable();
    }

    private static ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> DecodeLocals(ref ByteReader reader)
    {
        var functions = ImmutableSortedDictionary.CreateBuilder<int, ImmutableSortedDictionary<int, string>>();
        var count = reader.ReadCount(itemBytes: 2, int.MaxValue, "functions with names of locals");
        for (var i = 0; i < count; i++)
        {
            var index = (int)reader.ReadU32();
            functions[index] = DecodeMap(ref reader);
        }

        return functions.ToImmutable();
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
