using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace Krait.Wasm;

// Instructions by keyword. A class of its own, so that only the text parser pays for the index.
internal static class OpTexts
{
    public static FrozenDictionary<string, WasmOp> Index { get; } = Build();

    private static FrozenDictionary<string, WasmOp> Build()
    {
        Dictionary<string, WasmOp> index = new(StringComparer.Ordinal);
        foreach (var op in OpFacts.All)
            index.TryAdd(OpFacts.TextOf(op), op);
        return index.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
