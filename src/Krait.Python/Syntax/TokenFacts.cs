using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace Krait.Python.Syntax;

/// <summary>How tokens are spelled and what the operators mean: the one table that lexer, parser and messages read.</summary>
internal static class TokenFacts
{
    private static readonly string?[] s_spellings = BuildSpellings();
    private static readonly FrozenDictionary<string, TokenKind> s_keywords = BuildKeywords();

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> s_keywordLookup =
        s_keywords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The longest keyword, in characters.</summary>
    private const int LongestKeyword = 8;

    /// <summary>The keyword that a word is, or Name.</summary>
    public static TokenKind KindOfWord(ReadOnlySpan<char> word) =>
        2 <= word.Length && word.Length <= LongestKeyword && s_keywordLookup.TryGetValue(word, out TokenKind kind)
            ? kind
            : TokenKind.Name;

    public static bool IsKeyword(TokenKind kind) => TokenKind.False <= kind;

    /// <summary>How a token is named in messages: <c>':'</c>, <c>'while'</c>, <c>a name</c>.</summary>
    public static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.EndOfFile => "the end of the file",
        TokenKind.Newline => "the end of the line",
        TokenKind.Indent => "an indented line",
        TokenKind.Dedent => "the end of the block",
        TokenKind.Name => "a name",
        TokenKind.Number => "a number",
        TokenKind.String => "a string",
        TokenKind.FStringStart or TokenKind.FStringMiddle => "a formatted string",
        TokenKind.FStringEnd => "the end of the formatted string",
        TokenKind.Error => "text that is no Python",
        _ => $"'{s_spellings[(int)kind]}'",
    };

    /// <summary>The exact text of a keyword or operator.</summary>
    public static string Spelling(TokenKind kind) => s_spellings[(int)kind] ?? "";

    /// <summary>How tightly a binary operator binds, from 1 (<c>|</c>) to 6 (<c>*</c>); 0 for anything else, <c>**</c> too.</summary>
    public static int BinaryPrecedence(TokenKind kind) => kind switch
    {
        TokenKind.VerticalBar => 1,
        TokenKind.Circumflex => 2,
        TokenKind.Ampersand => 3,
        TokenKind.LeftShift or TokenKind.RightShift => 4,
        TokenKind.Plus or TokenKind.Minus => 5,
        TokenKind.Star or TokenKind.Slash or TokenKind.DoubleSlash or TokenKind.Percent or TokenKind.At => 6,
        _ => 0,
    };

    /// <summary>The operator of a binary operator token or of its augmented assignment.</summary>
    public static BinaryOperator BinaryOperatorOf(TokenKind kind)
    {
        TokenKind plain = IsAugmentedAssignment(kind) ? kind - (TokenKind.PlusEqual - TokenKind.Plus) : kind;
        return (BinaryOperator)(plain - TokenKind.Plus);
    }

    public static bool IsAugmentedAssignment(TokenKind kind) =>
        TokenKind.PlusEqual <= kind && kind <= TokenKind.DoubleSlashEqual;

    private static FrozenDictionary<string, TokenKind> BuildKeywords()
    {
        var keywords = new Dictionary<string, TokenKind>();
        for (TokenKind kind = TokenKind.False; kind <= TokenKind.Yield; kind++)
            keywords.Add(kind <= TokenKind.True ? kind.ToString() : kind.ToString().ToLowerInvariant(), kind);
        return keywords.ToFrozenDictionary();
    }

    private static string?[] BuildSpellings()
    {
        string?[] spellings = new string?[(int)TokenKind.Yield + 1];
        string[] operators =
        [
            "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "...", "->", "!", ":=", "=",
            "+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//",
            "+=", "-=", "*=", "@=", "/=", "%=", "**=", "<<=", ">>=", "|=", "^=", "&=", "//=",
            "~", "==", "!=", "<", "<=", ">", ">=",
        ];
        operators.CopyTo(spellings, (int)TokenKind.LeftParen);
        foreach ((string word, TokenKind kind) in BuildKeywords())
            spellings[(int)kind] = word;
        return spellings;
    }
}
