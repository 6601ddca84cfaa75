namespace Krait.Udf.Marshalling;

/// <summary>From a type to its marshal.</summary>
internal static class Marshals
{
    private static readonly IntMarshal s_int = new();
    private static readonly FloatMarshal s_float = new();
    private static readonly BoolMarshal s_bool = new();
    private static readonly StringMarshal s_string = new();
    private static readonly NoneMarshal s_none = new();
    private static readonly Int32Marshal s_int32 = new();
    private static readonly Float32Marshal s_float32 = new();

    /// <summary>The marshal of a type, or null when its values cannot be passed to a module.</summary>
    public static TypeMarshal? OfOrNull(UdfType type) => type.Kind switch
    {
        UdfTypeKind.Int64 => s_int,
        UdfTypeKind.Float64 => s_float,
        UdfTypeKind.Boolean => s_bool,
        UdfTypeKind.String => s_string,
        UdfTypeKind.None => s_none,
        UdfTypeKind.Int32 => s_int32,
        UdfTypeKind.Float32 => s_float32,
        UdfTypeKind.List => OfOrNull(type.Element!) is { } element ? new ListMarshal(element) : null,
        UdfTypeKind.Optional => OfOrNull(type.Element!) is { } element ? new OptionalMarshal(element) : null,
        _ => null,
    };

    /// <summary>The marshal of a type.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidParameters"/>: values of this type cannot cross.</exception>
    public static TypeMarshal Of(UdfType type) => OfOrNull(type) ?? throw new UdfException(
        UdfErrorCode.InvalidParameters,
        $"values of type {type} cannot cross into a module; use str, int, float, bool, lists of them or T | None")
    {
        Scope = UdfErrorScope.Request,
    };
}
