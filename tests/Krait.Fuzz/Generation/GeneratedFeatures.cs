using System;
using Krait.Wasm;

namespace Krait.Fuzz.Generation;

/// <summary>Which features generated programs use: all that Krait supports, but for those that the environment names.</summary>
internal static class GeneratedFeatures
{
    /// <summary>Names of <see cref="WasmFeatures"/> to leave out, comma-separated, e.g. <c>Simd,TailCalls</c>.</summary>
    public const string Variable = "KRAIT_FUZZ_WITHOUT";

    public static WasmFeatures All { get; } = WasmFeatures.Supported & ~LeftOut();

    public static bool Has(WasmFeatures feature) => (All & feature) == feature;

    private static WasmFeatures LeftOut() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } names ? Enum.Parse<WasmFeatures>(names) : WasmFeatures.None;
}
