using System.Linq;
using Krait.Wasm.Binary;

namespace Krait.Wasm.Text;

// v128 constants: a shape and its lanes.
// Spec: text/instructions, vector instructions.
internal static class VectorLiteral
{
    private static readonly (string Shape, int LaneBits, bool IsFloat)[] s_shapes =
    [
        ("i8x16", 8, false),
        ("i16x8", 16, false),
        ("i32x4", 32, false),
        ("i64x2", 64, false),
        ("f32x4", 32, true),
        ("f64x2", 64, true),
    ];

    public static System.Collections.Generic.IEnumerable<string> Shapes => s_shapes.Select(row => row.Shape);

    public static void Parse(TokenCursor cursor, ByteWriter bytes)
    {
        foreach (var (shape, laneBits, isFloat) in s_shapes)
        {
            if (!cursor.TryWord(shape))
                continue;
            RequireLanes(cursor, 128 / laneBits);
            for (var lane = 0; lane < 128 / laneBits; lane++)
                WriteLane(cursor, bytes, laneBits, isFloat);
            return;
        }

        throw cursor.Unexpected("the shape of a vector");
    }

    private static void RequireLanes(TokenCursor cursor, int expected)
    {
        var start = cursor.Position;
        var found = 0;
        while (found <= expected && cursor.AtWord && (TextKeywords.LooksLikeNumber(cursor.Text) || !TextKeywords.IsToken(cursor.Text)))
        {
            found++;
            cursor.Position++;
        }

        cursor.Position = start;
        if (found != expected)
            throw cursor.Error($"wrong number of lane literals: expected {expected}, found {(found < expected ? found : "more")}");
    }

    private static void WriteLane(TokenCursor cursor, ByteWriter bytes, int laneBits, bool isFloat)
    {
        ulong bits;
        if (!isFloat)
            cursor.Require(NumberLiteral.ParseInteger(cursor.Text, laneBits, out bits), $"i{laneBits} constant");
        else if (laneBits == 32)
            cursor.Require(FloatLiteral.ParseF32(cursor.Text, out bits), "f32 constant");
        else
            cursor.Require(FloatLiteral.ParseF64(cursor.Text, out bits), "f64 constant");
        for (var shift = 0; shift < laneBits; shift += 8)
            bytes.WriteByte((byte)(bits >> shift));
        cursor.Position++;
    }
}
