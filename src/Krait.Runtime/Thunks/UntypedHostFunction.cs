using Krait.Wasm;

namespace Krait.Runtime.Thunks;

/// <summary>A callback together with the type that its thunk was made for.</summary>
/// <param name="Type">Parameters and results.</param>
/// <param name="Callback">What it does.</param>
internal sealed record UntypedHostFunction(FunctionType Type, HostCallback Callback);
