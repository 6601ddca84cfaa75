using System.Buffers;
using System.Collections.Generic;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Krait.Guests;
using Krait.Udf.Host;

namespace Krait.Udf.Interpreters;

/// <summary>Makes a UDF's result of what a Python function gave.</summary>
internal static class ResultConversion
{
    /// <summary>Converts one result.</summary>
    /// <param name="value">As it crossed.</param>
    /// <param name="limitBytes">The most that its JSON may take.</param>
    /// <exception cref="UdfException">It is of a type that has no JSON, or too large.</exception>
    public static UdfValue ToValue(object? value, long limitBytes)
    {
        switch (value)
        {
            case null:
                return UdfValue.None;
            case bool truth:
                return UdfValue.FromBoolean(truth);
            case long integer:
                return UdfValue.FromInteger(integer);
            case double number:
                return UdfValue.FromNumber(number);
            case string text:
                CheckText(text);
                CheckSize(Encoding.UTF8.GetByteCount(text), limitBytes);
                return UdfValue.FromText(text);
            case BigInteger:
                throw GuestError.Raise("OverflowError", "the result is an int beyond 64 bits; return a float or str");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(value, writer, limitBytes);
        return UdfValue.FromJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public static void CheckSize(long sizeBytes, long limitBytes)
    {
        if (limitBytes < sizeBytes)
            throw TooLarge(limitBytes);
    }

    public static UdfException TooLarge(long limitBytes) =>
        new(UdfErrorCode.PayloadTooLarge, $"the result is larger than result_bytes, {limitBytes} bytes");

    // Depth is bounded by what crosses.
    private static void Write(object? value, Utf8JsonWriter writer, long limitBytes)
    {
        switch (value)
        {
            case IReadOnlyList<object?> items:
                writer.WriteStartArray();
                foreach (object? item in items)
                    Write(item, writer, limitBytes);
                writer.WriteEndArray();
                break;
            case PythonDictionary dictionary:
                writer.WriteStartObject();
                foreach ((object? key, object? item) in dictionary)
                {
                    string name = key as string ?? throw GuestError.Raise("TypeError", $"the keys of a dict in a result must be str, found {key ?? "None"}");
                    CheckText(name);
                    writer.WritePropertyName(name);
                    Write(item, writer, limitBytes);
                }

                writer.WriteEndObject();
                break;
            case null or bool or long or double or string or BigInteger:
                ToValue(value, limitBytes).WriteTo(writer);
                break;
            default:
                throw GuestError.Raise("TypeError", $"a UDF returns None, bool, int, float, str, list, tuple or dict, not {value.GetType().Name}");
        }

        CheckSize(writer.BytesCommitted + writer.BytesPending, limitBytes);
    }

    private static void CheckText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                throw GuestError.Raise("UnicodeEncodeError", "text in the result holds a lone surrogate");
            i++;
        }
    }
}
