using System;
using System.Runtime.InteropServices;

namespace Krait.Runtime.Persisting;

/// <summary>What generated code depends on besides its module.</summary>
internal static class CodeKey
{
    /// <summary>
    /// The exact builds of the engine, the version of .NET, the processor's architecture and the settings that code is compiled
    /// with. Code goes with equal keys only.
    /// </summary>
    public static string Of(EngineOptions options) => FormattableString.Invariant(
        $"krait {typeof(Engine).Module.ModuleVersionId:N}-{typeof(Krait.Wasm.Module).Module.ModuleVersionId:N} dotnet {Environment.Version} {RuntimeInformation.ProcessArchitecture} fuel {options.MeterFuel} loops {options.LoopChecks} functions {options.LargeFunctions} {options.MethodSizes.Whole} {options.MethodSizes.Part}");
}
