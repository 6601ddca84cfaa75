using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace Krait.Python.Syntax;

/// <summary>What may have been meant by a word at the start of a line that no statement starts with.</summary>
internal static class KeywordSuggestions
{
    private const int ShortestMisspelled = 3;

    // Words of other languages, and what Python has for them.
    private static readonly FrozenDictionary<string, string> s_foreignWords = new Dictionary<string, string>
    {
        ["elseif"] = "'elif'",
        ["elsif"] = "'elif'",
        ["function"] = "'def'",
        ["func"] = "'def'",
        ["fn"] = "'def'",
        ["fun"] = "'def'",
        ["sub"] = "'def'",
        ["foreach"] = "'for'",
        ["switch"] = "'match'",
        ["throw"] = "'raise'",
        ["catch"] = "'except'",
        ["using"] = "'with' or 'import'",
        ["include"] = "'import'",
        ["require"] = "'import'",
        ["var"] = "an assignment without a word before the name",
        ["let"] = "an assignment without a word before the name",
        ["const"] = "an assignment without a word before the name",
        ["delete"] = "'del'",
        ["void"] = "'def'",
        ["struct"] = "'class'",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds what a word may stand for: a word of another language, or a keyword with one slip.</summary>
    public static bool TryFind(string word, out string suggestion)
    {
        if (s_foreignWords.TryGetValue(word, out string? known))
        {
            suggestion = known;
            return true;
        }

        suggestion = "";
        if (word.Length < ShortestMisspelled)
            return false;
        for (TokenKind kind = TokenKind.False; kind <= TokenKind.Yield; kind++)
        {
            bool startsStatement = kind is not (TokenKind.And or TokenKind.As or TokenKind.In or TokenKind.Is or TokenKind.Or);
            if (!startsStatement || !IsOneSlip(word, TokenFacts.Spelling(kind)))
                continue;
            suggestion = TokenFacts.Describe(kind);
            return true;
        }

        return false;
    }

    /// <summary>Whether two words differ by one letter added, left out, replaced, or swapped with the next.</summary>
    private static bool IsOneSlip(ReadOnlySpan<char> word, ReadOnlySpan<char> keyword)
    {
        int start = word.CommonPrefixLength(keyword);
        ReadOnlySpan<char> found = word[start..];
        ReadOnlySpan<char> meant = keyword[start..];
        if (1 < Math.Abs(found.Length - meant.Length))
            return false;
        if (found.Length < meant.Length)
            return found.SequenceEqual(meant[1..]);
        if (meant.Length < found.Length)
            return meant.SequenceEqual(found[1..]);
        if (found.IsEmpty || found[1..].SequenceEqual(meant[1..]))
            return !found.IsEmpty;
        return found[0] == meant[1] && found[1] == meant[0] && found[2..].SequenceEqual(meant[2..]);
    }
}
