using System;
using System.Collections.Immutable;
using System.Globalization;

namespace Krait.Python.Syntax;

// Values of string and bytes tokens: Python reference, string and bytes literals, escape sequences.
// A line end inside a literal is a line feed in its value, however the file writes it.

/// <summary>Decodes the text between the quotes of a literal.</summary>
internal sealed class StringLiteral(TokenCursor cursor)
{
    private readonly StringValueBuilder _value = new();

    /// <summary>What a token's prefix and quotes say.</summary>
    internal readonly record struct Form(bool IsRaw, bool IsBytes, bool IsTemplate, bool HasUnicodePrefix, int ContentStart, int QuoteSize)
    {
        public static Form Of(ReadOnlySpan<char> token)
        {
            int quote = token.IndexOfAny('"', '\'');
            ReadOnlySpan<char> prefix = token[..quote];
            bool isTriple = quote + 2 < token.Length && token[quote + 1] == token[quote] && token[quote + 2] == token[quote];
            int quoteSize = isTriple ? 3 : 1;
            return new Form(
                0 <= prefix.IndexOfAny('r', 'R'),
                0 <= prefix.IndexOfAny('b', 'B'),
                0 <= prefix.IndexOfAny('t', 'T'),
                prefix is "u",
                quote + quoteSize,
                quoteSize);
        }
    }

    /// <summary>The value of a plain string token.</summary>
    public StringConstant DecodeString(Token token, Form form)
    {
        DecodeText(new SourceSpan(token.Start + form.ContentStart, token.End - form.QuoteSize), form.IsRaw, BraceRule.Ordinary);
        return _value.Take();
    }

    /// <summary>The value of literal text in a formatted string.</summary>
    public StringConstant DecodeFormattedText(SourceSpan span, bool isRaw, BraceRule braces)
    {
        DecodeText(span, isRaw, braces);
        return _value.Take();
    }

    /// <summary>The value of a bytes token.</summary>
    public ImmutableArray<byte> DecodeBytes(Token token, Form form)
    {
        SourceSpan span = new(token.Start + form.ContentStart, token.End - form.QuoteSize);
        ReadOnlySpan<char> text = cursor.Source.Slice(span);
        int notAscii = text.IndexOfAnyExceptInRange('\0', '\u007F');
        if (0 <= notAscii)
            cursor.Report(Diagnostics.BytesNotAscii, new SourceSpan(span.Start + notAscii, span.Start + notAscii + 1));
        var bytes = ImmutableArray.CreateBuilder<byte>(text.Length);
        int index = 0;
        while (index < text.Length)
        {
            char c = text[index];
            if (c == '\\' && !form.IsRaw)
            {
                int value = DecodeEscape(text, span.Start, ref index, isBytes: true);
                if (0 <= value)
                    bytes.Add((byte)value);
                else if (value == KeepBackslash)
                    bytes.Add((byte)'\\');
                continue;
            }

            index += c == '\r' && index + 1 < text.Length && text[index + 1] == '\n' ? 2 : 1;
            bytes.Add((byte)(c == '\r' ? '\n' : c));
        }

        return bytes.ToImmutable();
    }

    /// <summary>What braces mean in a literal.</summary>
    internal enum BraceRule
    {
        Ordinary,

        /// <summary>A doubled brace stands for a single one.</summary>
        Doubled,
    }

    /// <summary>An escape that stands for nothing: a joined line.</summary>
    private const int Nothing = -1;

    /// <summary>No escape: the backslash stands for itself.</summary>
    private const int KeepBackslash = -2;

    private void DecodeText(SourceSpan span, bool isRaw, BraceRule braces)
    {
        ReadOnlySpan<char> text = cursor.Source.Slice(span);
        int index = 0;
        while (true)
        {
            int plain = text[index..].IndexOfAny(['\\', '\r', '{', '}']);
            if (plain < 0)
            {
                _value.Append(text[index..]);
                return;
            }

            _value.Append(text.Slice(index, plain));
            index += plain;
            char c = text[index];
            if (c == '\\' && !isRaw)
            {
                int value = DecodeEscape(text, span.Start, ref index, isBytes: false);
                if (0 <= value)
                    _value.AppendCodePoint(value);
                else if (value == KeepBackslash)
                    _value.Append('\\');
                continue;
            }

            bool isLineEndPair = c == '\r' && index + 1 < text.Length && text[index + 1] == '\n';
            bool isDoubledBrace = braces == BraceRule.Doubled && c is '{' or '}' && index + 1 < text.Length && text[index + 1] == c;
            index += isLineEndPair || isDoubledBrace ? 2 : 1;
            _value.Append(c == '\r' ? '\n' : c);
        }
    }

    /// <summary>Decodes the escape sequence at an index and moves behind it; behind the backslash alone where it keeps it.</summary>
    private int DecodeEscape(ReadOnlySpan<char> text, int offset, ref int index, bool isBytes)
    {
        int start = index++;
        if (index == text.Length)
        {
            // The literal text of a formatted string ends here, and a field follows.
            cursor.Report(Diagnostics.UnknownEscape, new SourceSpan(offset + start, offset + start + 2), '{');
            return KeepBackslash;
        }

        char c = text[index];
        if (c == '\r' && index + 1 < text.Length && text[index + 1] == '\n')
            index++;
        if (c is '\r' or '\n')
        {
            index++;
            return Nothing;
        }

        int simple = SimpleEscape(c);
        if (0 <= simple)
        {
            index++;
            return simple;
        }

        if (c is >= '0' and <= '7')
            return DecodeOctal(text, offset, ref index, isBytes);
        int digits = c switch { 'x' => 2, 'u' when !isBytes => 4, 'U' when !isBytes => 8, _ => 0 };
        if (digits != 0)
            return DecodeHex(text, offset, ref index, digits);
        if (c == 'N' && !isBytes)
            return DecodeName(text, offset, ref index);
        cursor.Report(Diagnostics.UnknownEscape, new SourceSpan(offset + start, offset + start + 2), c);
        return KeepBackslash;
    }

    private static int SimpleEscape(char c) => c switch
    {
        '\\' or '\'' or '"' => c,
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        _ => -1,
    };

    private int DecodeOctal(ReadOnlySpan<char> text, int offset, ref int index, bool isBytes)
    {
        int start = index;
        int value = 0;
        while (index < text.Length && index < start + 3 && text[index] is >= '0' and <= '7')
            value = (value * 8) + (text[index++] - '0');
        if (255 < value)
            cursor.Report(Diagnostics.UnknownEscape, new SourceSpan(offset + start - 1, offset + index), text[start..index].ToString());
        return isBytes ? value & 255 : value;
    }

    private int DecodeHex(ReadOnlySpan<char> text, int offset, ref int index, int digits)
    {
        int start = index++;
        int end = Math.Min(index + digits, text.Length);
        bool isWhole = end - index == digits;
        bool isValue = uint.TryParse(text[index..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value);
        if (isWhole && isValue && value <= 0x10FFFF)
        {
            index = end;
            return (int)value;
        }

        string need = isWhole && isValue ? "a number up to 10ffff" : $"{digits} hexadecimal digits";
        cursor.Report(Diagnostics.InvalidEscape, new SourceSpan(offset + start - 1, offset + end), text[start], need);
        return Nothing;
    }

    private int DecodeName(ReadOnlySpan<char> text, int offset, ref int index)
    {
        int start = index++;
        ReadOnlySpan<char> rest = text[index..];
        int close = rest.IndexOf('}');
        if (rest.Length == 0 || rest[0] != '{' || close <= 1)
        {
            cursor.Report(Diagnostics.InvalidEscape, new SourceSpan(offset + start - 1, offset + index), 'N', "a name in braces");
            return Nothing;
        }

        ReadOnlySpan<char> name = rest[1..close];
        index += close + 1;
        if (CharacterNames.TryFind(name, out int codePoint))
            return codePoint;
        cursor.Report(Diagnostics.UnknownCharacterName, new SourceSpan(offset + start - 1, offset + index), name.ToString());
        return Nothing;
    }
}
