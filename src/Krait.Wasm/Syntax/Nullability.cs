namespace Krait.Wasm;

/// <summary>Whether a reference may be null.</summary>
public enum Nullability
{
    /// <summary>Never null: <c>(ref t)</c>.</summary>
    NonNull,

    /// <summary>Possibly null: <c>(ref null t)</c>.</summary>
    Nullable,
}
