using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// Splits a source text into tokens: Python reference, lexical analysis.
// Blank lines and comments give no tokens; comments are kept aside, because metadata is written in them.
// An error is reported once, becomes an Error token, and lexing goes on behind it.
// Hot loop: no allocation per token besides the token list itself.

/// <summary>Turns text into tokens.</summary>
internal sealed partial class Lexer
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly ImmutableArray<Token>.Builder _tokens;
    private readonly ImmutableArray<SourceSpan>.Builder _comments = ImmutableArray.CreateBuilder<SourceSpan>();
    private readonly ImmutableArray<SourceSpan>.Builder _unclosedBrackets = ImmutableArray.CreateBuilder<SourceSpan>();
    private readonly List<Bracket> _brackets = [];
    private readonly List<Indentation> _indentations = [new Indentation(0, 0)];
    private int _position;

    private Lexer(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _text = source.Text;
        _diagnostics = diagnostics;
        _tokens = ImmutableArray.CreateBuilder<Token>(16 + (_text.Length / 4));
    }

    /// <summary>Lexes a whole text; errors are reported and never thrown.</summary>
    public static LexedText Lex(SourceText source, DiagnosticBag diagnostics)
    {
        var lexer = new Lexer(source, diagnostics);
        lexer.LexAll();
        return new LexedText(lexer._tokens.DrainToImmutable(), lexer._comments.DrainToImmutable(), lexer._unclosedBrackets.DrainToImmutable());
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private bool AtEnd => _text.Length <= _position;

    private char Peek(int distance) => _position + distance < _text.Length ? _text[_position + distance] : '\0';

    private void LexAll()
    {
        bool atLineStart = true;
        while (true)
        {
            if (InStringText)
            {
                LexStringText();
                continue;
            }

            if (atLineStart)
            {
                if (LexIndentation() == LineKind.Blank)
                    continue;
                atLineStart = false;
            }

            SkipBlanks();
            if (AtEnd)
                break;
            char c = Current;
            if (c is '\n' or '\r')
                atLineStart = LexLineEnd();
            else if (c == '#')
                LexComment();
            else
                LexToken(c);
        }

        Finish();
    }

    private void Finish()
    {
        int end = _text.Length;
        if (_brackets.Count != 0)
            ReportUnclosedBrackets();
        if (0 < _tokens.Count && _tokens[^1].Kind is not (TokenKind.Newline or TokenKind.Dedent))
            Add(TokenKind.Newline, end, end);
        for (int i = _indentations.Count - 1; 0 < i; i--)
            Add(TokenKind.Dedent, end, end);
        Add(TokenKind.EndOfFile, end, end);
    }

    private void Add(TokenKind kind, int start, int end) => _tokens.Add(new Token(kind, start, end));

    /// <summary>Adds a token that ends where the lexer stands.</summary>
    private void AddFrom(TokenKind kind, int start) => _tokens.Add(new Token(kind, start, _position));

    /// <summary>Reports a span, which may begin before the last token, and adds an Error token behind that token.</summary>
    private void AddError(DiagnosticRow row, int start, int end, params ReadOnlySpan<object?> arguments)
    {
        _diagnostics.Report(row, new SourceSpan(start, end), arguments);
        int tokenStart = _tokens.Count == 0 ? start : Math.Max(start, _tokens[^1].End);
        Add(TokenKind.Error, tokenStart, Math.Max(tokenStart, end));
    }

    private void SkipBlanks()
    {
        while (true)
        {
            char c = Current;
            if (c is ' ' or '\t' or '\f')
                _position++;
            else if (c == '\\' && !AtEnd && TrySkipContinuation())
                continue;
            else
                return;
        }
    }

    /// <summary>Skips a backslash and the line end behind it, which join two lines.</summary>
    private bool TrySkipContinuation()
    {
        int length = LineEndLength(_position + 1);
        if (length == 0)
            return false;
        _position += 1 + length;
        if (AtEnd)
            AddError(Diagnostics.ContinuationAtEnd, _position - 1 - length, _position);
        return true;
    }

    /// <summary>The length of the line end at an offset: 0 where there is none.</summary>
    private int LineEndLength(int offset)
    {
        if (_text.Length <= offset)
            return 0;
        if (_text[offset] == '\n')
            return 1;
        if (_text[offset] != '\r')
            return 0;
        return offset + 1 < _text.Length && _text[offset + 1] == '\n' ? 2 : 1;
    }

    private void LexComment()
    {
        int start = _position;
        int length = _text.AsSpan(start).IndexOfAny('\r', '\n');
        _position = length < 0 ? _text.Length : start + length;
        _comments.Add(new SourceSpan(start, _position));
    }

    /// <summary>Takes a line end; true where it ends a logical line.</summary>
    private bool LexLineEnd()
    {
        int start = _position;
        _position += LineEndLength(start);
        if (_brackets.Count != 0)
        {
            if (!NextLineStartsStatement())
                return false;
            ReportUnclosedBrackets();
        }

        Add(TokenKind.Newline, start, _position);
        return true;
    }

    /// <summary>
    /// Inside brackets: whether the next line begins with a keyword that no expression has.
    /// The bracket was then never closed, and the statements that follow can still be read.
    /// </summary>
    private bool NextLineStartsStatement()
    {
        int start = _position;
        while (start < _text.Length && _text[start] is ' ' or '\t')
            start++;
        int end = start;
        while (end < _text.Length && char.IsAsciiLetterLower(_text[end]))
            end++;
        if (end == start || (end < _text.Length && CharacterFacts.IsIdentifierPart(_text[end])))
            return false;
        return TokenFacts.KindOfWord(_text.AsSpan(start, end - start)) is
            TokenKind.Def or TokenKind.Class or TokenKind.Return or TokenKind.Import or TokenKind.While or TokenKind.With
            or TokenKind.Try or TokenKind.Raise or TokenKind.Del or TokenKind.Pass or TokenKind.Break or TokenKind.Continue
            or TokenKind.Global or TokenKind.Nonlocal or TokenKind.Assert;
    }

    private void LexToken(char c)
    {
        if (CharacterFacts.IsIdentifierStart(c))
            LexWord();
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
            LexNumber();
        else if (c is '"' or '\'')
            LexString(_position);
        else
            LexOperator(c);
    }

    private void LexWord()
    {
        int start = _position;
        bool isAscii = true;
        do
        {
            isAscii &= char.IsAscii(Current);
            _position++;
        }
        while (CharacterFacts.IsIdentifierPart(Current) && !AtEnd);

        if (Current is '"' or '\'' && IsStringPrefix(_text.AsSpan(start, _position - start)))
        {
            LexString(start);
            return;
        }

        ReadOnlySpan<char> word = _text.AsSpan(start, _position - start);
        if (!isAscii && CharacterFacts.FindNonIdentifier(word) is int bad and >= 0)
        {
            AddInvalidCharacter(start + bad);
            return;
        }

        AddFrom(TokenFacts.KindOfWord(word), start);
    }

    private void AddInvalidCharacter(int offset)
    {
        int length = char.IsHighSurrogate(_text[offset]) && offset + 1 < _text.Length && char.IsLowSurrogate(_text[offset + 1]) ? 2 : 1;
        int codePoint = length == 2 ? char.ConvertToUtf32(_text[offset], _text[offset + 1]) : _text[offset];
        _position = Math.Max(_position, offset + length);
        DiagnosticRow row = codePoint == 0 ? Diagnostics.NullCharacter : Diagnostics.InvalidCharacter;
        AddError(row, offset, offset + length, CharacterFacts.Describe(codePoint));
    }

    private void LexOperator(char c)
    {
        int start = _position;
        if (c is '(' or '[' or '{')
        {
            OpenBracket(c);
            return;
        }

        if (c is ')' or ']' or '}')
        {
            CloseBracket(c);
            return;
        }

        if (InField && (c == ':' || (c == '!' && Peek(1) != '=')))
        {
            _position++;
            AddFrom(c == ':' ? TokenKind.Colon : TokenKind.Exclamation, start);
            if (c == ':')
                BeginFormatSpec();
            return;
        }

        (TokenKind kind, int length) = OperatorAt(c, Peek(1), Peek(2));
        if (kind == TokenKind.Error)
        {
            if (c == '\\')
            {
                _position++;
                AddError(Diagnostics.ContinuationNotLast, start, _position);
            }
            else if (c == '!')
            {
                _position++;
                AddError(Diagnostics.NotPythonOperator, start, _position, "!", "not");
            }
            else
            {
                AddInvalidCharacter(start);
            }

            return;
        }

        _position += length;
        AddFrom(kind, start);
    }

    private static (TokenKind Kind, int Length) OperatorAt(char c, char second, char third) => c switch
    {
        ',' => (TokenKind.Comma, 1),
        ';' => (TokenKind.Semicolon, 1),
        ':' => second == '=' ? (TokenKind.ColonEqual, 2) : (TokenKind.Colon, 1),
        '.' => second == '.' && third == '.' ? (TokenKind.Ellipsis, 3) : (TokenKind.Dot, 1),
        '=' => second == '=' ? (TokenKind.DoubleEqual, 2) : (TokenKind.Equal, 1),
        '~' => (TokenKind.Tilde, 1),
        '!' => second == '=' ? (TokenKind.NotEqual, 2) : (TokenKind.Error, 1),
        '-' when second == '>' => (TokenKind.Arrow, 2),
        '+' => Single(TokenKind.Plus, second),
        '-' => Single(TokenKind.Minus, second),
        '@' => Single(TokenKind.At, second),
        '%' => Single(TokenKind.Percent, second),
        '|' => Single(TokenKind.VerticalBar, second),
        '^' => Single(TokenKind.Circumflex, second),
        '&' => Single(TokenKind.Ampersand, second),
        '*' => second == '*' ? Double(TokenKind.DoubleStar, third) : Single(TokenKind.Star, second),
        '/' => second == '/' ? Double(TokenKind.DoubleSlash, third) : Single(TokenKind.Slash, second),
        '<' when second == '<' => Double(TokenKind.LeftShift, third),
        '>' when second == '>' => Double(TokenKind.RightShift, third),
        '<' => second == '=' ? (TokenKind.LessEqual, 2) : (TokenKind.Less, 1),
        '>' => second == '=' ? (TokenKind.GreaterEqual, 2) : (TokenKind.Greater, 1),
        _ => (TokenKind.Error, 1),
    };

    private static (TokenKind Kind, int Length) Single(TokenKind kind, char next) =>
        next == '=' ? (Augmented(kind), 2) : (kind, 1);

    private static (TokenKind Kind, int Length) Double(TokenKind kind, char next) =>
        next == '=' ? (Augmented(kind), 3) : (kind, 2);

    private static TokenKind Augmented(TokenKind kind) => kind + (TokenKind.PlusEqual - TokenKind.Plus);

    /// <summary>An open bracket and where it stands.</summary>
    private readonly record struct Bracket(char Kind, int Offset);

    /// <summary>An indentation level: its width with tabs to multiples of 8, and with tabs of width 1.</summary>
    private readonly record struct Indentation(int Width, int WidthTabsAsOne);

    private enum LineKind
    {
        Blank,
        Code,
    }
}
