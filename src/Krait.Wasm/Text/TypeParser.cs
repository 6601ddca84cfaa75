using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Wasm.Text;

// Types as they are written, and uses of function types.
// Spec: text/types; text/modules, type uses.
internal sealed class TypeParser(TokenCursor cursor, ModuleScope scope)
{
    public bool AtValueType =>
        cursor.IsOpen("ref") || (cursor.AtWord && TryKeyword(cursor.Text, out _));

    public ValueType ParseValueType()
    {
        if (cursor.TryOpen("ref"))
        {
            var nullability = cursor.TryWord("null") ? Nullability.Nullable : Nullability.NonNull;
            var type = ValueType.Reference(ParseHeapType(), nullability);
            cursor.Close();
            return type;
        }

        if (!cursor.AtWord || !TryKeyword(cursor.Text, out var found))
            throw cursor.Unexpected("a value type");
        cursor.Position++;
        return found;
    }

    public ValueType ParseReferenceType()
    {
        var place = cursor.Position;
        var type = ParseValueType();
        return type.IsReference ? type : throw cursor.Tokens.Error(place, "unexpected token: expected a reference type");
    }

    public HeapType ParseHeapType()
    {
        if (cursor.AtIndex)
            return new HeapType(scope.TypeNames.Resolve(cursor));
        var word = cursor.Word("a heap type");
        foreach (var row in Wasm.TypeNames.HeapTypes)
        {
            if (word.SequenceEqual(row.Keyword))
                return row.Type;
        }

        cursor.Position--;
        throw cursor.Unexpected("a heap type");
    }

    // (type ...) or (rec (type ...)*). Names were declared before.
    public void ParseTypeField()
    {
        if (!cursor.IsOpen("rec"))
        {
            scope.AddType(ParseTypeDefinition(scope.Types.Count, groupSize: 1));
            return;
        }

        cursor.Open("rec");
        List<TypeDefinition> members = [];
        while (!cursor.AtClose)
            members.Add(ParseTypeDefinition(scope.Types.Count + members.Count, groupSize: 0));
        cursor.Close();
        for (var i = 0; i < members.Count; i++)
            scope.AddType(members[i] with { GroupSize = i == 0 ? members.Count : 0, IsExplicitGroup = members.Count == 1 });
    }

    // Sizes that only fit 64-bit addresses are well formed; the validator refuses them.
    public SizeLimits ParseLimits()
    {
        var minimum = cursor.ReadU64("a size");
        return new SizeLimits(minimum, cursor.AtWord && char.IsAsciiDigit(cursor.Text[0]) ? cursor.ReadU64("a size") : null);
    }

    public AddressType ParseAddressType()
    {
        if (cursor.TryWord("i64"))
            return AddressType.I64;
        cursor.TryWord("i32");
        return AddressType.I32;
    }

    public GlobalType ParseGlobalType()
    {
        if (!cursor.TryOpen("mut"))
            return new GlobalType(ParseValueType(), Mutability.Constant);
        GlobalType type = new(ParseValueType(), Mutability.Variable);
        cursor.Close();
        return type;
    }

    public TableType ParseTableType()
    {
        var address = ParseAddressType();
        var limits = ParseLimits();
        return new TableType(ParseReferenceType(), limits, address);
    }

    public MemoryType ParseMemoryType()
    {
        var address = ParseAddressType();
        var limits = ParseLimits();
        return new MemoryType(limits, address, cursor.TryWord("shared") ? Sharing.Shared : Sharing.Unshared);
    }

    // (type x)? (param ...)* (result ...)*. Parameter names go to `names`; null forbids them.
    public int ParseTypeUse(NameTable? names)
    {
        var place = cursor.Position;
        var hasIndex = TryParseTypeIndex(out var index);
        var written = ParseSignature(names);
        if (!hasIndex)
            return scope.IndexOf(written);
        var declared = scope.FunctionTypeAtOrNull(index);
        if (written.Parameters.IsEmpty && written.Results.IsEmpty)
        {
            names?.DeclareUnnamed(declared?.Parameters.Length ?? 0);
            return index;
        }

        if (declared is null)
            throw cursor.Tokens.Error(place, $"unknown type {index}");
        if (!declared.Equals(written))
            throw cursor.Tokens.Error(place, $"inline function type {written} is not the type {index}, {declared}");
        return index;
    }

    public BlockType ParseBlockType()
    {
        if (cursor.IsOpen("type"))
            return BlockType.OfType(ParseTypeUse(names: null));
        var type = ParseSignature(names: null);
        if (!type.Parameters.IsEmpty || type.Results.Length > 1)
            return BlockType.OfType(scope.IndexOf(type));
        return type.Results.IsEmpty ? BlockType.Empty : BlockType.Of(type.Results[0]);
    }

    private static bool TryKeyword(ReadOnlySpan<char> word, out ValueType type)
    {
        foreach (var row in Wasm.TypeNames.NumberTypes)
        {
            if (word.SequenceEqual(row.Keyword))
            {
                type = row.Type;
                return true;
            }
        }

        foreach (var row in Wasm.TypeNames.HeapTypes)
        {
            if (word.SequenceEqual(row.Shorthand))
            {
                type = ValueType.Reference(row.Type, Nullability.Nullable);
                return true;
            }
        }

        type = default;
        return false;
    }

    private bool TryParseTypeIndex(out int index)
    {
        index = -1;
        if (!cursor.TryOpen("type"))
            return false;
        index = scope.TypeNames.Resolve(cursor);
        cursor.Close();
        return true;
    }

    private FunctionType ParseSignature(NameTable? names)
    {
        var parameters = ImmutableArray.CreateBuilder<ValueType>();
        var results = ImmutableArray.CreateBuilder<ValueType>();
        while (cursor.TryOpen("param"))
        {
            if (cursor.AtName)
            {
                if (names is null)
                    throw cursor.Unexpected("a value type");
                names.Declare(cursor);
                parameters.Add(ParseValueType());
            }
            else
            {
                var before = parameters.Count;
                while (!cursor.AtClose)
                    parameters.Add(ParseValueType());
                names?.DeclareUnnamed(parameters.Count - before);
            }

            cursor.Close();
        }

        while (cursor.TryOpen("result"))
        {
            while (!cursor.AtClose)
                results.Add(ParseValueType());
            cursor.Close();
        }

        if (cursor.IsOpen("param"))
            throw cursor.Unexpected("no parameters behind results");
        return parameters.Count + results.Count == 0 ? FunctionType.Empty : new FunctionType(parameters.ToImmutable(), results.ToImmutable());
    }

    private TypeDefinition ParseTypeDefinition(int typeIndex, int groupSize)
    {
        cursor.Open("type");
        cursor.SkipName();
        var supertypes = ImmutableArray.CreateBuilder<int>();
        var finality = Finality.Final;
        var isSubtype = cursor.TryOpen("sub");
        if (isSubtype)
        {
            finality = cursor.TryWord("final") ? Finality.Final : Finality.Open;
            while (cursor.AtIndex)
                supertypes.Add(scope.TypeNames.Resolve(cursor));
        }

        TypeDefinition definition = new(ParseComposite(typeIndex), supertypes.ToImmutable(), finality, groupSize);
        if (isSubtype)
            cursor.Close();
        cursor.Close();
        return definition;
    }

    private CompositeType ParseComposite(int typeIndex)
    {
        CompositeType type;
        if (cursor.TryOpen("func"))
        {
            type = ParseSignature(new NameTable("parameter"));
        }
        else if (cursor.TryOpen("array"))
        {
            type = new ArrayType(ParseFieldType());
        }
        else
        {
            if (!cursor.TryOpen("struct"))
                throw cursor.Unexpected("(func ...), (struct ...) or (array ...)");
            type = new StructType(ParseFields(typeIndex));
        }

        cursor.Close();
        return type;
    }

    private ImmutableArray<FieldType> ParseFields(int typeIndex)
    {
        var fields = ImmutableArray.CreateBuilder<FieldType>();
        NameTable names = new("field");
        scope.FieldNames[typeIndex] = names;
        while (cursor.TryOpen("field"))
        {
            if (cursor.AtName)
            {
                names.Declare(cursor);
                fields.Add(ParseFieldType());
            }
            else
            {
                while (!cursor.AtClose)
                {
                    names.DeclareUnnamed(1);
                    fields.Add(ParseFieldType());
                }
            }

            cursor.Close();
        }

        return fields.ToImmutable();
    }

    private FieldType ParseFieldType()
    {
        var isMutable = cursor.TryOpen("mut");
        StorageType storage;
        if (cursor.TryWord("i8"))
            storage = new StorageType(ValueType.I32, 8);
        else if (cursor.TryWord("i16"))
            storage = new StorageType(ValueType.I32, 16);
        else
            storage = new StorageType(ParseValueType(), 0);
        if (isMutable)
            cursor.Close();
        return new FieldType(storage, isMutable ? Mutability.Variable : Mutability.Constant);
    }
}
