using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Krait.Search.Query;

/// <summary>
/// A pattern of characters, <c>*</c> for any run and <c>?</c> for any one character; a backslash takes the next character as it is.
/// Matching needs no recursion and at most pattern times text steps.
/// </summary>
internal sealed class WildcardPattern
{
    // No character has a negative number, so these cannot be taken for one.
    private const int AnyRun = -1;
    private const int AnyOne = -2;

    private readonly int[] _pattern;
    private readonly LetterCase _case;

    public WildcardPattern(string pattern, LetterCase letters)
    {
        _case = letters;
        var items = new List<int>();
        var literal = new StringBuilder();
        bool escaped = false;
        bool isPrefix = true;
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            if (!escaped && rune.Value == '\\')
            {
                escaped = true;
                continue;
            }

            bool isWildcard = !escaped && rune.Value is (int)'*' or (int)'?';
            isPrefix &= !isWildcard;
            if (isPrefix)
                literal.Append(rune.ToString());
            items.Add(isWildcard ? (rune.Value == '*' ? AnyRun : AnyOne) : Fold(rune));
            escaped = false;
        }

        _pattern = [.. items];
        LiteralPrefix = letters == LetterCase.Exact ? literal.ToString() : "";
    }

    /// <summary>A pattern of every text that begins with this.</summary>
    public static WildcardPattern OfPrefix(string text, LetterCase letters) => new(Escape(text) + "*", letters);

    /// <summary>A pattern of this text and no other.</summary>
    public static WildcardPattern OfText(string text, LetterCase letters) => new(Escape(text), letters);

    /// <summary>What every match begins with; empty when case does not count.</summary>
    public string LiteralPrefix { get; }

    public bool Matches(string text)
    {
        int[] runes = new int[text.Length];
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
            runes[count++] = Fold(rune);

        int at = 0;
        int item = 0;
        int lastRun = -1;
        int resume = 0;
        while (at < count)
        {
            if (item < _pattern.Length && _pattern[item] == AnyRun)
            {
                lastRun = item++;
                resume = at;
            }
            else if (item < _pattern.Length && (_pattern[item] == AnyOne || _pattern[item] == runes[at]))
            {
                item++;
                at++;
            }
            else if (lastRun >= 0)
            {
                item = lastRun + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (item < _pattern.Length && _pattern[item] == AnyRun)
            item++;
        return item == _pattern.Length;
    }

    private int Fold(Rune rune) => _case == LetterCase.Ignored ? Rune.ToLower(rune, CultureInfo.InvariantCulture).Value : rune.Value;

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal)
            .Replace("?", "\\?", StringComparison.Ordinal);
}
