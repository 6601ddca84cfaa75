using System;

namespace Krait.Wasm;

/// <summary>Checks modules against the rules of the specification.</summary>
/// <remarks>Spec: valid/modules.</remarks>
public static class ModuleValidator
{
    /// <summary>Checks a module and everything in it.</summary>
    /// <param name="module">The module; it stays as it is.</param>
    /// <param name="features">Which additions to WebAssembly 1.0 it may use.</param>
    /// <exception cref="InvalidModuleException">A rule is broken, or a feature is not there.</exception>
    /// <exception cref="MalformedModuleException">Code holds bytes that are no instruction.</exception>
    public static ValidatedModule Validate(Module module, WasmFeatures features = WasmFeatures.Supported) =>
        throw new NotSupportedException("validation is being written");
}
