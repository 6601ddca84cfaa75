using System;
using System.Collections.Generic;

namespace Krait.Wasm.Text;

// Which words are tokens of the language, wherever they stand. Read for messages only: the specification's words differ for a
// word in the wrong place and for one that means nothing.
internal static class TextKeywords
{
    private static readonly HashSet<string> s_words = Build();

    public static bool IsToken(ReadOnlySpan<char> word) =>
        s_words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) || IsNumber(word) || IsAssignment(word, "offset=") || IsAssignment(word, "align=");

    // Whether the word begins as numbers do, well formed or not.
    public static bool LooksLikeNumber(ReadOnlySpan<char> word) =>
        char.IsAsciiDigit(word[0]) || word[0] is '+' or '-' || word.StartsWith("nan") || word is "inf";

    public static bool IsNumber(ReadOnlySpan<char> word) =>
        NumberLiteral.ParseInteger(word, 64, out _) != LiteralResult.Malformed || FloatLiteral.ParseF64(word, out _) != LiteralResult.Malformed;

    private static bool IsAssignment(ReadOnlySpan<char> word, string start) =>
        word.StartsWith(start) && NumberLiteral.ParseUnsigned(word[start.Length..], ulong.MaxValue, out _) != LiteralResult.Malformed;

    private static HashSet<string> Build()
    {
        HashSet<string> words = new(OpTexts.Index.Keys, StringComparer.Ordinal);
        foreach (var row in Wasm.TypeNames.HeapTypes)
        {
            words.Add(row.Keyword);
            words.Add(row.Shorthand);
        }

        foreach (var row in Wasm.TypeNames.NumberTypes)
            words.Add(row.Keyword);
        words.UnionWith(VectorLiteral.Shapes);
        words.UnionWith(
        [
            "i8", "i16", "mut", "ref", "null", "field", "sub", "final", "rec", "shared", "type", "param", "result", "local",
            "module", "import", "export", "func", "table", "memory", "global", "tag", "start", "elem", "data", "declare", "item",
            "offset", "then", "do", "catch", "catch_ref", "catch_all", "catch_all_ref", "nan:canonical", "nan:arithmetic",
            "binary", "quote", "definition", "instance", "register", "invoke", "get", "either",
        ]);
        return words;
    }
}
