using System;

namespace Krait.Wasm.Text;

// What became of a literal.
internal enum LiteralResult
{
    Done,
    Malformed,
    OutOfRange,
}

// Integers of the text format: decimal or hexadecimal, digits grouped by single underscores.
// Spec: text/values, integers.
internal static class NumberLiteral
{
    public static LiteralResult ParseUnsigned(ReadOnlySpan<char> text, ulong largest, out ulong value)
    {
        value = 0;
        var radix = 10u;
        if (text.StartsWith("0x"))
        {
            radix = 16;
            text = text[2..];
        }

        if (!HasWellPlacedUnderscores(text))
            return LiteralResult.Malformed;
        var isTooLarge = false;
        foreach (var character in text)
        {
            if (character == '_')
                continue;
            var digit = DigitOf(character);
            if (digit >= radix)
                return LiteralResult.Malformed;
            var next = (UInt128)value * radix + digit;
            isTooLarge |= next > largest;
            value = (ulong)next;
        }

        return isTooLarge ? LiteralResult.OutOfRange : LiteralResult.Done;
    }

    // Signed or unsigned literals of a width give the same bits: -1 and 0xFFFF_FFFF are one i32.
    public static LiteralResult ParseInteger(ReadOnlySpan<char> text, int bits, out ulong value)
    {
        var isNegative = text is ['-', ..];
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        var mask = ulong.MaxValue >> (64 - bits);
        var largest = isNegative ? 1UL << (bits - 1) : mask;
        var result = ParseUnsigned(digits, largest, out value);
        if (isNegative)
            value = (0 - value) & mask;
        return result;
    }

    // Underscores stand between digits only.
    public static bool HasWellPlacedUnderscores(ReadOnlySpan<char> digits) =>
        digits is not ([] or ['_', ..] or [.., '_']) && !digits.Contains("__", StringComparison.Ordinal);

    public static uint DigitOf(char character) => character switch
    {
        >= '0' and <= '9' => (uint)(character - '0'),
        >= 'a' and <= 'f' => (uint)(character - 'a' + 10),
        >= 'A' and <= 'F' => (uint)(character - 'A' + 10),
        _ => uint.MaxValue,
    };
}
