namespace Krait.Wasm;

/// <summary>Whether a global, field or element may change.</summary>
public enum Mutability
{
    /// <summary>Fixed once initialised.</summary>
    Constant,

    /// <summary>May be assigned.</summary>
    Variable,
}
