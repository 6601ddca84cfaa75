using System.Collections.Immutable;

namespace Krait.Wasm.Binary;

// The type section and the types of tables, memories, globals and tags.
// Spec: binary/types.
internal sealed partial class SectionDecoder
{
    private const byte RecursionGroup = 0x4E;
    private const byte FinalSubtype = 0x4F;
    private const byte OpenSubtype = 0x50;

    private static ImmutableArray<ValueType> ReadValueTypes(ref ByteReader reader, int limit, string what)
    {
        var count = reader.ReadCount(itemBytes: 1, limit, what);
        var types = ImmutableArray.CreateBuilder<ValueType>(count);
        for (var i = 0; i < count; i++)
            types.Add(reader.ReadValueType());
        return types.MoveToImmutable();
    }

    private TypeDefinition ReadSubtype(ref ByteReader reader, int groupSize)
    {
        var finality = Finality.Final;
        ImmutableArray<int> supertypes = [];
        if (reader.PeekByte() is FinalSubtype or OpenSubtype)
        {
            finality = reader.ReadByte() == FinalSubtype ? Finality.Final : Finality.Open;
            supertypes = ReadAll(ref reader, 1, limit: 1, "supertypes", ReadIndex);
        }

        return new TypeDefinition(ReadComposite(ref reader), supertypes, finality, groupSize);
    }

    private CompositeType ReadComposite(ref ByteReader reader)
    {
        switch (reader.PeekByte())
        {
            case 0x60:
                reader.ReadByte();
                var parameters = ReadValueTypes(ref reader, limits.MaximumParameters, "parameters");
                return new FunctionType(parameters, ReadValueTypes(ref reader, limits.MaximumResults, "results"));
            case 0x5F:
                reader.ReadByte();
                return new StructType(ReadAll(ref reader, 2, limits.MaximumFields, "fields", ReadField));
            case 0x5E:
                reader.ReadByte();
                return new ArrayType(ReadField(ref reader));
            default:
                // A type starts with a negative s33, so an over-long number is called that first.
                var start = reader.Position;
                reader.ReadS33();
                reader.Position = start;
                reader.Throw("malformed type");
                return FunctionType.Empty;
        }
    }

    private static FieldType ReadField(ref ByteReader reader)
    {
        StorageType storage;
        if (reader.PeekByte() is 0x78 or 0x77)
            storage = new StorageType(ValueType.I32, reader.ReadByte() == 0x78 ? 8 : 16);
        else
            storage = new StorageType(reader.ReadValueType(), PackedBits: 0);
        return new FieldType(storage, ReadMutability(ref reader));
    }

    private static Mutability ReadMutability(ref ByteReader reader)
    {
        var code = reader.PeekByte();
        if (code > 1)
            reader.Throw("malformed mutability");
        reader.ReadByte();
        return (Mutability)code;
    }

    private static GlobalType ReadGlobalType(ref ByteReader reader)
    {
        var value = reader.ReadValueType();
        return new GlobalType(value, ReadMutability(ref reader));
    }

    private static TagType ReadTagType(ref ByteReader reader)
    {
        if (reader.PeekByte() != 0)
            reader.Throw("malformed tag attribute");
        reader.ReadByte();
        return new TagType(ReadIndex(ref reader));
    }

    private static MemoryType ReadMemoryType(ref ByteReader reader)
    {
        var limits = ReadLimits(ref reader, out var address, out var sharing);
        return new MemoryType(limits, address, sharing);
    }

    private static TableType ReadTableType(ref ByteReader reader)
    {
        var start = reader.Position;
        var element = reader.ReadValueType();
        if (!element.IsReference)
            Fail(ref reader, start, "malformed reference type");
        start = reader.Position;
        var limits = ReadLimits(ref reader, out var address, out var sharing);
        if (sharing == Sharing.Shared)
            Fail(ref reader, start, "malformed limits flags");
        return new TableType(element, limits, address);
    }

    // Flags: bit 0 a maximum follows, bit 1 shared, bit 2 addresses of 64 bits.
    private static SizeLimits ReadLimits(ref ByteReader reader, out AddressType address, out Sharing sharing)
    {
        var start = reader.Position;
        var flags = reader.ReadByte();
        if (flags > 7)
            Fail(ref reader, start, "malformed limits flags");
        address = (flags & 4) != 0 ? AddressType.I64 : AddressType.I32;
        sharing = (flags & 2) != 0 ? Sharing.Shared : Sharing.Unshared;
        var minimum = reader.ReadU64();
        return new SizeLimits(minimum, (flags & 1) != 0 ? reader.ReadU64() : null);
    }

    private void DecodeTypes(ref ByteReader reader)
    {
        var groups = reader.ReadCount(itemBytes: 2, limits.MaximumTypes, "types");
        var types = ImmutableArray.CreateBuilder<TypeDefinition>(groups);
        for (var i = 0; i < groups; i++)
        {
            if (reader.PeekByte() != RecursionGroup)
            {
                types.Add(ReadSubtype(ref reader, groupSize: 1));
                continue;
            }

            reader.ReadByte();
            var members = reader.ReadCount(itemBytes: 2, limits.MaximumTypes - types.Count, "types");
            for (var j = 0; j < members; j++)
            {
                var type = ReadSubtype(ref reader, groupSize: j == 0 ? members : 0);
                types.Add(members == 1 ? type with { IsExplicitGroup = true } : type);
            }
        }

        _types = types.ToImmutable();
    }
}
