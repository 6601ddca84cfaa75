using System.Collections.Immutable;
using Krait.Wasm;

namespace Krait.Runtime.Store;

// Where guest values stand in arrays of 64-bit words (arguments and results of untyped calls, scratch words, cells of
// globals, slots of the interpreter) a vector takes two words, low half first, and everything else takes one.

/// <summary>How many 64-bit words guest values take.</summary>
internal static class WordCounts
{
    public static int Of(ValueType type) => type == ValueType.V128 ? 2 : 1;

    public static int Of(ImmutableArray<ValueType> types)
    {
        int words = 0;
        foreach (ValueType type in types)
            words += Of(type);
        return words;
    }
}
