using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;

namespace Krait.Guests.Errors;

/// <summary>Kinds of parts of an expression.</summary>
internal enum PartKind
{
    /// <summary>A name; also <c>None</c>, <c>True</c> and <c>False</c>.</summary>
    Name,

    /// <summary>A number or text.</summary>
    Literal,

    /// <summary>From a bracket to the one that closes it.</summary>
    Brackets,

    /// <summary>An arithmetic operator.</summary>
    Operator,

    /// <summary>A dot.</summary>
    Dot,
}

/// <summary>A part of an expression that is in no brackets itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Strength">Of operators: stronger ones are done earlier.</param>
internal readonly record struct ExpressionPart(PartKind Kind, int Start, int End, int Strength = 0)
{
    public const int PowerStrength = 7;

    private const int MaximumTextDepth = 150;

    private static readonly (string Text, int Strength)[] s_operators =
    [
        ("**", PowerStrength), ("//", 5), ("<<", 3), (">>", 3), ("*", 5), ("/", 5), ("%", 5), ("@", 5), ("+", 4), ("-", 4), ("&", 2), ("^", 1), ("|", 0), ("~", 6),
    ];

    // Where one of these stands outside of brackets, the whole is neither an operation nor a call nor an index.
    private static readonly FrozenSet<string> s_words = FrozenSet.Create(
        StringComparer.Ordinal,
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
        "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield");

    public int Length => End - Start;

    /// <summary>Whether it is an expression in brackets that are only there to hold it together.</summary>
    public bool IsParenthesized(string source)
    {
        if (Kind != PartKind.Brackets || source[Start] != '(' || Length < 3)
            return false;
        ReadOnlySpan<char> inside = source.AsSpan(Start + 1, Length - 2).Trim();
        return !inside.IsEmpty && !HasCommaOrLoop(source, Start + 1, End - 1);
    }

    /// <summary>Takes an expression apart.</summary>
    /// <returns>Null if it is none whose parts matter: it compares, decides, or is a statement.</returns>
    public static List<ExpressionPart>? Split(string source)
    {
        List<ExpressionPart> parts = [];
        for (int at = 0; at < source.Length;)
        {
            char c = source[at];
            if (SkipBlank(source, ref at))
                continue;
            int start = at;
            if (SkipText(source, ref at) || SkipNumber(source, ref at))
            {
                parts.Add(new ExpressionPart(PartKind.Literal, start, at));
            }
            else if (IsNameCharacter(c))
            {
                SkipName(source, ref at);
                if (s_words.Contains(source[start..at]))
                    return null;
                parts.Add(new ExpressionPart(PartKind.Name, start, at));
            }
            else if (c is '(' or '[' or '{')
            {
                if (!SkipBrackets(source, ref at))
                    return null;
                parts.Add(new ExpressionPart(PartKind.Brackets, start, at));
            }
            else if (c == '.')
            {
                at++;
                parts.Add(new ExpressionPart(PartKind.Dot, start, at));
            }
            else if (FindOperator(source, at) is var (text, strength) && text.Length > 0 && !IsAssignment(source, at + text.Length))
            {
                at += text.Length;
                parts.Add(new ExpressionPart(PartKind.Operator, start, at, strength));
            }
            else
            {
                return null;
            }
        }

        return parts;
    }

    private static bool IsAssignment(string source, int at) => at < source.Length && source[at] == '=';

    private static (string Text, int Strength) FindOperator(string source, int at)
    {
        foreach ((string text, int strength) in s_operators)
        {
            if (string.CompareOrdinal(source, at, text, 0, text.Length) == 0)
                return (text, strength);
        }

        return ("", 0);
    }

    private static bool HasCommaOrLoop(string source, int at, int end)
    {
        while (at < end)
        {
            int start = at;
            if (SkipBlank(source, ref at) || SkipText(source, ref at))
                continue;
            if (source[at] is '(' or '[' or '{')
            {
                if (!SkipBrackets(source, ref at))
                    return true;
            }
            else if (IsNameCharacter(source[at]))
            {
                SkipName(source, ref at);
                if (source.AsSpan(start, at - start) is "for")
                    return true;
            }
            else if (source[at++] == ',')
            {
                return true;
            }
        }

        return false;
    }

    private static bool SkipBlank(string source, ref int at)
    {
        int start = at;
        while (at < source.Length && (char.IsWhiteSpace(source[at]) || source[at] is '\\' or '#'))
            at = source[at] is '\\' or '#' && source.IndexOf('\n', at) is var end ? (end < 0 ? source.Length : end) : at + 1;
        return at > start;
    }

    private static bool SkipBrackets(string source, ref int at)
    {
        int depth = 0;
        while (at < source.Length)
        {
            if (SkipBlank(source, ref at) || SkipText(source, ref at))
                continue;
            if (IsNameCharacter(source[at]))
            {
                SkipName(source, ref at);
                continue;
            }

            depth += source[at] switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' => -1,
                _ => 0,
            };
            at++;
            if (depth == 0)
                return true;
        }

        return false;
    }

    // Text with what stands before its quotes. In formatted text a quote within { } belongs to an expression.
    private static bool SkipText(string source, ref int at, int depth = 0)
    {
        int quote = at;
        while (quote < source.Length && quote - at < 2 && char.IsAsciiLetter(source[quote]))
            quote++;
        if (quote >= source.Length || source[quote] is not ('"' or '\''))
            return false;
        string prefix = source[at..quote].ToUpperInvariant();
        if (prefix is not ("" or "B" or "F" or "R" or "U" or "T" or "BR" or "RB" or "FR" or "RF" or "TR" or "RT"))
            return false;
        bool isFormatted = prefix.Contains('F', StringComparison.Ordinal) || prefix.Contains('T', StringComparison.Ordinal);
        string end = string.CompareOrdinal(source, quote, new string(source[quote], 3), 0, 3) == 0 ? new string(source[quote], 3) : source[quote].ToString();
        at = quote + end.Length;
        while (at < source.Length && string.CompareOrdinal(source, at, end, 0, end.Length) != 0)
        {
            if (isFormatted && source[at] == '{')
            {
                if (at + 1 < source.Length && source[at + 1] == '{')
                    at += 2;
                else
                    SkipReplacement(source, ref at, depth);
                continue;
            }

            at += source[at] == '\\' ? 2 : 1;
        }

        at = Math.Min(at + end.Length, source.Length);
        return true;
    }

    // From { to its }. What is nested deeper than CPython takes it is skipped to the end.
    private static void SkipReplacement(string source, ref int at, int depth)
    {
        int open = 0;
        while (at < source.Length)
        {
            if (depth >= MaximumTextDepth)
            {
                at = source.Length;
                return;
            }

            if (SkipText(source, ref at, depth + 1))
                continue;
            open += source[at] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            at++;
            if (open == 0)
                return;
        }
    }

    private static bool SkipNumber(string source, ref int at)
    {
        int first = source[at] == '.' ? at + 1 : at;
        if (first >= source.Length || !char.IsAsciiDigit(source[first]))
            return false;
        while (at < source.Length && (char.IsAsciiLetterOrDigit(source[at]) || source[at] is '_' or '.' || (source[at] is '+' or '-' && IsExponent(source, at))))
            at++;
        return true;
    }

    // The sign in 1e-5, but not in 0xe-5.
    private static bool IsExponent(string source, int at)
    {
        if (source[at - 1] is not ('e' or 'E'))
            return false;
        int start = at - 1;
        while (start > 0 && (char.IsAsciiDigit(source[start - 1]) || source[start - 1] is '_' or '.'))
            start--;
        return start < at - 1 && (start == 0 || !char.IsAsciiLetter(source[start - 1]));
    }

    private static void SkipName(string source, ref int at)
    {
        while (at < source.Length && (IsNameCharacter(source[at]) || char.IsAsciiDigit(source[at])))
            at++;
    }

    private static bool IsNameCharacter(char c) => c == '_' || char.IsLetter(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
