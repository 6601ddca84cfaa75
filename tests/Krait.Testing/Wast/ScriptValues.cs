using System.Collections.Immutable;
using Krait.Wasm;
using Krait.Wasm.Text;

namespace Krait.Testing.Wast;

// Constants of scripts: arguments, and results with their patterns.
internal static class ScriptValues
{
    private static readonly (string Shape, int LaneBits, bool IsFloat)[] s_shapes =
    [
        ("i8x16", 8, false), ("i16x8", 16, false), ("i32x4", 32, false), ("i64x2", 64, false), ("f32x4", 32, true), ("f64x2", 64, true),
    ];

    public static ScriptValue ReadArgument(TokenCursor cursor)
    {
        var expectation = ReadExpectation(cursor);
        if (expectation.Lanes.Length < 2)
            return new ScriptValue(expectation.Type, expectation.Lanes is [var only] ? only.Bits : 0, IsNull: expectation.IsNull);
        var halves = new ulong[2];
        var place = 0;
        foreach (var lane in expectation.Lanes)
        {
            halves[place / 64] |= lane.Bits << (place % 64);
            place += lane.WidthBits;
        }

        return new ScriptValue(expectation.Type, halves[0], halves[1]);
    }

    public static ScriptExpectation ReadExpectation(TokenCursor cursor)
    {
        cursor.Position++;
        var place = cursor.Position;
        var word = cursor.Word("a constant").ToString();
        var expectation = word switch
        {
            "i32.const" => new ScriptExpectation(Krait.Wasm.ValueType.I32, [ReadLane(cursor, 32, isFloat: false)]),
            "i64.const" => new ScriptExpectation(Krait.Wasm.ValueType.I64, [ReadLane(cursor, 64, isFloat: false)]),
            "f32.const" => new ScriptExpectation(Krait.Wasm.ValueType.F32, [ReadLane(cursor, 32, isFloat: true)]),
            "f64.const" => new ScriptExpectation(Krait.Wasm.ValueType.F64, [ReadLane(cursor, 64, isFloat: true)]),
            "v128.const" => new ScriptExpectation(Krait.Wasm.ValueType.V128, ReadLanes(cursor)),
            "ref.null" => ReadNull(cursor),
            "ref.extern" => ReadReference(cursor, HeapType.Extern),
            "ref.host" => ReadReference(cursor, HeapType.Any),
            "ref.func" => ReadReference(cursor, HeapType.Func),
            "ref.any" => ReadReference(cursor, HeapType.Any),
            "ref.eq" => ReadReference(cursor, HeapType.Eq),
            "ref.i31" => ReadReference(cursor, HeapType.I31),
            "ref.struct" => ReadReference(cursor, HeapType.Struct),
            "ref.array" => ReadReference(cursor, HeapType.Array),
            "ref.exn" => ReadReference(cursor, HeapType.Exn),
            _ => throw cursor.Tokens.Error(place, $"unexpected token: '{word}' is no constant of a script"),
        };
        cursor.Close();
        return expectation;
    }

    private static ScriptExpectation ReadNull(TokenCursor cursor)
    {
        if (cursor.AtClose)
        {
            ScriptLane any = new(0, 0, ScriptMatch.AnyNull);
            return new ScriptExpectation(Krait.Wasm.ValueType.Reference(HeapType.Any, Nullability.Nullable), [any], IsNull: true);
        }

        var word = cursor.Word("a heap type").ToString();
        var heapType = HeapType.Any;
        foreach (var row in TypeNames.HeapTypes)
        {
            if (row.Keyword == word)
                heapType = row.Type;
        }

        return new ScriptExpectation(Krait.Wasm.ValueType.Reference(heapType, Nullability.Nullable), [], IsNull: true);
    }

    private static ScriptExpectation ReadReference(TokenCursor cursor, HeapType heapType)
    {
        var lane = cursor.AtClose
            ? new ScriptLane(0, 0, ScriptMatch.AnyReference)
            : new ScriptLane(32, cursor.ReadU32("a number"), ScriptMatch.Exact);
        return new ScriptExpectation(Krait.Wasm.ValueType.Reference(heapType, Nullability.Nullable), [lane]);
    }

    private static ImmutableArray<ScriptLane> ReadLanes(TokenCursor cursor)
    {
        foreach (var (shape, laneBits, isFloat) in s_shapes)
        {
            if (!cursor.TryWord(shape))
                continue;
            var lanes = ImmutableArray.CreateBuilder<ScriptLane>();
            for (var i = 0; i < 128 / laneBits; i++)
                lanes.Add(ReadLane(cursor, laneBits, isFloat));
            return lanes.ToImmutable();
        }

        throw cursor.Unexpected("the shape of a vector");
    }

    private static ScriptLane ReadLane(TokenCursor cursor, int widthBits, bool isFloat)
    {
        if (cursor.TryWord("nan:canonical"))
            return new ScriptLane(widthBits, 0, ScriptMatch.CanonicalNaN);
        if (cursor.TryWord("nan:arithmetic"))
            return new ScriptLane(widthBits, 0, ScriptMatch.ArithmeticNaN);
        ulong bits;
        if (!isFloat)
            cursor.Require(NumberLiteral.ParseInteger(cursor.Text, widthBits, out bits), "constant");
        else if (widthBits == 32)
            cursor.Require(FloatLiteral.ParseF32(cursor.Text, out bits), "constant");
        else
            cursor.Require(FloatLiteral.ParseF64(cursor.Text, out bits), "constant");
        cursor.Position++;
        return new ScriptLane(widthBits, bits, ScriptMatch.Exact);
    }
}
