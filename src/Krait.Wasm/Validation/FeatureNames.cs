namespace Krait.Wasm.Validation;

// The words for features in messages.
internal static class FeatureNames
{
    private static readonly (WasmFeatures Feature, string Name)[] s_rows =
    [
        (WasmFeatures.MutableGlobals, "importing or exporting mutable globals"),
        (WasmFeatures.SignExtension, "sign extension"),
        (WasmFeatures.SaturatingConversions, "saturating conversion"),
        (WasmFeatures.MultiValue, "multi-value"),
        (WasmFeatures.BulkMemory, "bulk memory"),
        (WasmFeatures.ReferenceTypes, "reference types"),
        (WasmFeatures.ExtendedConstants, "extended constant expressions"),
        (WasmFeatures.Simd, "simd"),
        (WasmFeatures.RelaxedSimd, "relaxed simd"),
        (WasmFeatures.Threads, "threads"),
        (WasmFeatures.TailCalls, "tail calls"),
        (WasmFeatures.ExceptionHandling, "exception handling"),
        (WasmFeatures.LegacyExceptions, "legacy exception handling"),
        (WasmFeatures.FunctionReferences, "typed function references"),
        (WasmFeatures.GarbageCollection, "garbage collection"),
        (WasmFeatures.Memory64, "memory64"),
        (WasmFeatures.MultiMemory, "multi-memory"),
    ];

    // The name of the first feature that is in `missing`.
    public static string OfFirst(WasmFeatures missing)
    {
        foreach (var (feature, name) in s_rows)
        {
            if ((missing & feature) != 0)
                return name;
        }

        throw new InternalErrorException($"feature {missing} has no name");
    }
}
