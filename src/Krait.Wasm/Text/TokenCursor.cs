using System;
using System.Text;
using Krait.Wasm.Binary;

namespace Krait.Wasm.Text;

// A place in a token list and the steps every text parser takes from it.
internal sealed class TokenCursor(TokenList tokens, int position)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public TokenList Tokens => tokens;

    public int Position { get; set; } = position;

    public TextToken Current => tokens[Position];

    public ReadOnlySpan<char> Text => tokens.TextOf(Position);

    public bool AtClose => Current.Kind == TextTokenKind.RightParenthesis;

    public bool AtOpen => Current.Kind == TextTokenKind.LeftParenthesis;

    public bool AtWord => Current.Kind == TextTokenKind.Word;

    public bool AtIdentifier => Current.Kind == TextTokenKind.Identifier;

    public bool AtString => Current.Kind == TextTokenKind.String;

    // An index is a number or an identifier.
    public bool AtIndex => AtIdentifier || (AtWord && char.IsAsciiDigit(Text[0]));

    public bool IsWord(string word) => AtWord && Text.SequenceEqual(word);

    // Whether an opening parenthesis with this word stands here.
    public bool IsOpen(string word) =>
        AtOpen && tokens[Position + 1].Kind == TextTokenKind.Word && tokens.TextOf(Position + 1).SequenceEqual(word);

    public bool TryWord(string word)
    {
        if (!IsWord(word))
            return false;
        Position++;
        return true;
    }

    public bool TryOpen(string word)
    {
        if (!IsOpen(word))
            return false;
        Position += 2;
        return true;
    }

    public void Open(string word)
    {
        if (!TryOpen(word))
            throw Unexpected($"({word} ...)");
    }

    public void Close()
    {
        if (!AtClose)
            throw Unexpected("')'");
        Position++;
    }

    // Steps over one whole token or parenthesised expression.
    public void Skip() => Position = AtOpen ? Current.Match + 1 : Position + 1;

    public ReadOnlySpan<char> Word(string expected)
    {
        if (!AtWord)
            throw Unexpected(expected);
        return tokens.TextOf(Position++);
    }

    // The identifier here without its dollar sign, or null.
    public string? TryIdentifier() => AtIdentifier ? ReadIdentifier() : null;

    // Whether an item is named here: by an identifier, or by an annotation only.
    public bool AtName => AtIdentifier || IsOpen("@name");

    // (@name "..."), or null.
    public string? TryNameAnnotation()
    {
        if (!TryOpen("@name"))
            return null;
        if (!AtString)
            throw Error("@name annotation: unexpected token, expected a string");
        var name = ReadName();
        Close();
        return name;
    }

    // Steps over the name of an item that has been declared before.
    public void SkipName()
    {
        TryIdentifier();
        TryNameAnnotation();
    }

    public string ReadIdentifier()
    {
        var text = Text[1..];
        if (text[0] != '"')
        {
            Position++;
            return text.ToString();
        }

        var place = Position;
        ByteWriter bytes = new();
        StringLiteral.Decode(tokens, Position++, text, bytes);
        return Utf8(bytes.Written, place);
    }

    public void ReadString(ByteWriter bytes)
    {
        if (!AtString)
            throw Unexpected("a string");
        StringLiteral.Decode(tokens, Position, Text, bytes);
        Position++;
    }

    // All strings from here on, joined.
    public byte[] ReadStrings()
    {
        ByteWriter bytes = new();
        while (AtString)
            ReadString(bytes);
        return bytes.ToArray();
    }

    public string ReadName(string problem = "malformed UTF-8 encoding")
    {
        var place = Position;
        ByteWriter bytes = new();
        ReadString(bytes);
        return Utf8(bytes.Written, place, problem);
    }

    public uint ReadU32(string expected)
    {
        if (!AtWord)
            throw Unexpected(expected);
        var result = NumberLiteral.ParseUnsigned(Text, uint.MaxValue, out var value);
        Require(result, "i32 constant");
        Position++;
        return (uint)value;
    }

    public ulong ReadU64(string expected)
    {
        if (!AtWord)
            throw Unexpected(expected);
        var result = NumberLiteral.ParseUnsigned(Text, ulong.MaxValue, out var value);
        Require(result, "i64 constant");
        Position++;
        return value;
    }

    // Throws where a literal was not one, or too large.
    public void Require(LiteralResult result, string what)
    {
        if (result == LiteralResult.Malformed)
            throw tokens.Error(Position, $"{(TextKeywords.IsToken(Text) ? "unexpected token" : "unknown operator")}: expected {what}, found '{Shown()}'");
        if (result == LiteralResult.OutOfRange)
            throw tokens.Error(Position, $"{what} out of range: '{Shown()}'");
    }

    // As in the specification's grammar, a word that is no token of the language at all is an unknown operator.
    public MalformedModuleException Unexpected(string expected)
    {
        if (Current.Kind == TextTokenKind.End)
            return Error($"unexpected token: expected {expected}, found the end");
        if (AtOpen && tokens[Position + 1].Kind == TextTokenKind.Word && tokens.TextOf(Position + 1)[0] == '@')
            return Error($"misplaced {tokens.TextOf(Position + 1)} annotation: expected {expected}");
        return AtWord && !TextKeywords.IsToken(Text)
            ? Error($"unknown operator {Shown()}: expected {expected}")
            : Error($"unexpected token: expected {expected}, found '{Shown()}'");
    }

    public MalformedModuleException Error(string reason) => tokens.Error(Position, reason);

    private string Shown()
    {
        const int longest = 40;
        return Text.Length <= longest ? Text.ToString() : string.Concat(Text[..longest], "...");
    }

    private string Utf8(ReadOnlySpan<byte> bytes, int place, string problem = "malformed UTF-8 encoding")
    {
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw tokens.Error(place, problem);
        }
    }
}
