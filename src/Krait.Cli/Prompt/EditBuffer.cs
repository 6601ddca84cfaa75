using System;
using System.Globalization;

namespace Krait.Cli.Prompt;

// Positions are UTF-16 offsets between what a reader takes for characters. Lines end with \n.

/// <summary>A text of one or more lines and a cursor in it.</summary>
internal sealed class EditBuffer
{
    private const int IndentWidth = 4;

    private string _cut = string.Empty;

    public string Text { get; private set; } = string.Empty;

    /// <summary>From 0 to the text's length.</summary>
    public int Cursor { get; private set; }

    public int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    public int LineEnd => Text.IndexOf('\n', Cursor) is >= 0 and var end ? end : Text.Length;

    /// <summary>The line up to the cursor.</summary>
    public ReadOnlySpan<char> BeforeCursor => Text.AsSpan(LineStart, Cursor - LineStart);

    /// <summary>Begins with another text, the cursor at its end.</summary>
    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    /// <summary>Begins another line, indented as the one before it, and further after a colon.</summary>
    public void InsertLine()
    {
        ReadOnlySpan<char> line = BeforeCursor;
        string indent = line[..(line.Length - line.TrimStart(" \t").Length)].ToString();
        Insert("\n" + (line.TrimEnd().EndsWith(":") ? indent + new string(' ', IndentWidth) : indent));
    }

    /// <summary>Removes the character before the cursor; of an indentation, one step.</summary>
    public void Backspace()
    {
        ReadOnlySpan<char> before = BeforeCursor;
        bool isIndent = before.Length > 0 && before.TrimStart(' ').IsEmpty;
        Remove(isIndent ? Cursor - (((before.Length - 1) % IndentWidth) + 1) : Before(Cursor), Cursor);
    }

    public void Delete() => Remove(Cursor, After(Cursor));

    public void MoveLeft() => Cursor = Before(Cursor);

    public void MoveRight() => Cursor = After(Cursor);

    public void MoveToLineStart() => Cursor = LineStart;

    public void MoveToLineEnd() => Cursor = LineEnd;

    public void MoveToEnd() => Cursor = Text.Length;

    public void MoveWordLeft() => Cursor = WordBefore(IsWord);

    public void MoveWordRight() => Cursor = WordAfter();

    /// <summary>Goes to the same column of the line above.</summary>
    /// <returns>False in the first line.</returns>
    public bool TryMoveUp()
    {
        int start = LineStart;
        if (start == 0)
            return false;
        int column = Cursor - start;
        Cursor = start - 1;
        Cursor = Math.Min(LineStart + column, start - 1);
        return true;
    }

    /// <summary>Goes to the same column of the line below.</summary>
    /// <returns>False in the last line.</returns>
    public bool TryMoveDown()
    {
        int end = LineEnd;
        if (end == Text.Length)
            return false;
        int column = Cursor - LineStart;
        Cursor = end + 1;
        Cursor = Math.Min(Cursor + column, LineEnd);
        return true;
    }

    public void CutLineEnd() => Cut(Cursor, LineEnd);

    public void CutLineStart() => Cut(LineStart, Cursor);

    public void CutWord() => Cut(WordBefore(static c => !char.IsWhiteSpace(c)), Cursor);

    public void CutNextWord() => Cut(Cursor, WordAfter());

    public void Yank() => Insert(_cut);

    /// <summary>Puts a text in place of the characters before the cursor.</summary>
    public void ReplaceBefore(int length, string text)
    {
        Remove(Cursor - length, Cursor);
        Insert(text);
    }

    private void Cut(int start, int end)
    {
        if (start < end)
            _cut = Text[start..end];
        Remove(start, end);
    }

    private void Remove(int start, int end)
    {
        start = Math.Max(start, 0);
        Text = Text.Remove(start, end - start);
        Cursor = start;
    }

    private int Before(int position)
    {
        if (position == 0)
            return 0;

        // Characters are found from the front, so a line is walked; lines are short.
        int next = Math.Min(LineStart, position - 1);
        int last;
        do
        {
            last = next;
            next += StringInfo.GetNextTextElementLength(Text, next);
        }
        while (next < position);
        return last;
    }

    private int After(int position) => position == Text.Length ? position : position + StringInfo.GetNextTextElementLength(Text, position);

    private int WordBefore(Func<char, bool> isPart)
    {
        int position = Cursor;
        while (0 < position && !isPart(Text[position - 1]))
            position--;
        while (0 < position && isPart(Text[position - 1]))
            position--;
        return position;
    }

    private int WordAfter()
    {
        int position = Cursor;
        while (position < Text.Length && !IsWord(Text[position]))
            position++;
        while (position < Text.Length && IsWord(Text[position]))
            position++;
        return position;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
