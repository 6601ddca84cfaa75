namespace Krait.Python;

/// <summary>What the caller of an extraction knows beside the source.</summary>
public sealed record MetadataOptions
{
    /// <summary>Nothing known.</summary>
    public static MetadataOptions Default { get; } = new();

    /// <summary>The entry function where none is called <c>udf_main</c>; null to take the only top-level function.</summary>
    public string? FunctionName { get; init; }

    /// <summary>The UDF's name where no comment says one and the function is called <c>udf_main</c>; null for the source's file name.</summary>
    public string? FallbackName { get; init; }
}
