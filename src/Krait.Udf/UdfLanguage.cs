namespace Krait.Udf;

/// <summary>What the registered source is written in.</summary>
public enum UdfLanguage
{
    /// <summary>Python text.</summary>
    Python,

    /// <summary>A binary WebAssembly module.</summary>
    Wasm,

    /// <summary>WebAssembly text.</summary>
    Wat,
}
