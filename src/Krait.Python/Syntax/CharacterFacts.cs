using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace Krait.Python.Syntax;

/// <summary>Which characters make identifiers: Python reference, names (XID_Start and XID_Continue of Unicode).</summary>
internal static class CharacterFacts
{
    // The two properties are general categories plus and minus a few characters, which these strings list.
    private const string OtherStart = "_\u2118\u212E\u1885\u1886";
    private const string NotStart = "\u037A\u0E33\u0EB3\u2E2F\uFE70\uFE72\uFE74\uFE76\uFE78\uFE7A\uFE7C\uFE7E\uFF9E\uFF9F\uFDFA\uFDFB";
    private const string OtherPart = "\u00B7\u0387\u1369\u136A\u136B\u136C\u136D\u136E\u136F\u1370\u1371\u19DA\u200C\u200D\u30FB\uFF65\u0E33\u0EB3\uFF9E\uFF9F";

    /// <summary>Whether a character may begin a word; one outside ASCII is looked at when the word is whole.</summary>
    public static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c == '_' || 127 < c;

    /// <summary>Whether a character may stand inside a word; one outside ASCII is looked at when the word is whole.</summary>
    public static bool IsIdentifierPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || 127 < c;

    /// <summary>The index of the first character that no identifier has, or -1.</summary>
    public static int FindNonIdentifier(ReadOnlySpan<char> word)
    {
        int index = 0;
        while (index < word.Length)
        {
            bool isWhole = Rune.DecodeFromUtf16(word[index..], out Rune rune, out int length) == OperationStatus.Done;
            bool isFine = isWhole && (index == 0 ? IsStart(rune) : IsPart(rune));
            if (!isFine)
                return index;
            index += length;
        }

        return -1;
    }

    /// <summary>A character as messages show it: <c>'$' (U+0024)</c>.</summary>
    public static string Describe(int codePoint)
    {
        string number = "U+" + codePoint.ToString("X4", CultureInfo.InvariantCulture);
        bool isVisible = Rune.IsValid(codePoint) && Rune.GetUnicodeCategory(new Rune(codePoint)) is
            not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        return isVisible ? $"'{char.ConvertFromUtf32(codePoint)}' ({number})" : number;
    }

    private static bool IsStart(Rune rune)
    {
        bool isListed = rune.IsBmp && OtherStart.Contains((char)rune.Value);
        if (isListed)
            return true;
        bool isExcluded = rune.IsBmp && (NotStart.Contains((char)rune.Value) || rune.Value is >= 0xFC5E and <= 0xFC63);
        return !isExcluded && Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
    }

    private static bool IsPart(Rune rune)
    {
        if (IsStart(rune) || (rune.IsBmp && OtherPart.Contains((char)rune.Value)))
            return true;
        return Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
    }
}
