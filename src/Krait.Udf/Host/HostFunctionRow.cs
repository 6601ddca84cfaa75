using System;
using System.Collections.Immutable;
using Krait.Wasm;

namespace Krait.Udf.Host;

/// <summary>One function that a guest may import.</summary>
/// <param name="Module">First half of the import's name.</param>
/// <param name="Names">Second half: the name and its aliases.</param>
/// <param name="Type">The type an import must have.</param>
/// <param name="Bind">Makes the delegate over an instance's state.</param>
internal sealed record HostFunctionRow(
    string Module,
    ImmutableArray<string> Names,
    FunctionType Type,
    Func<HostState, Delegate> Bind);
