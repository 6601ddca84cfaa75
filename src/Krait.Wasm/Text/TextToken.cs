namespace Krait.Wasm.Text;

// The kinds of tokens of the text format.
internal enum TextTokenKind : byte
{
    LeftParenthesis,
    RightParenthesis,

    // Keywords, numbers and reserved words: a run of identifier characters.
    Word,

    // A word that starts with a dollar sign, or a dollar sign and a string.
    Identifier,
    String,
    End,
}

// One token: a stretch of the text. For a parenthesis, Match is the index of its partner in the token list.
internal readonly record struct TextToken(TextTokenKind Kind, int Start, int Length, int Match);
