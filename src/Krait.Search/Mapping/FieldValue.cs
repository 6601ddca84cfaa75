using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Krait.Search.Mapping;

/// <summary>The kinds of values that a field may hold, as flags, because a dynamic field may hold several.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Text = 1,
    Long = 2,
    Double = 4,
    Boolean = 8,
    Number = Long | Double,
}

/// <summary>One indexed value: a text, a 64-bit integer, a finite double or a boolean.</summary>
internal readonly record struct FieldValue
{
    // Longer texts are indexed by their beginning and a hash of the whole, so that equality stays exact.
    private const int LongestKeyCharacters = 1000;

    private readonly string? _text;
    private readonly long _long;
    private readonly double _double;

    private FieldValue(ValueKinds kind, string? text, long longValue, double doubleValue)
    {
        Kind = kind;
        _text = text;
        _long = longValue;
        _double = doubleValue;
    }

    /// <summary>Exactly one flag.</summary>
    public ValueKinds Kind { get; }

    /// <summary>The text as it came; empty for other kinds.</summary>
    public string Text => _text ?? "";

    public double AsDouble => Kind == ValueKinds.Long ? _long : _double;

    public static FieldValue OfText(string text) => new(ValueKinds.Text, text, 0, 0);

    public static FieldValue OfLong(long value) => new(ValueKinds.Long, null, value, 0);

    public static FieldValue OfDouble(double value) => new(ValueKinds.Double, null, 0, value);

    public static FieldValue OfBoolean(bool value) => new(ValueKinds.Boolean, value ? "true" : "false", 0, 0);

    /// <summary>A number as an integer where it is one that fits, otherwise as the nearest double, infinite when too large.</summary>
    public static FieldValue OfNumber(JsonElement number) =>
        number.TryGetInt64(out long whole) ? OfLong(whole) : OfDouble(number.GetDouble());

    /// <summary>The number a text spells, for queries that quote their numbers.</summary>
    public static bool TryParseNumber(string text, out FieldValue value)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            value = OfLong(whole);
            return true;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool parsed = double.TryParse(text, Style, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
        value = OfDouble(number);
        return parsed;
    }

    /// <summary>What the value index stores and compares: integers and reals by number, texts by UTF-8 bytes.</summary>
    public object Key => Kind switch
    {
        ValueKinds.Long => _long,
        ValueKinds.Double => _double,
        _ => KeyOf(Text),
    };

    /// <summary>The key of a text: itself, or its beginning and a hash where it is long.</summary>
    private static string KeyOf(string text)
    {
        if (text.Length <= LongestKeyCharacters)
            return text;
        int length = char.IsHighSurrogate(text[LongestKeyCharacters - 1]) ? LongestKeyCharacters - 1 : LongestKeyCharacters;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Concat(text.AsSpan(0, length), "\uFFFF", Convert.ToHexStringLower(hash));
    }
}
