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
        for (int i = 0; i < Tables.Length; i++)
        {
            Table table = instance.Tables[i];
            table.ResetLength(Tables[i].Length);
            Span<long> items = table.Range(0, (uint)table.Length);
            for (int at = 0; at < items.Length; at++)
                items[at] = Tables[i][at] == 0 ? 0 : (long)instance.RecordOf((int)Tables[i][at] - 1);
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
