using System.Collections.Generic;

namespace Krait.Search.Query;

/// <summary>Which parts of a document a hit shows: paths or patterns with <c>*</c>; exclusion wins over inclusion.</summary>
internal sealed record SourceFilter(bool IsWanted, IReadOnlyList<string> Includes, IReadOnlyList<string> Excludes)
{
    public static SourceFilter Everything { get; } = new(IsWanted: true, [], []);

    public bool IsEverything => IsWanted && Includes.Count == 0 && Excludes.Count == 0;
}
