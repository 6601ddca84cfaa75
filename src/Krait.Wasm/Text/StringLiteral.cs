using System;
using System.Globalization;
using System.Text;
using Krait.Wasm.Binary;

namespace Krait.Wasm.Text;

// Strings of the text format: bytes, with escapes.
// Spec: text/values, strings.
internal static class StringLiteral
{
    // Appends the bytes of a literal with its quotes.
    public static void Decode(TokenList tokens, int tokenIndex, ReadOnlySpan<char> literal, ByteWriter bytes)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var rest = literal[1..^1];
        while (!rest.IsEmpty)
        {
            if (rest[0] == '\\')
            {
                rest = rest[DecodeEscape(tokens, tokenIndex, rest, bytes)..];
                continue;
            }

            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done)
                throw tokens.Error(tokenIndex, "malformed UTF-8 encoding");
            bytes.WriteBytes(utf8[..rune.EncodeToUtf8(utf8)]);
            rest = rest[length..];
        }
    }

    // A name as a quoted string: its UTF-8 bytes, the readable ones as themselves.
    public static void Print(StringBuilder text, string name) => Print(text, Encoding.UTF8.GetBytes(name));

    public static void Print(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        text.Append('"');
        foreach (var value in bytes)
        {
            if (value is (byte)'"' or (byte)'\\')
                text.Append('\\').Append((char)value);
            else if (' ' <= value && value <= '~')
                text.Append((char)value);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\{value:x2}");
        }

        text.Append('"');
    }

    // Bytes as strings of some sixty bytes, each on a line of its own where there are several.
    public static void PrintLines(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        const int bytesPerLine = 60;
        for (var start = 0; start < bytes.Length; start += bytesPerLine)
        {
            text.Append(bytes.Length <= bytesPerLine ? " " : "\n    ");
            Print(text, bytes.Slice(start, Math.Min(bytesPerLine, bytes.Length - start)));
        }
    }

    // A name as an identifier: bare where its characters allow, otherwise quoted.
    public static string IdentifierOf(string name)
    {
        if (!name.AsSpan().ContainsAnyExcept(TextLexer.WordCharacters))
            return "$" + name;
        StringBuilder text = new("$");
        Print(text, name);
        return text.ToString();
    }

    // Gives the length of the escape in characters.
    private static int DecodeEscape(TokenList tokens, int tokenIndex, ReadOnlySpan<char> text, ByteWriter bytes)
    {
        if (text.Length >= 2)
        {
            var simple = text[1] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                '"' => '"',
                '\'' => '\'',
                '\\' => '\\',
                _ => '\0',
            };
            if (simple != '\0')
            {
                bytes.WriteByte((byte)simple);
                return 2;
            }

            if (text[1] == 'u')
                return DecodeUnicodeEscape(tokens, tokenIndex, text, bytes);
        }

        if (text.Length >= 3 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]))
        {
            bytes.WriteByte(byte.Parse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return 3;
        }

        throw tokens.Error(tokenIndex, "illegal escape in a string");
    }

    private static int DecodeUnicodeEscape(TokenList tokens, int tokenIndex, ReadOnlySpan<char> text, ByteWriter bytes)
    {
        var end = text.IndexOf('}');
        if (end > 3
            && text[2] == '{'
            && NumberLiteral.ParseUnsigned(string.Concat("0x", text[3..end]), uint.MaxValue, out var code) == LiteralResult.Done
            && Rune.TryCreate((uint)code, out var rune))
        {
            Span<byte> utf8 = stackalloc byte[4];
            bytes.WriteBytes(utf8[..rune.EncodeToUtf8(utf8)]);
            return end + 1;
        }

        throw tokens.Error(tokenIndex, "illegal escape in a string: no Unicode scalar value");
    }
}
