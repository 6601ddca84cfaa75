using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>What translating one function needs to know about the rest of the module.</summary>
/// <param name="Module">The module.</param>
/// <param name="Layout">Offsets in the context.</param>
/// <param name="Types">The engine's number of each function type, by type index.</param>
/// <param name="Entries">Address of the first defined function's <see cref="FunctionEntry"/>.</param>
/// <param name="Options">What the engine asks for.</param>
internal sealed record TranslationPlan(Module Module, ContextLayout Layout, TypeLease Types, nint Entries, EngineOptions Options);
