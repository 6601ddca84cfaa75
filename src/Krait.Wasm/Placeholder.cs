namespace Krait.Wasm;

internal static class Placeholder;
