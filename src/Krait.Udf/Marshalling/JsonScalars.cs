using System;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Krait.Udf.Marshalling;

/// <summary>
/// The one place that says which JSON scalar is which Python type. Strict, as Python's own types are:
/// an int is a number without fraction and exponent inside 64 bits, so 1.0 is a float and not an int;
/// a float is any number; a bool is true or false and never a number.
/// </summary>
internal static class JsonScalars
{
    public static FieldStatus ReadInteger(JsonElement value, out long result)
    {
        result = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out result) ? FieldStatus.Ok : FieldStatus.WrongType;
    }

    public static FieldStatus ReadNumber(JsonElement value, out double result)
    {
        result = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out result) ? FieldStatus.Ok : FieldStatus.WrongType;
    }

    public static FieldStatus ReadBoolean(JsonElement value, out bool result)
    {
        result = value.ValueKind == JsonValueKind.True;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? FieldStatus.Ok : FieldStatus.WrongType;
    }

    /// <summary>What a value is, in Python's words, for a message about its type.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.String => JsonText.TryRead(value, out _) ? "str" : "str with a lone surrogate or bad UTF-8",
        JsonValueKind.Number when JsonMarshal.GetRawUtf8Value(value).IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 => "float",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "int" : "int beyond 64 bits",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        _ => "None",
    };
}
