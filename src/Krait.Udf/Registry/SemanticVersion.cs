using System;
using System.Diagnostics.CodeAnalysis;

namespace Krait.Udf.Registry;

/// <summary>A version in the order of Semantic Versioning 2.0.0, section 11. Build metadata is kept in the text and does not order.</summary>
internal sealed class SemanticVersion : IComparable<SemanticVersion>
{
    private readonly ulong[] _core;
    private readonly string[] _prerelease;

    private SemanticVersion(string text, ulong[] core, string[] prerelease)
    {
        Text = text;
        _core = core;
        _prerelease = prerelease;
    }

    /// <summary>The version as it was written.</summary>
    public string Text { get; }

    public bool IsPrerelease => _prerelease.Length != 0;

    public static bool TryParse(string? text, [NotNullWhen(true)] out SemanticVersion? version)
    {
        version = null;
        if (text is null || text.Length is 0 or > 256)
            return false;

        int plus = text.IndexOf('+', StringComparison.Ordinal);
        string ordered = plus < 0 ? text : text[..plus];
        if (0 <= plus && !AreIdentifiers(text[(plus + 1)..].Split('.'), Zeros.Allowed))
            return false;

        int dash = ordered.IndexOf('-', StringComparison.Ordinal);
        string[] prerelease = dash < 0 ? [] : ordered[(dash + 1)..].Split('.');
        if (0 <= dash && !AreIdentifiers(prerelease, Zeros.Refused))
            return false;

        string[] parts = (dash < 0 ? ordered : ordered[..dash]).Split('.');
        if (parts.Length != 3)
            return false;

        var core = new ulong[3];
        for (int i = 0; i < 3; i++)
        {
            if (!IsNumber(parts[i]) || !ulong.TryParse(parts[i], out core[i]) || HasLeadingZero(parts[i]))
                return false;
        }

        version = new SemanticVersion(text, core, prerelease);
        return true;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;

        for (int i = 0; i < 3; i++)
        {
            int order = _core[i].CompareTo(other._core[i]);
            if (order != 0)
                return order;
        }

        return ComparePrerelease(_prerelease, other._prerelease);
    }

    public override string ToString() => Text;

    // A release comes after its prereleases; a longer list of identifiers after its own beginning.
    private static int ComparePrerelease(string[] a, string[] b)
    {
        if (a.Length == 0 || b.Length == 0)
            return b.Length.CompareTo(a.Length);

        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            int order = CompareIdentifier(a[i], b[i]);
            if (order != 0)
                return order;
        }

        return a.Length.CompareTo(b.Length);
    }

    // Numbers by value and before words; words by ASCII. Numbers of any length compare by length first.
    private static int CompareIdentifier(string a, string b)
    {
        bool isNumberA = IsNumber(a);
        bool isNumberB = IsNumber(b);
        if (isNumberA != isNumberB)
            return isNumberA ? -1 : 1;

        if (isNumberA && a.Length != b.Length)
            return a.Length.CompareTo(b.Length);

        return string.CompareOrdinal(a, b);
    }

    private static bool AreIdentifiers(string[] identifiers, Zeros zeros)
    {
        foreach (string identifier in identifiers)
        {
            if (identifier.Length == 0)
                return false;

            foreach (char c in identifier)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                    return false;
            }

            if (zeros == Zeros.Refused && IsNumber(identifier) && HasLeadingZero(identifier))
                return false;
        }

        return true;
    }

    private static bool IsNumber(string text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return text.Length != 0;
    }

    private static bool HasLeadingZero(string number) => number.Length > 1 && number[0] == '0';

    private enum Zeros
    {
        Allowed,
        Refused,
    }
}
