using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Snapshots;

// Segments keep their numbers, because code names them: what is used up becomes an empty one, what fills memories and tables
// is added behind them. Imported memories, tables and globals become definitions; as all of a kind do, their numbers stay.

/// <summary>Writes a state into a module, so that it begins with it wherever it is instantiated.</summary>
internal static class SnapshotModule
{
    private const string Initialize = "_initialize";

    public static Module Of(Module source, InstanceImage image) => new()
    {
        Types = source.Types,
        Imports = [.. source.Imports.Where(static import => import.Type.Kind is ExternalKind.Function or ExternalKind.Tag)],
        Functions = source.Functions,
        Tables = [.. source.TableTypes.Select((type, i) => new DefinedTable(type with { Limits = Sized(type.Limits, image.Tables[i].Length) }))],
        Memories = [.. source.MemoryTypes.Select((type, i) => type with { Limits = Sized(type.Limits, (long)(image.Memories[i].LengthBytes / MemoryType.PageSizeBytes)) })],
        Tags = source.Tags,
        Globals = [.. source.GlobalTypes.Select((type, i) => new DefinedGlobal(type, Constant(type.Value, image.Globals[i])))],

        // Hosts call this one by themselves before anything else, and it has run.
        Exports = [.. source.Exports.Where(static export => export.Name != Initialize)],
        Elements = Elements(source, image),
        DataSegments = Data(source, image),
        HasDataCount = source.HasDataCount,
        CustomSections = source.CustomSections,
    };

    private static SizeLimits Sized(SizeLimits limits, long size) => limits with { Minimum = (ulong)size };

    private static ConstantExpression Constant(ValueType type, ImmutableArray<long> words)
    {
        var writer = new InstructionWriter();
        if (type == ValueType.I32)
            writer.I32Const((int)words[0]);
        else if (type == ValueType.I64)
            writer.I64Const(words[0]);
        else if (type == ValueType.F32)
            writer.F32ConstBits((uint)words[0]);
        else if (type == ValueType.F64)
            writer.F64ConstBits((ulong)words[0]);
        else if (type == ValueType.V128)
            writer.V128Const(Bytes(words));
        else if (words[0] == 0)
            writer.RefNull(type.HeapType);
        else
            writer.RefFunc((int)words[0] - 1);
        return new ConstantExpression(writer.End().ToArray());
    }

    private static byte[] Bytes(ImmutableArray<long> words)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, words[0]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), words[1]);
        return bytes;
    }

    private static ImmutableArray<DataSegment> Data(Module source, InstanceImage image)
    {
        ImmutableArray<DataSegment>.Builder segments = ImmutableArray.CreateBuilder<DataSegment>();
        for (int i = 0; i < source.DataSegments.Length; i++)
            segments.Add(image.DroppedData[i] ? DataSegment.Passive(default) : source.DataSegments[i]);
        for (int memory = 0; memory < image.Memories.Length; memory++)
        {
            foreach ((ulong address, ulong lengthBytes) in image.Memories[memory].Ranges())
                AddData(segments, image.Memories[memory], memory, address, lengthBytes);
        }

        return segments.ToImmutable();
    }

    // A range of blocks without the zeros at its ends; at most 1 GiB of it in one segment.
    private static void AddData(ImmutableArray<DataSegment>.Builder segments, MemoryImage image, int memory, ulong address, ulong lengthBytes)
    {
        const int Maximum = 1 << 30;
        for (ulong at = 0; at < lengthBytes; at += Maximum)
        {
            ReadOnlySpan<byte> bytes = image.Bytes(address + at, (int)Math.Min(Maximum, lengthBytes - at));
            int start = bytes.IndexOfAnyExcept((byte)0);
            if (start < 0)
                continue;
            bytes = bytes[start..(bytes.LastIndexOfAnyExcept((byte)0) + 1)];
            var offset = ConstantExpression.I32((int)(uint)(address + at + (ulong)start));
            segments.Add(new DataSegment(SegmentMode.Active, memory, offset, bytes.ToArray()));
        }
    }

    private static ImmutableArray<ElementSegment> Elements(Module source, InstanceImage image)
    {
        ImmutableArray<ElementSegment>.Builder segments = ImmutableArray.CreateBuilder<ElementSegment>();
        SortedSet<int> declared = [];
        for (int i = 0; i < source.Elements.Length; i++)
        {
            ElementSegment segment = source.Elements[i];
            if (!image.DroppedElements[i])
            {
                segments.Add(segment);
                continue;
            }

            Declare(declared, segment);
            segments.Add(new ElementSegment(SegmentMode.Declarative, 0, null, segment.Type, segment.Functions.IsDefault ? default : [], segment.Functions.IsDefault ? [] : default));
        }

        for (int table = 0; table < image.Tables.Length; table++)
            AddEntries(segments, table, image.Tables[table]);

        // Code may only name functions that something outside of code names, as the old initial values did.
        foreach (DefinedGlobal global in source.Globals)
            Declare(declared, global.Initializer);
        foreach (DefinedTable table in source.Tables)
        {
            if (table.Initializer is { } initializer)
                Declare(declared, initializer);
        }

        ValueType type = ValueType.Reference(HeapType.Func, Nullability.NonNull);
        if (declared.Count > 0)
            segments.Add(new ElementSegment(SegmentMode.Declarative, 0, null, type, [.. declared], default));
        return segments.ToImmutable();
    }

    private static void AddEntries(ImmutableArray<ElementSegment>.Builder segments, int table, ImmutableArray<long> words)
    {
        for (int start = 0; start < words.Length; start++)
        {
            int end = start;
            while (end < words.Length && words[end] != 0)
                end++;
            if (start == end)
                continue;
            ImmutableArray<int> functions = [.. words.AsSpan(start, end - start).ToArray().Select(static word => (int)word - 1)];
            segments.Add(ElementSegment.ActiveFunctions(table, ConstantExpression.I32(start), functions));
            start = end;
        }
    }

    private static void Declare(SortedSet<int> declared, ElementSegment segment)
    {
        if (!segment.Functions.IsDefault)
            declared.UnionWith(segment.Functions);
        else
            foreach (ConstantExpression expression in segment.Expressions)
                Declare(declared, expression);
    }

    private static void Declare(SortedSet<int> declared, ConstantExpression expression)
    {
        InstructionReader reader = new(expression.Code.Span);
        while (!reader.AtEnd)
        {
            if (reader.Read() == WasmOp.RefFunc)
                declared.Add(reader.Index);
        }
    }
}
