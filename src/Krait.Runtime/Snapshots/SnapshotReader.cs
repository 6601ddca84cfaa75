using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Runtime.Store;
using Krait.Wasm;
using Microsoft.Win32.SafeHandles;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Snapshots;

/// <summary>Reads a saved snapshot and checks it against its module: counts, sizes, ranges and references.</summary>
/// <remarks>Nothing is allocated for a number that the module does not allow or the stream does not hold.</remarks>
internal sealed class SnapshotReader(HashedReader reader, CompiledModule compiled)
{
    private readonly Module _module = compiled.Source;

    /// <param name="mappable">The file that is read, from its start, where memories may stay in it; null to copy them.</param>
    /// <exception cref="SnapshotException">It is no snapshot of this module.</exception>
    public InstanceImage Read(SafeFileHandle? mappable)
    {
        SnapshotLayout layout = ReadHead();
        CheckCount(_module.MemoryTypes.Length, "memories");
        ImmutableArray<SavedMemory> memories = [.. _module.MemoryTypes.Select(type => ReadMemory(type.Limits))];
        CheckCount(_module.TableTypes.Length, "tables");
        ImmutableArray<ImmutableArray<long>> tables = [.. _module.TableTypes.Select(ReadTable)];
        CheckCount(_module.GlobalTypes.Length, "globals");
        ImmutableArray<ImmutableArray<long>> globals = [.. _module.GlobalTypes.Select(ReadGlobal)];
        ImmutableArray<bool> data = ReadFlags(_module.DataSegments.Length, "data segments");
        ImmutableArray<bool> elements = ReadFlags(_module.Elements.Length, "element segments");
        uint checksum = reader.ReadUInt32();
        reader.CheckHash();
        SavedContent content = new(reader, layout, mappable);
        return new InstanceImage(content.Read(memories, checksum), tables, globals, data, elements);
    }

    private SnapshotLayout ReadHead()
    {
        Span<byte> magic = stackalloc byte[SnapshotFile.Magic.Length];
        reader.Read(magic);
        if (!magic.SequenceEqual(SnapshotFile.Magic))
            throw new SnapshotException("it does not begin as a snapshot does");
        uint version = reader.ReadUInt32();
        if (version != SnapshotFile.Version)
            throw new SnapshotException($"its version is {version}, this engine reads version {SnapshotFile.Version}");
        var layout = (SnapshotLayout)reader.ReadUInt32();
        if (!Enum.IsDefined(layout))
            throw reader.Error($"an unknown layout, {(uint)layout},");
        ReadOnlySpan<byte> expected = compiled.Identity.AsSpan();
        Span<byte> found = stackalloc byte[expected.Length];
        reader.Read(found);
        if (!found.SequenceEqual(expected))
            throw new SnapshotException($"it was taken of the module {Convert.ToHexStringLower(found)}, this one is {Convert.ToHexStringLower(expected)}");
        return layout;
    }

    private SavedMemory ReadMemory(SizeLimits limits)
    {
        ulong lengthBytes = reader.ReadUInt64();
        ulong pages = lengthBytes / Memory.PageSizeBytes;
        if (lengthBytes % Memory.PageSizeBytes != 0 || pages < limits.Minimum || Math.Min(limits.Maximum ?? Memory.AddressablePages, Memory.AddressablePages) < pages)
            throw reader.Error($"a memory of {lengthBytes} bytes, which the module does not allow,");
        ImmutableArray<(ulong Address, ulong LengthBytes)>.Builder ranges = ImmutableArray.CreateBuilder<(ulong, ulong)>();
        ulong end = 0;
        for (uint left = reader.ReadUInt32(); 0 < left; left--)
        {
            ulong address = reader.ReadUInt64();
            ulong length = reader.ReadUInt64();
            bool isWhole = address % MemoryImage.BlockBytes == 0 && length % MemoryImage.BlockBytes == 0 && length != 0;
            if (!isWhole || address < end || lengthBytes < address || lengthBytes - address < length)
                throw reader.Error($"a range of {length} bytes from {address} on");
            end = address + length;
            ranges.Add((address, length));
        }

        return new SavedMemory(lengthBytes, ranges.ToImmutable());
    }

    private ImmutableArray<long> ReadTable(TableType type)
    {
        uint length = reader.ReadUInt32();
        if (length < type.Limits.Minimum || Math.Min(type.Limits.Maximum ?? int.MaxValue, int.MaxValue) < length)
            throw reader.Error($"a table of {length} elements, which the module does not allow,");
        return ReadWords(length, type.Element);
    }

    private ImmutableArray<long> ReadGlobal(GlobalType type)
    {
        if (reader.ReadUInt32() != WordCounts.Of(type.Value))
            throw reader.Error($"a global of another type than {type.Value}");
        return ReadWords((uint)WordCounts.Of(type.Value), type.Value);
    }

    private ImmutableArray<long> ReadWords(uint count, ValueType type)
    {
        ImmutableArray<long> words = SnapshotFile.ReadWords(reader, count);
        if (type == ValueType.I32 || type == ValueType.F32)
            return [.. words.Select(static word => (long)(uint)word)];
        if (!type.IsReference)
            return words;
        foreach (long word in words)
        {
            if (word != 0 && !IsFunction(type, word))
                throw reader.Error($"a reference of type {type} to {word}");
        }

        return words;
    }

    private bool IsFunction(ValueType type, long word) =>
        InstanceImage.IsFunction(type) && 0 < word && word <= _module.FunctionTypeIndices.Length
        && (word <= _module.ImportedFunctionCount || compiled.Code.Layout.HasRecord((int)word - 1));

    private ImmutableArray<bool> ReadFlags(int count, string what)
    {
        CheckCount(count, what);
        byte[] flags = new byte[count];
        reader.Read(flags);
        return [.. flags.Select(static flag => flag != 0)];
    }

    private void CheckCount(int expected, string what)
    {
        uint found = reader.ReadUInt32();
        if (found != expected)
            throw reader.Error($"{found} {what} where the module has {expected},");
    }
}
