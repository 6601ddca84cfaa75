using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Suite;

// Assertions about what a module has done to another one's memory or table, where that module is refused for a feature of
// the known gaps.
internal static class KnownConsequences
{
    /// <summary>The feature.</summary>
    public const WasmFeatures Missing = WasmFeatures.MultiMemory;

    private static readonly HashSet<string> s_places =
    [
        "linking0.wast:42",
        "load1.wast:25",
        "load1.wast:26",
        "load1.wast:27",
        "load1.wast:28",
        "load1.wast:29",
    ];

    public static bool Contains(string place) => s_places.Contains(place);
}
