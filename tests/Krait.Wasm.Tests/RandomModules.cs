using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm.Tests.Text;

namespace Krait.Wasm.Tests;

// Modules made of chance, from a seed: every kind of definition, code with balanced blocks, indices that exist. Not type-correct.
internal sealed class RandomModules(int seed)
{
    private static readonly ValueType[] s_types =
    [
        ValueType.I32, ValueType.I64, ValueType.F32, ValueType.F64, ValueType.V128, ValueType.FuncRef, ValueType.ExternRef,
        ValueType.Reference(HeapType.I31, Nullability.NonNull), ValueType.Reference(new HeapType(0), Nullability.Nullable),
    ];

    private readonly Random _random = new(seed);

    public Module Next()
    {
        // The last type is a structure, so that types without code of their own go through as well.
        var types = Many<TypeDefinition>(1, 5, () => new FunctionType(ValueTypes(), ValueTypes()))
            .Add(new TypeDefinition(new StructType([Field(), Field()]), [], Finality.Open, GroupSize: 1));
        var functionTypes = types.Length - 1;
        var functions = Many(1, 5, () => new DefinedFunction(_random.Next(functionTypes), new FunctionBody(Locals(), Code())));
        return new Module
        {
            Types = types,
            Imports = Many(0, 4, () => new Import(Name(), Name(), External(functionTypes))),
            Functions = functions,
            Tables = Many(0, 3, () => new DefinedTable(new TableType(ValueType.FuncRef, Limits()))),
            Memories = Many(0, 2, () => new MemoryType(Limits(), (AddressType)_random.Next(2), (Sharing)_random.Next(2))),
            Tags = Many(0, 2, () => new TagType(_random.Next(functionTypes))),
            Globals = Many(0, 3, () => new DefinedGlobal(new GlobalType(Type(), (Mutability)_random.Next(2)), Constant())),
            Exports = Many(0, 4, () => new Export(Name(), (ExternalKind)_random.Next(5), _random.Next(9))),
            StartFunction = _random.Next(2) == 0 ? null : _random.Next(9),
            Elements = Many(0, 4, Element),
            DataSegments = Many(0, 4, Data),
            // Behind the code section, which is always there: a place behind a missing section is another one once decoded.
            CustomSections = [Names().ToCustomSection(), .. Many(0, 2, () => new CustomSection(Name(), Bytes(), SectionId.Code))],
        };
    }

    private ImmutableArray<T> Many<T>(int minimum, int maximum, Func<T> make) =>
        [.. Enumerable.Range(0, _random.Next(minimum, maximum + 1)).Select(_ => make())];

    private ValueType Type() => s_types[_random.Next(s_types.Length)];

    private ImmutableArray<ValueType> ValueTypes() => Many(0, 4, Type);

    private FieldType Field() => new(
        _random.Next(3) switch { 0 => new StorageType(ValueType.I32, 8), 1 => new StorageType(ValueType.I32, 16), _ => new StorageType(Type(), 0) },
        (Mutability)_random.Next(2));

    // Neighbouring runs differ in type, as text parsing makes them.
    private ImmutableArray<LocalRun> Locals() =>
        _random.Next(2) == 0 ? [] : [new LocalRun(_random.Next(1, 3), ValueType.I32), new LocalRun(_random.Next(1, 3), ValueType.F64)];

    private SizeLimits Limits() => new((ulong)_random.Next(9), _random.Next(2) == 0 ? null : (ulong)_random.NextInt64());

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(150)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Name() => _random.Next(6) switch
    {
        0 => "",
        1 => "a \"quoted\" \\ name",
        2 => "\u00e9\u4e16\U0001F40D\u0001",
        _ => "n" + _random.Next(1000),
    };

    private ConstantExpression Constant() => _random.Next(5) switch
    {
        0 => ConstantExpression.I32(_random.Next()),
        1 => ConstantExpression.I64(_random.NextInt64()),
        2 => ConstantExpression.F32(BitConverter.Int32BitsToSingle(_random.Next())),
        3 => ConstantExpression.F64(BitConverter.Int64BitsToDouble(-_random.NextInt64())),
        _ => ConstantExpression.RefNull(HeapType.Extern),
    };

    private ExternalType External(int functionTypes) => _random.Next(5) switch
    {
        0 => new FunctionReference(_random.Next(functionTypes)),
        1 => new TableType(ValueType.ExternRef, Limits(), (AddressType)_random.Next(2)),
        2 => new MemoryType(Limits()),
        3 => new GlobalType(Type(), (Mutability)_random.Next(2)),
        _ => new TagType(_random.Next(functionTypes)),
    };

    private ElementSegment Element()
    {
        var mode = (SegmentMode)_random.Next(3);
        var offset = mode == SegmentMode.Active ? ConstantExpression.I32(_random.Next(9)) : null;
        var table = mode == SegmentMode.Active ? _random.Next(2) : 0;
        if (_random.Next(2) == 0)
            return new ElementSegment(mode, table, offset, ValueType.Reference(HeapType.Func, Nullability.NonNull), Many(0, 4, () => _random.Next(9)), default);
        return new ElementSegment(mode, table, offset, ValueType.ExternRef, default, Many(0, 3, () => ConstantExpression.RefNull(HeapType.Extern)));
    }

    private DataSegment Data() => _random.Next(2) == 0
        ? DataSegment.Passive(Bytes())
        : new DataSegment(SegmentMode.Active, _random.Next(2), ConstantExpression.I32(_random.Next()), Bytes());

    private byte[] Code()
    {
        InstructionWriter code = new();
        for (var i = _random.Next(12); i > 0; i--)
        {
            // A sample is a whole body, so inside of a block its last end closes that block.
            var op = OpFacts.All[_random.Next(OpFacts.All.Length)];
            code.Block().Append(InstructionSamples.BodyWith(op));
        }

        return code.End().ToArray();
    }

    private NameSection Names() => new()
    {
        ModuleName = "m" + _random.Next(9),
        Functions = SampleModules.Names((0, "f0"), (1, "odd name")),
        Globals = SampleModules.Names((0, "g")),
        Locals = ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>.Empty,
    };
}
