using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;

namespace Krait.Wasm.Text;

// Cuts text into tokens and pairs parentheses, with an explicit stack. Comments and annotations are dropped, except
// those with a meaning here, whose parenthesis is followed by a word that starts with "@".
// Spec: text/lexical.
internal sealed class TextLexer
{
    // Characters of words and identifiers.
    public static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&'*+-./:<=>?@\\^_`|~");

    public const string CodeMetadata = "@metadata.code.";

    private readonly string _text;
    private readonly string? _fileName;
    private readonly List<TextToken> _tokens = [];
    private readonly Stack<int> _open = new();
    private readonly ModuleLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private int _position;

    private TextLexer(string text, string? fileName, ModuleLimits limits, CancellationToken cancellationToken)
    {
        _limits = limits;
        _cancellationToken = cancellationToken;
        _text = text;
        _fileName = fileName;
    }

    public static TokenList Tokenize(string text, string? fileName) => Tokenize(text, fileName, ModuleLimits.Default, CancellationToken.None);

    public static TokenList Tokenize(string text, string? fileName, ModuleLimits limits, CancellationToken cancellationToken)
    {
        if (text.Length > limits.MaximumTextLength)
            throw MalformedModuleException.AtLine($"too many characters: {text.Length}, the limit is {limits.MaximumTextLength}", fileName, 1, 1);
        return new TextLexer(text, fileName, limits, cancellationToken).Run();
    }

    private TokenList Run()
    {
        while (SkipBlank())
        {
            if (_tokens.Count % 4096 == 0)
                _cancellationToken.ThrowIfCancellationRequested();
            ReadToken();
        }

        if (_open.Count > 0)
            throw Error(_tokens[_open.Peek()].Start, "unexpected end: the parenthesis is not closed");
        _tokens.Add(new TextToken(TextTokenKind.End, _text.Length, 0, -1));
        return new TokenList(_text, _fileName, _tokens);
    }

    private void ReadToken()
    {
        var start = _position;
        switch (_text[start])
        {
            case '(':
                _position++;
                if (IsAnnotation())
                    SkipAnnotation(start);
                else
                    Open(start);
                break;
            case ')':
                _position++;
                Close(start);
                break;
            case '"':
                SkipString();
                RequireSeparation(start);
                Add(TextTokenKind.String, start);
                break;
            default: ReadWord(start); break;
        }
    }

    private void ReadWord(int start)
    {
        SkipWord();
        if (_position == start)
            throw Error(start, _text[start] is ',' or ';' or '[' or ']' or '{' or '}' ? "unknown operator" : "illegal character");
        var isIdentifier = _text[start] == '$';
        if (isIdentifier && _position == start + 1 && Peek() == '"')
            SkipNameString(start, "empty identifier");
        RequireSeparation(start);
        if (isIdentifier && (_position == start + 1 || (_text[start + 1] == '"' && _position == start + 3)))
            throw Error(start, "empty identifier");
        Add(isIdentifier ? TextTokenKind.Identifier : TextTokenKind.Word, start);
    }

    // Two tokens without space between them would be one reserved token, which nothing accepts.
    private void RequireSeparation(int start)
    {
        if (Peek() is '"' or ',' or ';' or '[' or ']' or '{' or '}' && !(Peek() == ';' && PeekSecond() == ';'))
            throw Error(start, "unknown operator: tokens need space between them");
        if (Peek() != '\0' && WordCharacters.Contains(Peek()))
            throw Error(start, "unknown operator: tokens need space between them");
    }

    private void Add(TextTokenKind kind, int start) =>
        _tokens.Add(new TextToken(kind, start, _position - start, Match: -1));

    private void Open(int start)
    {
        if (_open.Count == _limits.MaximumTextNesting)
            throw Error(start, $"too many parentheses inside each other, the limit is {_limits.MaximumTextNesting}");
        _open.Push(_tokens.Count);
        _tokens.Add(new TextToken(TextTokenKind.LeftParenthesis, start, 1, Match: -1));
    }

    private void Close(int start)
    {
        if (!_open.TryPop(out var opening))
            throw Error(start, "unexpected token: nothing is open here");
        _tokens[opening] = _tokens[opening] with { Match = _tokens.Count };
        _tokens.Add(new TextToken(TextTokenKind.RightParenthesis, start, 1, opening));
    }

    private bool IsAnnotation() => Peek() == '@';

    private void SkipAnnotation(int start)
    {
        var nameStart = _position;
        SkipWord();
        if (_position == nameStart + 1)
        {
            if (Peek() != '"')
                throw Error(start, "empty annotation id");
            SkipNameString(start, "empty annotation id");
            if (_position == nameStart + 3)
                throw Error(start, "empty annotation id");
            CheckUtf8(nameStart + 1);
        }

        if (_text.AsSpan(nameStart, _position - nameStart) is "@custom" or "@name" || _text.AsSpan(nameStart, _position - nameStart).StartsWith(CodeMetadata))
        {
            Open(start);
            _tokens.Add(new TextToken(TextTokenKind.Word, nameStart, _position - nameStart, Match: -1));
            return;
        }

        var depth = 1;
        while (depth > 0)
        {
            if (!SkipBlank())
                throw Error(start, "unclosed annotation");
            switch (_text[_position])
            {
                case '(': depth++; _position++; break;
                case ')': depth--; _position++; break;
                case '"': SkipString(); break;
                case ',' or ';' or '[' or ']' or '{' or '}': _position++; break;
                default:
                    var before = _position;
                    SkipWord();
                    if (_position == before)
                        throw Error(before, "illegal character");
                    break;
            }
        }
    }

    // Names of annotations are text, although nothing uses them.
    private void CheckUtf8(int start)
    {
        TextToken token = new(TextTokenKind.String, start, _position - start, Match: -1);
        new TokenCursor(new TokenList(_text, _fileName, [token]), position: 0).ReadName();
    }

    // Gives false at the end of the text.
    private bool SkipBlank()
    {
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case ' ' or '\t' or '\n' or '\r': _position++; break;
                case ';' when PeekSecond() == ';': SkipLine(); break;
                case '(' when PeekSecond() == ';': SkipBlockComment(); break;
                default: return true;
            }
        }

        return false;
    }

    private void SkipLine()
    {
        var end = _text.AsSpan(_position).IndexOfAny('\n', '\r');
        _position = end < 0 ? _text.Length : _position + end;
    }

    private void SkipBlockComment()
    {
        var start = _position;
        var depth = 0;
        do
        {
            if (_position >= _text.Length)
                throw Error(start, "unclosed comment");
            if (Peek() == '(' && PeekSecond() == ';')
            {
                depth++;
                _position += 2;
            }
            else if (Peek() == ';' && PeekSecond() == ')')
            {
                depth--;
                _position += 2;
            }
            else
            {
                _position++;
            }
        }
        while (depth > 0);
    }

    private void SkipWord()
    {
        var end = _text.AsSpan(_position).IndexOfAnyExcept(WordCharacters);
        _position = end < 0 ? _text.Length : _position + end;
    }

    private void SkipString()
    {
        var start = _position;
        if (TrySkipString())
            return;
        var isOpen = _position >= _text.Length || Peek() is '\n' or '\r';
        throw isOpen ? Error(start, "unclosed string") : Error(_position, "illegal character");
    }

    // A string that is a name; a damaged one is no name at all.
    private void SkipNameString(int start, string problem)
    {
        if (!TrySkipString())
            throw Error(start, problem);
    }

    // Escapes are checked when the string is read; here only its end matters. Otherwise stops at what no string may hold.
    private bool TrySkipString()
    {
        _position++;
        while (_position < _text.Length)
        {
            var character = _text[_position];
            if (character is < ' ' or '\x7F')
                return false;
            _position += character == '\\' ? 2 : 1;
            if (character == '"')
                return true;
        }

        return false;
    }

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private char PeekSecond() => _position + 1 < _text.Length ? _text[_position + 1] : '\0';

    private MalformedModuleException Error(int position, string reason) =>
        TokenList.ErrorAt(_text, _fileName, Math.Min(position, _text.Length), reason);
}
