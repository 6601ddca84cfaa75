namespace Krait.Python.Syntax;

// Indentation and brackets: what decides where logical lines and blocks begin and end.
internal sealed partial class Lexer
{
    private const int TabWidth = 8;

    /// <summary>Measures the white space at a line's start and adds Indent or Dedent tokens for it.</summary>
    private LineKind LexIndentation()
    {
        int start = _position;
        Indentation found = MeasureIndentation();
        if (AtEnd)
            return LineKind.Code;
        if (Current is '#')
            LexComment();
        int lineEnd = LineEndLength(_position);
        if (lineEnd != 0)
        {
            _position += lineEnd;
            return LineKind.Blank;
        }

        if (!AtEnd)
            ApplyIndentation(found, start);
        return LineKind.Code;
    }

    /// <remarks>A form feed starts the count again; a line joined by a backslash goes on counting where its first line began.</remarks>
    private Indentation MeasureIndentation()
    {
        int width = 0;
        int widthTabsAsOne = 0;
        int joinedWidth = 0;
        while (true)
        {
            switch (Current)
            {
                case ' ':
                    width++;
                    widthTabsAsOne++;
                    break;
                case '\t':
                    width = ((width / TabWidth) + 1) * TabWidth;
                    widthTabsAsOne++;
                    break;
                case '\f':
                    width = widthTabsAsOne = 0;
                    break;
                case '\\' when TrySkipContinuation():
                    joinedWidth = joinedWidth == 0 ? width : joinedWidth;
                    continue;
                default:
                    return joinedWidth == 0 ? new Indentation(width, widthTabsAsOne) : new Indentation(joinedWidth, joinedWidth);
            }

            _position++;
        }
    }

    private void ApplyIndentation(Indentation found, int lineStart)
    {
        Indentation current = _indentations[^1];
        if (found.Width == current.Width)
        {
            if (found.WidthTabsAsOne != current.WidthTabsAsOne)
                _diagnostics.Report(Diagnostics.InconsistentTabs, new SourceSpan(lineStart, _position));
            return;
        }

        if (current.Width < found.Width)
        {
            if (found.WidthTabsAsOne <= current.WidthTabsAsOne)
                _diagnostics.Report(Diagnostics.InconsistentTabs, new SourceSpan(lineStart, _position));
            if (PythonLimits.MaximumIndentations <= _indentations.Count)
            {
                StopAt(Diagnostics.TooManyIndentations, lineStart, PythonLimits.MaximumIndentations);
                return;
            }

            _indentations.Add(found);
            Add(TokenKind.Indent, lineStart, _position);
            return;
        }

        while (found.Width < _indentations[^1].Width)
        {
            _indentations.RemoveAt(_indentations.Count - 1);
            Add(TokenKind.Dedent, _position, _position);
        }

        // The line belongs to no open block; it is read as one of the block that it is nearest to.
        if (found.Width != _indentations[^1].Width)
            _diagnostics.Report(Diagnostics.UnindentMatchesNothing, new SourceSpan(lineStart, _position));
        else if (found.WidthTabsAsOne != _indentations[^1].WidthTabsAsOne)
            _diagnostics.Report(Diagnostics.InconsistentTabs, new SourceSpan(lineStart, _position));
    }

    private void OpenBracket(char bracket)
    {
        int start = _position++;
        if (PythonLimits.MaximumBrackets <= _brackets.Count)
        {
            _brackets.Clear();
            _strings.Clear();
            StopAt(Diagnostics.TooManyBrackets, start, PythonLimits.MaximumBrackets);
            return;
        }

        _brackets.Add(new Bracket(bracket, start));
        AddFrom(
            bracket switch
            {
                '(' => TokenKind.LeftParen,
                '[' => TokenKind.LeftBracket,
                _ => TokenKind.LeftBrace,
            },
            start);
    }

    private void CloseBracket(char bracket)
    {
        int start = _position++;
        (char opening, TokenKind kind) = bracket switch
        {
            ')' => ('(', TokenKind.RightParen),
            ']' => ('[', TokenKind.RightBracket),
            _ => ('{', TokenKind.RightBrace),
        };
        if (_brackets.Count == 0)
        {
            AddError(Diagnostics.UnmatchedBracket, start, _position, bracket);
            return;
        }

        Bracket open = _brackets[^1];
        if (open.Kind == opening)
        {
            _brackets.RemoveAt(_brackets.Count - 1);
            AddFrom(kind, start);
            return;
        }

        _diagnostics.Report(
            Diagnostics.MismatchedBracket,
            new SourceSpan(start, _position),
            [new DiagnosticNote(new SourceSpan(open.Offset, open.Offset + 1), $"'{open.Kind}' is opened here")],
            bracket,
            open.Kind);
        Add(TokenKind.Error, start, _position);

        // The closing bracket belongs to one further out where there is one, otherwise it is a slip for the right one.
        int lowest = _strings.Count == 0 ? 0 : _strings[^1].BracketCount + 1;
        for (int i = _brackets.Count - 1; lowest <= i; i--)
        {
            if (_brackets[i].Kind != opening)
                continue;
            _brackets.RemoveRange(i, _brackets.Count - i);
            return;
        }

        if (lowest < _brackets.Count)
            _brackets.RemoveAt(_brackets.Count - 1);
    }

    private void ReportUnclosedBrackets()
    {
        Bracket open = _brackets[^1];
        _diagnostics.Report(Diagnostics.UnclosedBracket, new SourceSpan(open.Offset, open.Offset + 1), open.Kind);
        _unclosedBrackets.Add(new SourceSpan(open.Offset, _position));
        Add(TokenKind.Error, _position, _position);
        _brackets.Clear();
        _strings.Clear();
    }

    /// <summary>Gives up the rest of the text: a structure so deep that no program has it.</summary>
    private void StopAt(DiagnosticRow row, int offset, int limit)
    {
        AddError(row, offset, offset + 1, limit);
        _position = _text.Length;
    }
}
