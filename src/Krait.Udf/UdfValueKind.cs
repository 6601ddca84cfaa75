namespace Krait.Udf;

/// <summary>What a <see cref="UdfValue"/> holds.</summary>
public enum UdfValueKind
{
    /// <summary>Nothing; Python's <c>None</c>.</summary>
    None,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A 64-bit signed integer.</summary>
    Integer,

    /// <summary>A 64-bit float.</summary>
    Number,

    /// <summary>Unicode text.</summary>
    Text,

    /// <summary>A list or mapping, as JSON.</summary>
    Json,
}
