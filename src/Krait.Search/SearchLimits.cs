using System;

namespace Krait.Search;

/// <summary>Bounds of everything a request can make grow.</summary>
public sealed record SearchLimits
{
    /// <summary>The defaults.</summary>
    public static SearchLimits Default { get; } = new();

    /// <summary>Queries inside queries. Default 20.</summary>
    public int MaximumQueryDepth { get; init; } = 20;

    /// <summary>Clauses of one search, all levels together. Default 1,024.</summary>
    public int MaximumClauses { get; init; } = 1024;

    /// <summary>Words of one full-text query. Default 1,024.</summary>
    public int MaximumQueryWords { get; init; } = 1024;

    /// <summary>Values of one <c>terms</c> or <c>ids</c> query. Default 65,536.</summary>
    public int MaximumTerms { get; init; } = 65_536;

    /// <summary>Characters of a <c>prefix</c> or <c>wildcard</c> pattern or a path of <c>_source</c>. Default 1,000.</summary>
    public int MaximumPatternCharacters { get; init; } = 1000;

    /// <summary>Paths of <c>_source</c>, included and excluded ones each. Default 100.</summary>
    public int MaximumSourcePaths { get; init; } = 100;

    /// <summary>Documents and computed fields of one answer, in bytes. Default 100 MiB.</summary>
    public long MaximumResponseBytes { get; init; } = 100 << 20;

    /// <summary>Largest <c>from + size</c>. Default 10,000.</summary>
    public int MaximumResultWindow { get; init; } = 10_000;

    /// <summary>Most <c>script_fields</c> of one search. Default 32.</summary>
    public int MaximumScriptFields { get; init; } = 32;

    /// <summary>Most <c>sort</c> keys of one search. Default 16.</summary>
    public int MaximumSortKeys { get; init; } = 16;

    /// <summary>Largest document in bytes. Default 1 MiB.</summary>
    public int MaximumDocumentBytes { get; init; } = 1 << 20;

    /// <summary>Largest document id in UTF-8 bytes. Default 512.</summary>
    public int MaximumIdBytes { get; init; } = 512;

    /// <summary>Objects inside objects in a document. Default 20.</summary>
    public int MaximumDocumentDepth { get; init; } = 20;

    /// <summary>Values (numbers, strings, booleans) of one document. Default 10,000.</summary>
    public int MaximumValuesPerDocument { get; init; } = 10_000;

    /// <summary>Distinct fields of one index. Default 1,000.</summary>
    public int MaximumFieldsPerIndex { get; init; } = 1000;

    /// <summary>Indices of one store. Default 1,000.</summary>
    public int MaximumIndices { get; init; } = 1000;

    /// <summary>Time of all user-defined functions of one search. Default 30 s.</summary>
    public TimeSpan MaximumUdfTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time of one search, its functions included. Default 60 s.</summary>
    public TimeSpan MaximumSearchTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>First errors of a function that a response tells. Default 10.</summary>
    public int MaximumReportedErrors { get; init; } = 10;
}
