using System.Reflection.Emit;
using System.Threading;
using Krait.Runtime.Store;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

/// <summary>What compiling one function needs to know about the rest of the module.</summary>
/// <param name="Module">The module.</param>
/// <param name="Layout">Offsets in the context.</param>
/// <param name="Types">The engine's number of each function type, by type index.</param>
/// <param name="Methods">The entry method of each defined function.</param>
/// <param name="Options">What the engine asks for.</param>
/// <param name="CancellationToken">Ends the compilation.</param>
internal sealed record ModulePlan(
    Module Module,
    ContextLayout Layout,
    TypeLease Types,
    MethodBuilder[] Methods,
    EngineOptions Options,
    CancellationToken CancellationToken);
