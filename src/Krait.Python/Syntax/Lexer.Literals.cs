using System;
using System.Collections.Generic;

namespace Krait.Python.Syntax;

// Numbers and strings. An f-string is a FStringStart token, then text and replacement fields, then FStringEnd;
// the fields are lexed like any other code, so that strings nest in them to any depth.
internal sealed partial class Lexer
{
    private readonly List<StringFrame> _strings = [];

    /// <summary>Whether the lexer stands in the literal text of an f-string or in a format specifier.</summary>
    private bool InStringText => _strings.Count != 0 && _brackets.Count == _strings[^1].BracketCount;

    /// <summary>Whether the lexer stands directly in a replacement field, not inside a bracket of its expression.</summary>
    private bool InField => _strings.Count != 0 && _brackets.Count == _strings[^1].BracketCount + 1;

    private void LexNumber()
    {
        int start = _position;
        string kind = "decimal";
        bool isValid = true;
        if (Current == '0' && (Peek(1) | ' ') is 'x' or 'o' or 'b')
        {
            char radix = (char)(Peek(1) | ' ');
            kind = radix == 'x' ? "hexadecimal" : radix == 'o' ? "octal" : "binary";
            _position += 2;
            isValid = SkipRadixDigits(radix);
        }
        else
        {
            isValid = SkipDecimalNumber(out kind);
        }

        if (CharacterFacts.IsIdentifierPart(Current) && !(isValid && KeywordFollows()))
        {
            while (CharacterFacts.IsIdentifierPart(Current))
                _position++;
            isValid = false;
        }

        if (isValid)
            AddFrom(TokenKind.Number, start);
        else if (kind == "leading zero")
            AddError(Diagnostics.LeadingZeros, start, _position);
        else
            AddError(Diagnostics.InvalidNumber, start, _position, kind);
    }

    private bool SkipRadixDigits(char radix)
    {
        bool any = false;
        while (true)
        {
            if (Current == '_')
                _position++;
            char c = Current;
            bool isDigit = radix == 'x' ? char.IsAsciiHexDigit(c) : '0' <= c && c <= (radix == 'o' ? '7' : '1');
            if (!isDigit)
                return any && _text[_position - 1] != '_';
            any = true;
            _position++;
        }
    }

    private bool SkipDecimalNumber(out string kind)
    {
        kind = "decimal";
        int start = _position;
        bool isValid = Current == '.' || SkipDigits();
        bool isInteger = true;
        int integerEnd = _position;
        if (Current == '.')
        {
            isInteger = false;
            _position++;
            if (char.IsAsciiDigit(Current))
                isValid &= SkipDigits();
        }

        int signLength = Peek(1) is '+' or '-' ? 1 : 0;
        if ((Current | ' ') == 'e' && char.IsAsciiDigit(Peek(1 + signLength)))
        {
            isInteger = false;
            _position += 1 + signLength;
            isValid &= SkipDigits();
        }

        if ((Current | ' ') == 'j')
        {
            isInteger = false;
            _position++;
            kind = "imaginary";
        }

        bool hasLeadingZero = isInteger && _text[start] == '0' && _text.AsSpan(start, integerEnd - start).ContainsAnyInRange('1', '9');
        if (isValid && hasLeadingZero)
        {
            kind = "leading zero";
            return false;
        }

        return isValid;
    }

    /// <summary>Skips digits with single underscores between them; false where an underscore stands elsewhere.</summary>
    private bool SkipDigits()
    {
        while (true)
        {
            while (char.IsAsciiDigit(Current))
                _position++;
            if (Current != '_')
                return true;
            if (!char.IsAsciiDigit(Peek(1)))
                return false;
            _position++;
        }
    }

    /// <summary>Whether a keyword follows a number directly, as in <c>1if x else 2</c>, which Python allows.</summary>
    private bool KeywordFollows()
    {
        ReadOnlySpan<char> rest = _text.AsSpan(_position);
        foreach (string keyword in (ReadOnlySpan<string>)["and", "else", "for", "if", "in", "is", "not", "or"])
        {
            if (rest.StartsWith(keyword, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsStringPrefix(ReadOnlySpan<char> word)
    {
        if (2 < word.Length)
            return false;
        char first = (char)(word[0] | ' ');
        char second = word.Length == 2 ? (char)(word[1] | ' ') : '\0';
        return (first, second) is ('r' or 'u' or 'b' or 'f' or 't', '\0') or ('b' or 'f' or 't', 'r') or ('r', 'b' or 'f' or 't');
    }

    /// <summary>Lexes a string whose prefix starts at an offset; the lexer stands at the opening quote.</summary>
    private void LexString(int start)
    {
        char quote = Current;
        int quoteSize = Peek(1) == quote && Peek(2) == quote ? 3 : 1;
        ReadOnlySpan<char> prefix = _text.AsSpan(start, _position - start);
        _position += quoteSize;
        if (prefix.IndexOfAny("fFtT") < 0)
        {
            LexPlainString(start, quote, quoteSize);
            return;
        }

        bool isRaw = 0 <= prefix.IndexOfAny('r', 'R');
        AddFrom(TokenKind.FStringStart, start);
        _strings.Add(new StringFrame(start, quote, quoteSize, isRaw, IsFormatSpec: false, _brackets.Count));
    }

    private void LexPlainString(int start, char quote, int quoteSize)
    {
        while (true)
        {
            ReadOnlySpan<char> rest = _text.AsSpan(_position);
            int length = quoteSize == 3 ? rest.IndexOfAny(quote, '\\') : rest.IndexOfAny([quote, '\\', '\n', '\r']);
            _position += length < 0 ? rest.Length : length;
            char c = Current;
            if (AtEnd || c is '\n' or '\r')
            {
                ReportUnterminated(start, quote, quoteSize);
                return;
            }

            if (c == '\\')
            {
                _position = Math.Min(_position + 2, _text.Length);
                if (_text[_position - 1] == '\r' && Current == '\n')
                    _position++;
            }
            else if (quoteSize == 1 || (Peek(1) == quote && Peek(2) == quote))
            {
                _position += quoteSize;
                AddFrom(TokenKind.String, start);
                return;
            }
            else
            {
                _position++;
            }
        }
    }

    private void ReportUnterminated(int start, char quote, int quoteSize)
    {
        // A quote that should have ended an f-string, met inside one of its fields, opened a string instead.
        bool endsFString = InField && quoteSize == 1 && _strings[^1].Quote == quote && _strings[^1].QuoteSize == 1;
        if (endsFString)
            AddError(Diagnostics.FieldNotClosed, _brackets[^1].Offset, start);
        else
            AddError(quoteSize == 3 ? Diagnostics.UnterminatedTripleString : Diagnostics.UnterminatedString, start, _position);
        LeaveStrings();
    }

    private void LeaveStrings()
    {
        if (_strings.Count == 0)
            return;
        int bracketCount = _strings[0].BracketCount;
        _brackets.RemoveRange(bracketCount, _brackets.Count - bracketCount);
        _strings.Clear();
    }

    private void BeginFormatSpec() =>
        _strings.Add(_strings[^1] with { IsFormatSpec = true, BracketCount = _brackets.Count });

    /// <summary>Lexes literal text of an f-string up to its end or to the next replacement field.</summary>
    private void LexStringText()
    {
        StringFrame frame = _strings[^1];
        int start = _position;
        while (true)
        {
            char c = Current;
            if (AtEnd || (c is '\n' or '\r' && frame.QuoteSize == 1))
            {
                AddStringText(start);
                ReportUnterminated(frame.Start, frame.Quote, frame.QuoteSize);
                return;
            }

            if (c == frame.Quote && (frame.QuoteSize == 1 || (Peek(1) == c && Peek(2) == c)))
            {
                AddStringText(start);
                EndString(frame);
                return;
            }

            if (c == '{' && (frame.IsFormatSpec || Peek(1) != '{'))
            {
                AddStringText(start);
                OpenBracket('{');
                return;
            }

            if (c == '}' && frame.IsFormatSpec)
            {
                AddStringText(start);
                _strings.RemoveAt(_strings.Count - 1);
                return;
            }

            SkipStringCharacter(c, frame);
        }
    }

    private void SkipStringCharacter(char c, StringFrame frame)
    {
        if (c is '{' or '}')
        {
            if (c == '}' && Peek(1) != '}')
                _diagnostics.Report(Diagnostics.SingleClosingBrace, new SourceSpan(_position, _position + 1));
            _position += Peek(1) == c ? 2 : 1;
            return;
        }

        _position++;
        if (c != '\\' || AtEnd || Current is '{' or '}')
            return;
        bool isNamedCharacter = Current == 'N' && Peek(1) == '{' && !frame.IsRaw;
        _position += LineEndLength(_position) == 2 ? 2 : 1;
        if (!isNamedCharacter)
            return;
        int length = _text.AsSpan(_position).IndexOfAny(['}', '\n', '\r', frame.Quote]);
        if (0 <= length)
            _position += _text[_position + length] == '}' ? length + 1 : length;
    }

    private void AddStringText(int start)
    {
        if (start < _position)
            AddFrom(TokenKind.FStringMiddle, start);
    }

    private void EndString(StringFrame frame)
    {
        int start = _position;
        _position += frame.QuoteSize;
        if (frame.IsFormatSpec)
        {
            AddError(Diagnostics.FieldNotClosed, _brackets[^1].Offset, start);
            while (_strings[^1].IsFormatSpec)
                _strings.RemoveAt(_strings.Count - 1);
            int bracketCount = _strings[^1].BracketCount;
            _brackets.RemoveRange(bracketCount, _brackets.Count - bracketCount);
        }

        _strings.RemoveAt(_strings.Count - 1);
        AddFrom(TokenKind.FStringEnd, start);
    }

    /// <summary>A formatted string, or a format specifier in one, that the lexer is inside of.</summary>
    /// <param name="Start">Where the string's prefix starts.</param>
    /// <param name="Quote">The quote character that ends it.</param>
    /// <param name="QuoteSize">1 or 3.</param>
    /// <param name="IsRaw">Whether a backslash is an ordinary character.</param>
    /// <param name="IsFormatSpec">Whether this is the specifier of a field, which ends at the field's brace.</param>
    /// <param name="BracketCount">How many brackets were open where its text began.</param>
    private readonly record struct StringFrame(int Start, char Quote, int QuoteSize, bool IsRaw, bool IsFormatSpec, int BracketCount);
}
