using System;
using System.Globalization;

namespace Krait.Search.Mapping;

/// <summary>Fits values of documents and queries to what a mapping says of their field.</summary>
internal static class ValueCoercion
{
    private static readonly string[] s_dateFormats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM",
        "yyyy",
    ];

    /// <summary>The value as the field's type has it; false when it is of another kind.</summary>
    public static bool TryCoerce(FieldType type, FieldValue value, out FieldValue coerced)
    {
        coerced = value;
        switch (type)
        {
            case FieldType.Text or FieldType.Keyword:
                if (value.Kind is ValueKinds.Long or ValueKinds.Double)
                    coerced = FieldValue.OfText(Convert.ToString(value.Key, CultureInfo.InvariantCulture)!);
                else
                    coerced = FieldValue.OfText(value.Text);
                return true;
            case FieldType.Long:
                return TryNumber(value, out coerced) && IsWhole(ref coerced);
            case FieldType.Double:
                return TryNumber(value, out coerced);
            case FieldType.Boolean:
                return TryBoolean(value, out coerced);
            case FieldType.Date:
                return TryDate(value, out coerced);
            default:
                return true;
        }
    }

    private static bool TryNumber(FieldValue value, out FieldValue number)
    {
        number = value;
        return (value.Kind & ValueKinds.Number) != 0
            || (value.Kind == ValueKinds.Text && FieldValue.TryParseNumber(value.Text, out number));
    }

    private static bool IsWhole(ref FieldValue number)
    {
        if (number.Kind == ValueKinds.Long)
            return true;
        double value = number.AsDouble;
        if (value != Math.Truncate(value) || Math.Abs(value) >= 9007199254740992d)
            return false;
        number = FieldValue.OfLong((long)value);
        return true;
    }

    private static bool TryBoolean(FieldValue value, out FieldValue boolean)
    {
        boolean = value;
        if (value.Kind == ValueKinds.Boolean)
            return true;
        if (value.Kind != ValueKinds.Text || value.Text is not ("true" or "false"))
            return false;
        boolean = FieldValue.OfBoolean(value.Text == "true");
        return true;
    }

    // Dates are indexed as milliseconds since 1970, UTC where the text names no zone.
    private static bool TryDate(FieldValue value, out FieldValue date)
    {
        date = value;
        if (value.Kind == ValueKinds.Long)
            return true;
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal;
        if (value.Kind != ValueKinds.Text
            || !DateTimeOffset.TryParseExact(value.Text, s_dateFormats, CultureInfo.InvariantCulture, Style, out DateTimeOffset time))
        {
            return false;
        }

        date = FieldValue.OfLong(time.ToUnixTimeMilliseconds());
        return true;
    }
}
