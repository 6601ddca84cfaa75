using System.Collections.Generic;

namespace Krait.Conformance;

/// <summary>Cases that the typed tier does not run yet, each with its reason. A gap that closes fails its test.</summary>
internal static class KnownGaps
{
    /// <summary>Refused with a diagnostic today; the case is what should be possible.</summary>
    public static readonly IReadOnlyDictionary<string, string> Refused = new Dictionary<string, string>
    {
        ["builtins/math_module"] = "math.isqrt is not in the table of builtins",
        ["builtins/min_max_default"] = "min() and max() take no default=",
        ["builtins/sorted_key"] = "sorted(), min() and max() take no key=",
        ["exceptions/repr"] = "an exception has a str() but no repr()",
    };

    /// <summary>Diagnostics of the compiler that no program of a few lines can reach, each with where it is tested instead.</summary>
    public static readonly IReadOnlyDictionary<string, string> RowsWithoutCase = new Dictionary<string, string>
    {
        ["PY3005"] = "needs a source of a megabyte or a function of thousands of variables",
    };
}
