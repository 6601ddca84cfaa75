namespace Krait.Udf;

/// <summary>Which UDFs a list shows. A null member does not restrict; comparison is exact and case-sensitive.</summary>
public sealed record UdfFilter
{
    /// <summary>No restriction.</summary>
    public static UdfFilter None { get; } = new();

    /// <summary>The category must be this.</summary>
    public string? Category { get; init; }

    /// <summary>The author must be this.</summary>
    public string? Author { get; init; }

    /// <summary>The tags must hold this one.</summary>
    public string? Tag { get; init; }

    /// <summary>The language must be this.</summary>
    public UdfLanguage? Language { get; init; }

    /// <summary>The mode must be this; no version is of mode auto.</summary>
    public UdfMode? Mode { get; init; }

    internal bool Matches(UdfRecord record) =>
        (Category is null || record.Category == Category)
        && (Author is null || record.Author == Author)
        && (Tag is null || record.Tags.Contains(Tag))
        && (Language is null || record.Language == Language)
        && (Mode is null || record.Mode == Mode);
}
