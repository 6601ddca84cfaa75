namespace Krait.Udf.Marshalling;

/// <summary>The types that cross between JSON and a guest.</summary>
internal enum UdfTypeKind
{
    Any,
    None,
    String,
    Int64,
    Float64,
    Boolean,
    Int32,
    Float32,
    List,
    Map,
    Optional,
}
