using System;
using System.Globalization;
using System.Numerics;

namespace Krait.Python.Syntax;

/// <summary>Values of number literals. The text is one that the lexer has found to be well formed.</summary>
internal static class NumberLiteral
{
    private const int StackCharacters = 64;

    /// <summary>Gives a literal's value; false where it is a decimal integer of too many digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ConstantValue value, out int digitCount)
    {
        Span<char> buffer = text.Length <= StackCharacters ? stackalloc char[StackCharacters] : new char[text.Length];
        int length = 0;
        foreach (char c in text)
        {
            if (c != '_')
                buffer[length++] = c;
        }

        ReadOnlySpan<char> digits = buffer[..length];
        digitCount = length;
        if (2 < length && digits[0] == '0' && char.IsAsciiLetter(digits[1]) && (digits[1] | ' ') is 'x' or 'o' or 'b')
        {
            int bitsPerDigit = (digits[1] | ' ') switch { 'x' => 4, 'o' => 3, _ => 1 };
            value = new IntConstant(FromPowerOfTwo(digits[2..], bitsPerDigit));
            return true;
        }

        if ((digits[^1] | ' ') == 'j')
        {
            value = new ImaginaryConstant(double.Parse(digits[..^1], NumberStyles.Float, CultureInfo.InvariantCulture));
            return true;
        }

        if (0 <= digits.IndexOfAny("eE."))
        {
            value = new FloatConstant(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));
            return true;
        }

        // Converting decimal digits takes quadratic time.
        bool isTooLong = PythonLimits.MaximumDecimalDigits < length;
        value = new IntConstant(isTooLong ? BigInteger.Zero : ParseDecimal(digits));
        return !isTooLong;
    }

    private static BigInteger ParseDecimal(ReadOnlySpan<char> digits) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong small)
            ? small
            : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Linear in the number of digits, which is why hexadecimal literals need no bound.</summary>
    private static BigInteger FromPowerOfTwo(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        byte[] littleEndian = new byte[((digits.Length * bitsPerDigit) / 8) + 2];
        int bit = 0;
        for (int i = digits.Length - 1; 0 <= i; i--)
        {
            int shifted = DigitValue(digits[i]) << (bit % 8);
            littleEndian[bit / 8] |= (byte)shifted;
            littleEndian[(bit / 8) + 1] |= (byte)(shifted >> 8);
            bit += bitsPerDigit;
        }

        return new BigInteger(littleEndian, isUnsigned: true);
    }

    private static int DigitValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | ' ') - 'a' + 10;
}
