using System;
using System.Text.Json;

namespace Krait.Udf.Marshalling;

/// <summary>Whether a JSON value may be passed where a type is declared. The rules are those of <see cref="JsonScalars"/>.</summary>
internal static class TypeCheck
{
    public static bool Fits(JsonElement value, UdfType type) => type.Kind switch
    {
        UdfTypeKind.Any => true,
        UdfTypeKind.None => value.ValueKind == JsonValueKind.Null,
        UdfTypeKind.String => JsonText.TryRead(value, out _),
        UdfTypeKind.Int64 => JsonScalars.ReadInteger(value, out _) == FieldStatus.Ok,
        UdfTypeKind.Int32 => JsonScalars.ReadInteger(value, out long integer) == FieldStatus.Ok && integer is >= int.MinValue and <= int.MaxValue,
        UdfTypeKind.Float64 or UdfTypeKind.Float32 => JsonScalars.ReadNumber(value, out _) == FieldStatus.Ok,
        UdfTypeKind.Boolean => JsonScalars.ReadBoolean(value, out _) == FieldStatus.Ok,
        UdfTypeKind.Optional => value.ValueKind == JsonValueKind.Null || Fits(value, type.Element!),
        UdfTypeKind.List => value.ValueKind == JsonValueKind.Array && AllFit(value, type.Element!),
        UdfTypeKind.Map => value.ValueKind == JsonValueKind.Object && AllMembersFit(value, type.Element!),
        _ => throw new InvalidOperationException(type.ToString()),
    };

    private static bool AllFit(JsonElement array, UdfType type)
    {
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (!Fits(item, type))
                return false;
        }

        return true;
    }

    private static bool AllMembersFit(JsonElement mapping, UdfType type)
    {
        foreach (JsonProperty member in mapping.EnumerateObject())
        {
            if (!Fits(member.Value, type))
                return false;
        }

        return true;
    }
}
