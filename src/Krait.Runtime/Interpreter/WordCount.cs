using System;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Interpreter;

/// <summary>How many 64-bit words values take.</summary>
internal static class WordCount
{
    public static int Of(ValueType type) => type == ValueType.V128 ? 2 : 1;

    public static int Of(ReadOnlySpan<ValueType> types)
    {
        int words = 0;
        foreach (ValueType type in types)
            words += Of(type);
        return words;
    }
}
