using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Search.Query;

/// <summary>Splits text into words where the full-text index does: runs of letters, digits and private-use characters.</summary>
/// <remarks>
/// Folding case and accents is left to the index, which tokenizes each quoted word again;
/// so a difference between Unicode versions turns two words into a phrase and nothing worse.
/// </remarks>
internal static class TextWords
{
    /// <summary>Stands between the values of a field with several, so that no phrase reaches from one value into the next.</summary>
    public const string Gap = " \uE000 ";

    public static ImmutableArray<string> Split(string text)
    {
        ImmutableArray<string>.Builder words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsWordPart(rune, word.Length))
            {
                word.Append(rune.ToString());
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words.ToImmutable();
    }

    private static bool IsWordPart(Rune rune, int lengthSoFar)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.PrivateUse:
                return rune.Value != Gap[1];
            case UnicodeCategory.NonSpacingMark:
                return lengthSoFar > 0;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber:
                return true;
            default:
                return Rune.IsLetter(rune);
        }
    }
}
