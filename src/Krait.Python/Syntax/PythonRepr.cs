using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Krait.Python.Syntax;

/// <summary>Prints values as Python's <c>repr</c> does.</summary>
internal static class PythonRepr
{
    /// <summary>Python writes larger powers of ten with an exponent.</summary>
    private const int LargestPlainExponent = 16;

    /// <summary>Python writes smaller powers of ten with an exponent.</summary>
    private const int SmallestPlainExponent = -4;

    public static string Print(ConstantValue value) => value switch
    {
        NoneConstant => "None",
        EllipsisConstant => "Ellipsis",
        BoolConstant truth => truth.Value ? "True" : "False",
        IntConstant integer => Print(integer.Value),
        FloatConstant number => Print(number.Value),
        ImaginaryConstant number => PrintImaginary(number.Value),
        StringConstant text => Print(text.CodePoints()),
        BytesConstant bytes => PrintBytes(bytes.Bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static string Print(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Print(double value)
    {
        string text = PrintShortest(value);
        return 0 <= text.AsSpan().IndexOfAny(".en") ? text : text + ".0";
    }

    /// <summary>Prints a complex number; a real part of plus zero is left out.</summary>
    public static string PrintComplex(double real, double imaginary)
    {
        if (real == 0 && !double.IsNegative(real))
            return PrintImaginary(imaginary);
        string sign = double.IsNegative(imaginary) ? "" : "+";
        return $"({PrintShortest(real)}{sign}{PrintShortest(imaginary)}j)";
    }

    /// <summary>Prints a string; what is no printable character is escaped.</summary>
    public static string Print(ImmutableArray<int> codePoints)
    {
        bool hasSingle = codePoints.Contains('\'');
        char quote = hasSingle && !codePoints.Contains('"') ? '"' : '\'';
        var result = new StringBuilder(codePoints.Length + 2).Append(quote);
        foreach (int c in codePoints)
        {
            if (AppendCommon(result, c, quote))
                continue;
            if (c < 0x7F || (0x7F < c && IsPrintable(c)))
                result.Append(c <= 0xFFFF ? ((char)c).ToString() : char.ConvertFromUtf32(c));
            else if (c <= 0xFF)
                result.Append(CultureInfo.InvariantCulture, $"\\x{c:x2}");
            else if (c <= 0xFFFF)
                result.Append(CultureInfo.InvariantCulture, $"\\u{c:x4}");
            else
                result.Append(CultureInfo.InvariantCulture, $"\\U{c:x8}");
        }

        return result.Append(quote).ToString();
    }

    private static string PrintBytes(ImmutableArray<byte> bytes)
    {
        bool hasSingle = bytes.Contains((byte)'\'');
        char quote = hasSingle && !bytes.Contains((byte)'"') ? '"' : '\'';
        var result = new StringBuilder(bytes.Length + 3).Append('b').Append(quote);
        foreach (byte c in bytes)
        {
            if (AppendCommon(result, c, quote))
                continue;
            if (c < 0x7F)
                result.Append((char)c);
            else
                result.Append(CultureInfo.InvariantCulture, $"\\x{c:x2}");
        }

        return result.Append(quote).ToString();
    }

    /// <summary>Appends what strings and bytes escape in the same way: quotes, backslashes and control characters.</summary>
    private static bool AppendCommon(StringBuilder result, int c, char quote)
    {
        switch (c)
        {
            case '\t':
                result.Append("\\t");
                return true;
            case '\n':
                result.Append("\\n");
                return true;
            case '\r':
                result.Append("\\r");
                return true;
            case '\\':
                result.Append("\\\\");
                return true;
            case < ' ':
                result.Append(CultureInfo.InvariantCulture, $"\\x{c:x2}");
                return true;
            default:
                if (c != quote)
                    return false;
                result.Append('\\').Append(quote);
                return true;
        }
    }

    private static bool IsPrintable(int codePoint) =>
        Rune.IsValid(codePoint) && Rune.GetUnicodeCategory(new Rune(codePoint)) is
            not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator);

    private static string PrintImaginary(double value) => PrintShortest(value) + "j";

    /// <summary>The shortest digits that read back as the same number, with an exponent where Python has one.</summary>
    private static string PrintShortest(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value < 0 ? "-inf" : "inf";
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        (string digits, int exponent, bool isNegative) = Split(shortest);
        string sign = isNegative ? "-" : "";
        if (digits == "0")
            return sign + "0";
        if (SmallestPlainExponent <= exponent && exponent < LargestPlainExponent)
            return sign + PrintPlain(digits, exponent);
        string fraction = digits.Length == 1 ? "" : "." + digits[1..];
        string exponentSign = exponent < 0 ? "-" : "+";
        return sign + digits[0] + fraction + "e" + exponentSign + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
    }

    private static string PrintPlain(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        int integerDigits = exponent + 1;
        return digits.Length <= integerDigits
            ? digits + new string('0', integerDigits - digits.Length)
            : digits[..integerDigits] + "." + digits[integerDigits..];
    }

    /// <summary>Splits a number as .NET prints it into its digits and the power of ten of the first.</summary>
    private static (string Digits, int Exponent, bool IsNegative) Split(string text)
    {
        bool isNegative = text[0] == '-';
        string body = isNegative ? text[1..] : text;
        int e = body.IndexOf('E', StringComparison.Ordinal);
        int exponent = e < 0 ? 0 : int.Parse(body.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? body : body[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        string all = mantissa.Replace(".", "", StringComparison.Ordinal);
        string digits = all.TrimStart('0');
        exponent -= all.Length - digits.Length;
        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? ("0", 0, isNegative) : (digits, exponent, isNegative);
    }
}
