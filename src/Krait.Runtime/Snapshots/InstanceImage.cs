using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Runtime.Store;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Snapshots;

// Words of an image mean the same in every instance of the module: numbers are themselves, a function reference is the
// function's index plus one, a null reference is zero. Other references mean something in one store only and cannot be kept.

/// <summary>The state of one instance, as any instance of its module can take it.</summary>
/// <param name="Memories">Each memory, imported ones first.</param>
/// <param name="Tables">The words of each table.</param>
/// <param name="Globals">The words of each global: two for a vector.</param>
/// <param name="DroppedData">Data segments of which nothing is left.</param>
/// <param name="DroppedElements">Element segments of which nothing is left.</param>
internal sealed unsafe record InstanceImage(
    ImmutableArray<MemoryImage> Memories,
    ImmutableArray<ImmutableArray<long>> Tables,
    ImmutableArray<ImmutableArray<long>> Globals,
    ImmutableArray<bool> DroppedData,
    ImmutableArray<bool> DroppedElements)
{
    // Where the record of each table entry lies in the context block, 0 for null; the same for all instances of the module.
    private int[][]? _tableOffsets;

    /// <summary>Copies the state of an instance.</summary>
    /// <exception cref="InvalidOperationException">It holds something that an image cannot.</exception>
    public static InstanceImage Of(Instance instance) => new(
        [.. instance.Memories.Select(MemoryImage.Of)],
        [.. instance.Tables.Select(table => Words(instance, table.Type.Element, table.Range(0, (uint)table.Length), "a table"))],
        [.. instance.Globals.Select(global => Words(instance, global))],
        [.. instance.DroppedData],
        [.. instance.DroppedElements]);

    /// <summary>Brings tables, globals and segments of an instance to this state; tables and globals are there already.</summary>
    public void RestoreWords(Instance instance)
    {
        int[][] offsets = _tableOffsets ??= [.. Tables.Select(words => words.Select(word => OffsetOf(instance, word)).ToArray())];
        long start = (long)instance.Context;
        for (int i = 0; i < offsets.Length; i++)
        {
            Table table = instance.Tables[i];
            table.ResetLength(offsets[i].Length);
            Span<long> items = table.Range(0, (uint)table.Length);
            int[] from = offsets[i];
            for (int at = 0; at < items.Length; at++)
                items[at] = from[at] == 0 ? 0 : start + from[at];
        }

        for (int i = 0; i < Globals.Length; i++)
        {
            bool isFunction = IsFunction(instance.Globals[i].Type.Value);
            for (int at = 0; at < Globals[i].Length; at++)
            {
                long word = Globals[i][at];
                instance.Globals[i].Address[at] = isFunction && word != 0 ? (long)instance.RecordOf((int)word - 1) : word;
            }
        }

        instance.DroppedData = [.. DroppedData];
        instance.DroppedElements = [.. DroppedElements];
    }

    /// <summary>Whether a word of this type is a reference to a function.</summary>
    public static bool IsFunction(ValueType type) => type.IsReference && type != ValueType.ExternRef && !References.IsException(type);

    // An instance made from a snapshot imports host functions only, whose records are in its own block as well.
    private static int OffsetOf(Instance instance, long word) => word == 0 ? 0 : (int)((long)instance.RecordOf((int)word - 1) - (long)instance.Context);

    private static ImmutableArray<long> Words(Instance instance, Global global) =>
        Words(instance, global.Type.Value, new ReadOnlySpan<long>(global.Address, WordCounts.Of(global.Type.Value)), "a global");

    private static ImmutableArray<long> Words(Instance instance, ValueType type, ReadOnlySpan<long> words, string place)
    {
        if (!type.IsReference)
            return [.. words];
        ImmutableArray<long>.Builder image = ImmutableArray.CreateBuilder<long>(words.Length);
        foreach (long word in words)
        {
            if (word == 0)
                image.Add(0);
            else if (IsFunction(type) && ((FunctionRecord*)word)->Owner == instance.WeakHandle)
                image.Add(((FunctionRecord*)word)->FunctionIndex + 1L);
            else
                throw new InvalidOperationException($"{place} holds {What(type)}, which a snapshot cannot keep");
        }

        return image.MoveToImmutable();
    }

    private static string What(ValueType type) =>
        type == ValueType.ExternRef ? "an object of the host" : IsFunction(type) ? "a function of another instance" : "an exception";
}
