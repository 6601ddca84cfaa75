using System;
using System.Runtime.CompilerServices;
using Krait.Wasm;

namespace Krait.Runtime.Store;

// What memory and table instructions do that are more than one load or store. Compiled code calls these with its
// context as the last argument. Fuel for bulk operations, one unit per byte or element, is charged by the compiled
// code before the call. Growing costs a unit per page or element that is granted and is charged here, since only here
// is known whether it is: what was in the store's counter before the call is less after it. Long operations work in
// chunks and look at the interrupt flag in between; a part of them has happened then.

/// <summary>Memory and table instructions that work on ranges or change sizes.</summary>
/// <remarks>Spec: exec/instructions, memory and table instructions.</remarks>
internal static unsafe class BulkOperations
{
    // Between two chunks the interrupt flag is looked at: some ten microseconds of copying.
    private const ulong ChunkBytes = 256 * 1024;
    private const int ChunkElements = 32 * 1024;

    public static int MemoryGrow(int deltaPages, int memory, GuestContext* context)
    {
        if (!InstanceOf(context).Memories[memory].TryGrow((uint)deltaPages, out long previous))
            return -1;
        *context->Fuel -= (uint)deltaPages;
        return (int)previous;
    }

    public static void MemoryCopy(int destination, int source, int length, GuestContext* context)
    {
        byte* to = Range(context, (uint)destination, (uint)length);
        byte* from = Range(context, (uint)source, (uint)length);
        ulong left = (uint)length;

        // Where the ranges overlap, a chunk must not overwrite what a later one reads: towards higher addresses the last
        // chunk goes first.
        bool isBackward = from < to && to < from + left;
        while (left > 0)
        {
            ulong chunk = Math.Min(left, ChunkBytes);
            left -= chunk;
            ulong at = isBackward ? left : (uint)length - left - chunk;
            Buffer.MemoryCopy(from + at, to + at, chunk, chunk);
            if (left > 0)
                CheckInterrupt(context);
        }
    }

    public static void MemoryFill(int destination, int value, int length, GuestContext* context)
    {
        byte* to = Range(context, (uint)destination, (uint)length);
        ulong left = (uint)length;
        while (left > 0)
        {
            uint chunk = (uint)Math.Min(left, ChunkBytes);
            Unsafe.InitBlockUnaligned(to, (byte)value, chunk);
            to += chunk;
            left -= chunk;
            if (left > 0)
                CheckInterrupt(context);
        }
    }

    public static void MemoryInit(int destination, int source, int length, int segment, GuestContext* context)
    {
        Instance instance = InstanceOf(context);
        ReadOnlySpan<byte> bytes = instance.DroppedData[segment] ? default : instance.Module.Source.DataSegments[segment].Bytes.Span;
        byte* to = Range(context, (uint)destination, (uint)length);
        if ((ulong)bytes.Length < (ulong)(uint)source + (uint)length)
            throw new TrapException(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Of(context->Place));
        bytes = bytes.Slice(source, length);
        for (int at = 0; at < length; at += (int)ChunkBytes)
        {
            int chunk = Math.Min(length - at, (int)ChunkBytes);
            bytes.Slice(at, chunk).CopyTo(new Span<byte>(to + at, chunk));
            CheckInterrupt(context);
        }
    }

    public static void DataDrop(int segment, GuestContext* context) => InstanceOf(context).DroppedData[segment] = true;

    public static long TableGet(int index, int table, GuestContext* context) =>
        InstanceOf(context).Tables[table].Range((uint)index, 1, context->Place)[0];

    public static void TableSet(int index, long value, int table, GuestContext* context) =>
        InstanceOf(context).Tables[table].Range((uint)index, 1, context->Place)[0] = value;

    public static int TableSize(int table, GuestContext* context) => InstanceOf(context).Tables[table].Length;

    public static int TableGrow(long value, int delta, int table, GuestContext* context)
    {
        if (!InstanceOf(context).Tables[table].TryGrow((uint)delta, value, out int previous))
            return -1;
        *context->Fuel -= (uint)delta;
        return previous;
    }

    public static void TableFill(int index, long value, int length, int table, GuestContext* context)
    {
        Span<long> elements = InstanceOf(context).Tables[table].Range((uint)index, (uint)length, context->Place);
        for (int at = 0; at < elements.Length; at += ChunkElements)
        {
            elements.Slice(at, Math.Min(elements.Length - at, ChunkElements)).Fill(value);
            CheckInterrupt(context);
        }
    }

    public static void TableCopy(int destination, int source, int length, int toTable, int fromTable, GuestContext* context)
    {
        Table[] tables = InstanceOf(context).Tables;
        Span<long> from = tables[fromTable].Range((uint)source, (uint)length, context->Place);
        Span<long> to = tables[toTable].Range((uint)destination, (uint)length, context->Place);
        bool isBackward = (uint)source < (uint)destination;
        for (int left = from.Length; left > 0;)
        {
            int chunk = Math.Min(left, ChunkElements);
            left -= chunk;
            int at = isBackward ? left : from.Length - left - chunk;
            from.Slice(at, chunk).CopyTo(to.Slice(at, chunk));
            CheckInterrupt(context);
        }
    }

    public static void TableInit(int destination, int source, int length, int segment, int table, GuestContext* context) =>
        InitializeTable(InstanceOf(context), table, segment, (uint)destination, (uint)source, (uint)length);

    public static void ElementDrop(int segment, GuestContext* context) => InstanceOf(context).DroppedElements[segment] = true;

    /// <summary>Copies part of an element segment into a table.</summary>
    public static void InitializeTable(Instance instance, int table, int segmentIndex, uint destination, uint source, uint length)
    {
        ElementSegment segment = instance.Module.Source.Elements[segmentIndex];
        uint available = instance.DroppedElements[segmentIndex] ? 0 : (uint)segment.Length;
        Span<long> to = instance.Tables[table].Range(destination, length, instance.Context->Place);
        if (available < (ulong)source + length)
            throw new TrapException(TrapCode.OutOfBoundsTableAccess, TrapSite.Of(instance.Context->Place));
        for (int i = 0; i < to.Length; i++)
        {
            int item = (int)source + i;
            to[i] = segment.Functions.IsDefault
                ? ConstantEvaluator.Evaluate(segment.Expressions[item], instance)
                : (long)instance.RecordOf(segment.Functions[item]);
            if (i % ChunkElements == ChunkElements - 1)
                CheckInterrupt(instance.Context);
        }
    }

    private static Instance InstanceOf(GuestContext* context) => References.InstanceOf(context->Instance);

    // SAFETY: the range is checked against the memory's length, in 64 bits, before its address is made.
    private static byte* Range(GuestContext* context, uint address, uint length)
    {
        if (context->MemoryLength < (ulong)address + length)
            throw new TrapException(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Of(context->Place));
        return context->MemoryBase + address;
    }

    private static void CheckInterrupt(GuestContext* context)
    {
        if (context->Interrupt != 0)
            throw InstanceOf(context).Store.InterruptError(TrapSite.Of(context->Place));
    }
}
