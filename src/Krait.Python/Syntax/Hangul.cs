using System.Collections.Generic;

namespace Krait.Python.Syntax;

/// <summary>Hangul syllables, which Unicode composes, decomposes and names by a formula: The Unicode Standard, conjoining jamo behavior.</summary>
internal static class Hangul
{
    private const int SyllableBase = 0xAC00;
    private const int LeadingBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailingBase = 0x11A7;
    private const int LeadingCount = 19;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;
    private const int SyllableCount = LeadingCount * VowelCount * TrailingCount;

    private static readonly string[] s_leading =
        ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];

    private static readonly string[] s_vowels =
        ["A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"];

    private static readonly string[] s_trailing =
    [
        "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH",
        "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H",
    ];

    /// <summary>All syllables with their names.</summary>
    public static IEnumerable<(string Name, int CodePoint)> SyllableNames()
    {
        for (int index = 0; index < SyllableCount; index++)
        {
            string leading = s_leading[index / (VowelCount * TrailingCount)];
            string vowel = s_vowels[index / TrailingCount % VowelCount];
            yield return ("HANGUL SYLLABLE " + leading + vowel + s_trailing[index % TrailingCount], SyllableBase + index);
        }
    }

    /// <summary>Adds a syllable's two or three jamo to a list; false for any other character.</summary>
    public static bool TryDecompose(int codePoint, List<int> result)
    {
        int index = codePoint - SyllableBase;
        if (index < 0 || SyllableCount <= index)
            return false;
        result.Add(LeadingBase + (index / (VowelCount * TrailingCount)));
        result.Add(VowelBase + (index / TrailingCount % VowelCount));
        if (index % TrailingCount != 0)
            result.Add(TrailingBase + (index % TrailingCount));
        return true;
    }

    /// <summary>Joins two jamo, or a syllable and a trailing one.</summary>
    public static bool TryCompose(int first, int second, out int composed)
    {
        int leading = first - LeadingBase;
        int vowel = second - VowelBase;
        composed = SyllableBase + (((leading * VowelCount) + vowel) * TrailingCount);
        if (0 <= leading && leading < LeadingCount && 0 <= vowel && vowel < VowelCount)
            return true;
        int syllable = first - SyllableBase;
        int trailing = second - TrailingBase;
        composed = first + trailing;
        return 0 <= syllable && syllable < SyllableCount && syllable % TrailingCount == 0 && 0 < trailing && trailing < TrailingCount;
    }
}
