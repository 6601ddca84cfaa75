namespace Krait.Wasm.Validation;

// Which types may stand where another one is expected.
// Spec: valid/matching. Only the part that abstract references without structures need.
internal static class Subtyping
{
    public static bool Matches(ValueType found, ValueType expected)
    {
        if (found == expected || found == ValueType.Unknown || expected == ValueType.Unknown)
            return true;
        return found.IsReference
            && expected.IsReference
            && (found.HeapType == expected.HeapType || (found.HeapType == HeapType.NoExn && expected.HeapType == HeapType.Exn))
            && (expected.IsNullable || !found.IsNullable);
    }
}
