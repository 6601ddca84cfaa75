using System;
using System.Collections.Immutable;
using System.Threading;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>What compiling one function needs to know about the rest of the module.</summary>
/// <param name="Validated">The module.</param>
/// <param name="Layout">Offsets in the context.</param>
/// <param name="Options">What the engine asks for.</param>
/// <param name="CancellationToken">Ends the compilation.</param>
internal sealed record ModulePlan(ValidatedModule Validated, ContextLayout Layout, EngineOptions Options, CancellationToken CancellationToken)
{
    public Module Module => Validated.Module;

    public ImmutableArray<FunctionShape> Shapes => Validated.FunctionShapes;

    /// <summary>The unit that the function is in.</summary>
    public CodeUnit? Unit { get; init; }

    /// <summary>Where the addresses of the code of defined functions, or of stubs for it, are, for calls of other units; 0 where all are in one.</summary>
    public nint CodeAddresses { get; init; }

    /// <summary>Whether large functions are made ready on their first call instead of before all calls.</summary>
    public bool PreparesOnCall { get; init; }

    /// <summary>Is told how many functions have been compiled.</summary>
    public IProgress<int>? Progress { get; init; }
}
