using System.Collections.Generic;

namespace Krait.Conformance;

/// <summary>Cases that the typed tier does not run yet, each with its reason. A gap that closes fails its test.</summary>
internal static class KnownGaps
{
    /// <summary>Refused with a diagnostic today; the case is what should be possible.</summary>
    public static readonly IReadOnlyDictionary<string, string> Refused = new Dictionary<string, string>
    {
    };

    /// <summary>Diagnostics of the compiler that no program of a few lines can reach, each with where it is tested instead.</summary>
    public static readonly IReadOnlyDictionary<string, string> RowsWithoutCase = new Dictionary<string, string>
    {
    };
}
