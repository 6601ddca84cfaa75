using System;
using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Krait.Wasm.Text;

// Floating-point literals of the text format, to bits: decimal, hexadecimal, infinities and NaNs with payloads.
// Spec: text/values, floating-point.
internal static class FloatLiteral
{
    // The two formats: bits of the stored mantissa and of the exponent.
    private readonly record struct Format(int MantissaBits, int ExponentBits)
    {
        public int Bias => (1 << (ExponentBits - 1)) - 1;

        public ulong InfinityBits => ((1UL << ExponentBits) - 1) << MantissaBits;

        public ulong SignBit => 1UL << (MantissaBits + ExponentBits);
    }

    private static readonly SearchValues<char> s_decimal = SearchValues.Create("0123456789_");
    private static readonly SearchValues<char> s_hexadecimal = SearchValues.Create("0123456789abcdefABCDEF_");
    private static readonly Format s_f32 = new(23, 8);
    private static readonly Format s_f64 = new(52, 11);

    public static LiteralResult ParseF32(ReadOnlySpan<char> text, out ulong bits) => Parse(text, s_f32, out bits);

    public static LiteralResult ParseF64(ReadOnlySpan<char> text, out ulong bits) => Parse(text, s_f64, out bits);

    // The shortest decimal number that reads back to the same bits; NaNs with their payload.
    public static string PrintF32(uint bits)
    {
        var value = BitConverter.UInt32BitsToSingle(bits);
        return float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : PrintSpecial(bits, s_f32);
    }

    public static string PrintF64(ulong bits)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        return double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : PrintSpecial(bits, s_f64);
    }

    private static string PrintSpecial(ulong bits, Format format)
    {
        var sign = (bits & format.SignBit) != 0 ? "-" : "";
        var payload = bits & ((1UL << format.MantissaBits) - 1);
        if (payload == 0)
            return sign + "inf";
        return payload == 1UL << (format.MantissaBits - 1) ? sign + "nan" : $"{sign}nan:0x{payload:x}";
    }

    private static LiteralResult Parse(ReadOnlySpan<char> text, Format format, out ulong bits)
    {
        var sign = text is ['-', ..] ? format.SignBit : 0;
        if (text is ['-' or '+', ..])
            text = text[1..];
        var result = ParseMagnitude(text, format, out bits);
        bits |= sign;
        return result;
    }

    private static LiteralResult ParseMagnitude(ReadOnlySpan<char> text, Format format, out ulong bits)
    {
        bits = format.InfinityBits;
        if (text is "inf")
            return LiteralResult.Done;
        if (text is "nan")
        {
            bits |= 1UL << (format.MantissaBits - 1);
            return LiteralResult.Done;
        }

        if (text.StartsWith("nan:0x"))
            return ParsePayload(text[4..], format, ref bits);
        return text.StartsWith("0x") ? ParseHexadecimal(text[2..], format, out bits) : ParseDecimal(text, format, out bits);
    }

    private static LiteralResult ParsePayload(ReadOnlySpan<char> digits, Format format, ref ulong bits)
    {
        var result = NumberLiteral.ParseUnsigned(digits, (1UL << format.MantissaBits) - 1, out var payload);
        if (result == LiteralResult.Done && payload == 0)
            return LiteralResult.OutOfRange;
        bits |= payload;
        return result;
    }

    // digits [. digits?] [e sign? digits]
    private static bool Split(
        ReadOnlySpan<char> text, char exponentLetter, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction, out ReadOnlySpan<char> exponent)
    {
        exponent = default;
        fraction = default;
        whole = default;
        var split = text.IndexOfAny(exponentLetter, char.ToUpperInvariant(exponentLetter));
        if (0 <= split)
        {
            exponent = text[(split + 1)..];
            text = text[..split];
            var digits = exponent is ['+' or '-', ..] ? exponent[1..] : exponent;
            if (!NumberLiteral.HasWellPlacedUnderscores(digits) || digits.ContainsAnyExcept(s_decimal))
                return false;
        }

        var point = text.IndexOf('.');
        whole = point < 0 ? text : text[..point];
        if (0 <= point)
            fraction = text[(point + 1)..];
        var allowed = exponentLetter == 'p' ? s_hexadecimal : s_decimal;
        return NumberLiteral.HasWellPlacedUnderscores(whole)
            && !whole.ContainsAnyExcept(allowed)
            && (fraction.IsEmpty || (NumberLiteral.HasWellPlacedUnderscores(fraction) && !fraction.ContainsAnyExcept(allowed)));
    }

    private static LiteralResult ParseDecimal(ReadOnlySpan<char> text, Format format, out ulong bits)
    {
        bits = 0;
        if (!Split(text, 'e', out _, out _, out _))
            return LiteralResult.Malformed;
        var plain = text.ToString().Replace("_", "", StringComparison.Ordinal);
        if (format == s_f32)
            bits = BitConverter.SingleToUInt32Bits(float.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture));
        else
            bits = BitConverter.DoubleToUInt64Bits(double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture));
        return bits == format.InfinityBits ? LiteralResult.OutOfRange : LiteralResult.Done;
    }

    // value = mantissa * 2^exponent, with a sticky lowest bit for digits that no longer fit; rounded once, to even.
    private static LiteralResult ParseHexadecimal(ReadOnlySpan<char> text, Format format, out ulong bits)
    {
        bits = 0;
        if (!Split(text, 'p', out var whole, out var fraction, out var exponentText))
            return LiteralResult.Malformed;
        var mantissa = 0UL;
        var exponent = 0L;
        AddDigits(whole, bitsPerDigit: 0, ref mantissa, ref exponent);
        AddDigits(fraction, bitsPerDigit: 4, ref mantissa, ref exponent);
        if (mantissa == 0)
            return LiteralResult.Done;
        exponent += ParseExponent(exponentText);
        bits = Round(mantissa, exponent, format);
        return bits >= format.InfinityBits ? LiteralResult.OutOfRange : LiteralResult.Done;
    }

    private static void AddDigits(ReadOnlySpan<char> digits, int bitsPerDigit, ref ulong mantissa, ref long exponent)
    {
        foreach (var character in digits)
        {
            if (character == '_')
                continue;
            var digit = NumberLiteral.DigitOf(character);
            if (mantissa >> 60 == 0)
            {
                mantissa = (mantissa << 4) | digit;
                exponent -= bitsPerDigit;
            }
            else
            {
                mantissa |= digit == 0 ? 0UL : 1UL;
                exponent += 4 - bitsPerDigit;
            }
        }
    }

    // Far beyond every format, larger exponents make no difference; saturating keeps the sum in range.
    private static long ParseExponent(ReadOnlySpan<char> text)
    {
        const long farAway = 1L << 40;
        if (text.IsEmpty)
            return 0;
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        var value = NumberLiteral.ParseUnsigned(digits, (ulong)farAway, out var magnitude) == LiteralResult.Done ? (long)magnitude : farAway;
        return text[0] == '-' ? -value : value;
    }

    private static ulong Round(ulong mantissa, long exponent, Format format)
    {
        // Put the highest bit at the top: 1.xxx * 2^scale.
        var shift = BitOperations.LeadingZeroCount(mantissa);
        mantissa <<= shift;
        var scale = exponent - shift + 63;
        if (scale > format.Bias)
            return format.InfinityBits;

        // Below the smallest normal number, the mantissa loses a bit for each step down.
        var lost = 63 - format.MantissaBits;
        var isSubnormal = scale < 1 - format.Bias;
        if (isSubnormal)
            lost = (int)Math.Min(lost + (1 - format.Bias - scale), 65);
        if (lost > 64)
            return 0;
        var kept = lost == 64 ? 0 : mantissa >> lost;
        var half = 1UL << (lost - 1);
        var rest = lost == 64 ? mantissa : mantissa & ((1UL << lost) - 1);
        if (rest > half || (rest == half && (kept & 1) != 0))
            kept++;

        // A carry out of the mantissa raises the exponent by itself, since the fields lie side by side.
        return isSubnormal ? kept : ((ulong)(scale + format.Bias - 1) << format.MantissaBits) + kept;
    }
}
