using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Runtime.Store;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Snapshots;

/// <summary>Reads a saved snapshot and checks it against its module: counts, sizes, ranges and references.</summary>
/// <remarks>Nothing is allocated for a number that the module does not allow or the stream does not hold.</remarks>
internal sealed class SnapshotReader(HashedReader reader, CompiledModule compiled)
{
    private readonly Module _module = compiled.Source;

    /// <exception cref="SnapshotException">It is no snapshot of this module.</exception>
    public InstanceImage Read()
    {
        ReadHead();
        ImmutableArray<MemoryImage>.Builder memories = ImmutableArray.CreateBuilder<MemoryImage>();
        bool isDone = false;
        try
        {
            CheckCount(_module.MemoryTypes.Length, "memories");
            foreach (MemoryType type in _module.MemoryTypes)
                memories.Add(ReadMemory(type.Limits));
            CheckCount(_module.TableTypes.Length, "tables");
            ImmutableArray<ImmutableArray<long>> tables = [.. _module.TableTypes.Select(ReadTable)];
            CheckCount(_module.GlobalTypes.Length, "globals");
            ImmutableArray<ImmutableArray<long>> globals = [.. _module.GlobalTypes.Select(ReadGlobal)];
            ImmutableArray<bool> data = ReadFlags(_module.DataSegments.Length, "data segments");
            ImmutableArray<bool> elements = ReadFlags(_module.Elements.Length, "element segments");
            reader.CheckHash();
            isDone = true;
            return new InstanceImage(memories.ToImmutable(), tables, globals, data, elements);
        }
        finally
        {
            if (!isDone)
            {
                foreach (MemoryImage memory in memories)
                    memory.Free();
            }
        }
    }

    private void ReadHead()
    {
        Span<byte> magic = stackalloc byte[SnapshotFile.Magic.Length];
        reader.Read(magic);
        if (!magic.SequenceEqual(SnapshotFile.Magic))
            throw new SnapshotException("it does not begin as a snapshot does");
        uint version = reader.ReadUInt32();
        if (version != SnapshotFile.Version)
            throw new SnapshotException($"its version is {version}, this engine reads version {SnapshotFile.Version}");
        byte[] expected = SnapshotFile.HashOf(_module);
        Span<byte> found = stackalloc byte[expected.Length];
        reader.Read(found);
        if (!found.SequenceEqual(expected))
            throw new SnapshotException($"it was taken of the module {Convert.ToHexStringLower(found)}, this one is {Convert.ToHexStringLower(expected)}");
    }

    private MemoryImage ReadMemory(SizeLimits limits)
    {
        ulong lengthBytes = reader.ReadUInt64();
        ulong pages = lengthBytes / Memory.PageSizeBytes;
        if (lengthBytes % Memory.PageSizeBytes != 0 || pages < limits.Minimum || Math.Min(limits.Maximum ?? Memory.AddressablePages, Memory.AddressablePages) < pages)
            throw reader.Error($"a memory of {lengthBytes} bytes, which the module does not allow,");
        MemoryImage image = MemoryImage.OfZeros(lengthBytes);
        bool isDone = false;
        try
        {
            Span<byte> block = stackalloc byte[MemoryImage.BlockBytes];
            ulong end = 0;
            for (uint left = reader.ReadUInt32(); 0 < left; left--)
            {
                ulong address = reader.ReadUInt64();
                ulong length = reader.ReadUInt64();
                bool isWhole = address % MemoryImage.BlockBytes == 0 && length % MemoryImage.BlockBytes == 0;
                if (!isWhole || address < end || lengthBytes < address || lengthBytes - address < length)
                    throw reader.Error($"a range of {length} bytes from {address} on");
                end = address + length;
                for (; address < end; address += MemoryImage.BlockBytes)
                {
                    reader.Read(block);
                    image.Write(address, block);
                }
            }

            isDone = true;
            return image;
        }
        finally
        {
            if (!isDone)
                image.Free();
        }
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

    // Grows with what is there, whatever the count says.
    private ImmutableArray<long> ReadWords(uint count, ValueType type)
    {
        ImmutableArray<long>.Builder words = ImmutableArray.CreateBuilder<long>();
        for (uint i = 0; i < count; i++)
        {
            long word = (long)reader.ReadUInt64();
            if (type.IsReference && word != 0 && !IsFunction(type, word))
                throw reader.Error($"a reference of type {type} to {word}");
            words.Add(type == ValueType.I32 || type == ValueType.F32 ? (uint)word : word);
        }

        return words.ToImmutable();
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
