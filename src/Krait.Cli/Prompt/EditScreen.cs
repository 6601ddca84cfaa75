using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Krait.Cli.Prompt;

// The text is laid out in rows as wide as the terminal, and everything is written anew whenever it changes, from its first row on:
// no state of the terminal has to be known but how far below that row the cursor stands. What only grows at its end is written on.

/// <summary>Shows a text with its prompts while it is edited.</summary>
/// <param name="output">The terminal, which does not translate line ends.</param>
/// <param name="size">Its columns and rows at this moment.</param>
/// <param name="style">Colours of the prompts.</param>
internal sealed class EditScreen(TextWriter output, Func<(int Columns, int Rows)> size, TerminalStyle style)
{
    private string _shown = string.Empty;
    private bool _isCursorAtEnd;
    private bool _isRowEmpty;
    private int _cursorRow;

    /// <summary>Shows a text in place of what was shown before.</summary>
    public void Show(string firstPrompt, string nextPrompt, string text, int cursor)
    {
        (int columns, int height) = size();
        var layout = new Layout(Math.Max(columns, 8), style);
        layout.Add(firstPrompt, nextPrompt, text, cursor);
        List<string> rows = layout.Rows;

        // Of more rows than the terminal has those around the cursor are shown.
        int first = Math.Clamp(layout.CursorRow - (height / 2), 0, Math.Max(0, rows.Count - height));
        int count = Math.Min(rows.Count, Math.Max(height, 1));
        string frame = string.Join("\r\n", rows.GetRange(first, count));
        int cursorRow = Math.Clamp(layout.CursorRow - first, 0, count - 1);
        bool isAtEnd = cursor == text.Length;
        if (isAtEnd && _isCursorAtEnd && _shown.Length > 0 && frame.StartsWith(_shown, StringComparison.Ordinal))
            output.Write(frame[_shown.Length..]);
        else
            output.Write(Up(_cursorRow) + "\r\e[J" + frame + Up(count - 1 - cursorRow) + "\r" + Right(layout.CursorColumn));
        output.Flush();
        _shown = frame;
        _isCursorAtEnd = isAtEnd && layout.CursorRow == rows.Count - 1;
        _cursorRow = cursorRow;
        _isRowEmpty = rows[^1].Length == 0;
    }

    /// <summary>Goes to the row below the text, at whose end the cursor stands; what is shown next begins there.</summary>
    public void Leave()
    {
        output.Write(_isRowEmpty ? "\r" : "\r\n");
        output.Flush();
        Forget();
    }

    /// <summary>Clears the terminal; the text is to be shown again.</summary>
    public void Clear()
    {
        output.Write("\e[H\e[2J");
        Forget();
    }

    /// <summary>Writes lines below the text, which is to be shown again then.</summary>
    public void WriteBelow(IEnumerable<string> lines)
    {
        output.Write("\r\n");
        foreach (string line in lines)
            output.Write(line + "\r\n");
        Forget();
    }

    /// <summary>Columns and rows of the terminal.</summary>
    public (int Columns, int Rows) Size() => size();

    private void Forget()
    {
        _shown = string.Empty;
        _isCursorAtEnd = false;
        _cursorRow = 0;
        _isRowEmpty = false;
    }

    private static string Up(int rows) => rows > 0 ? string.Create(CultureInfo.InvariantCulture, $"\e[{rows}A") : string.Empty;

    private static string Right(int columns) => columns > 0 ? string.Create(CultureInfo.InvariantCulture, $"\e[{columns}C") : string.Empty;

    /// <summary>Rows of cells.</summary>
    private sealed class Layout(int columns, TerminalStyle style)
    {
        private readonly StringBuilder _row = new();
        private int _column;

        public List<string> Rows { get; } = [];

        public int CursorRow { get; private set; }

        public int CursorColumn { get; private set; }

        public void Add(string firstPrompt, string nextPrompt, string text, int cursor)
        {
            AddPrompt(firstPrompt);
            int position = 0;
            foreach (Rune rune in text.EnumerateRunes())
            {
                if (position == cursor)
                    MarkCursor();
                position += rune.Utf16SequenceLength;
                if (rune.Value == '\n')
                {
                    EndRow();
                    AddPrompt(nextPrompt);
                }
                else if (rune.Value == '\t')
                {
                    Add(new string(' ', CellWidth.TabCells), CellWidth.TabCells);
                }
                else if (Rune.IsControl(rune))
                {
                    Add("?", 1);
                }
                else
                {
                    Add(rune.ToString(), CellWidth.Of(rune));
                }
            }

            if (position == cursor)
                MarkCursor();
            EndRow();
        }

        private void AddPrompt(string prompt)
        {
            _row.Append(style.Prompt).Append(prompt).Append(style.Reset);
            _column = prompt.Length;
        }

        private void Add(string cells, int width)
        {
            if (_column + width > columns)
                EndRow();
            _row.Append(cells);
            _column += width;
        }

        // Behind a full row the cursor stands in the next one.
        private void MarkCursor()
        {
            if (_column == columns)
                EndRow();
            CursorRow = Rows.Count;
            CursorColumn = _column;
        }

        private void EndRow()
        {
            Rows.Add(_row.ToString());
            _row.Clear();
            _column = 0;
        }
    }
}
