using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Krait.Udf.Marshalling;

/// <summary>Reads JSON strings as UTF-8, without allocation where the JSON holds no escapes.</summary>
internal static class JsonText
{
    /// <summary>Gives the string's UTF-8.</summary>
    /// <param name="value">Any JSON value.</param>
    /// <param name="utf8">The text; valid while the value's document lives.</param>
    /// <returns>False when the value is no string, or holds a lone surrogate or bad UTF-8, which text cannot.</returns>
    public static bool TryRead(JsonElement value, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (value.ValueKind != JsonValueKind.String)
            return false;

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        ReadOnlySpan<byte> inside = raw[1..^1];
        if (!inside.Contains((byte)'\\'))
        {
            utf8 = inside;
            return Utf8.IsValid(inside);
        }

        try
        {
            utf8 = Encoding.UTF8.GetBytes(value.GetString()!);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
