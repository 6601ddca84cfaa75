using System;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Cli.Prompt;

/// <summary>Lets a user edit one input of one or more lines.</summary>
internal sealed class LineEditor(KeyDecoder keys, EditScreen screen, LineHistory history, ILineMeaning meaning)
{
    private const string FirstPrompt = ">>> ";
    private const string NextPrompt = "... ";
    private const string Indent = "    ";

    private readonly EditBuffer _buffer = new();
    private string _draft = string.Empty;
    private int _place;

    /// <summary>Reads one input.</summary>
    /// <param name="text">Without the line end that closed it.</param>
    public EditOutcome Read(out string text)
    {
        _buffer.Set(string.Empty);
        _place = history.Entries.Count;
        Show();
        while (true)
        {
            KeyPress key = keys.Read();
            if (key.Action == KeyAction.Search)
                key = new HistorySearch(keys, screen, history).Run(_buffer);
            text = _buffer.Text;
            switch (key.Action)
            {
                case KeyAction.Enter when TryAccept():
                    text = _buffer.Text;
                    history.Add(text);
                    return Leave(EditOutcome.Accepted);
                case KeyAction.Interrupt:
                    return Leave(EditOutcome.Interrupted);
                case KeyAction.EndOfInput:
                case KeyAction.DeleteOrEnd when text.Length == 0:
                    return Leave(EditOutcome.Ended);
                default:
                    Apply(key);
                    break;
            }

            Show();
        }
    }

    private void Apply(KeyPress key)
    {
        switch (key.Action)
        {
            case KeyAction.Insert or KeyAction.Paste: _buffer.Insert(key.Text); break;
            case KeyAction.NewLine: _buffer.InsertLine(); break;
            case KeyAction.Complete: Complete(); break;
            case KeyAction.Backspace: _buffer.Backspace(); break;
            case KeyAction.Delete or KeyAction.DeleteOrEnd: _buffer.Delete(); break;
            case KeyAction.Left: _buffer.MoveLeft(); break;
            case KeyAction.Right: _buffer.MoveRight(); break;
            case KeyAction.Up: MoveUp(); break;
            case KeyAction.Down: MoveDown(); break;
            case KeyAction.LineStart: _buffer.MoveToLineStart(); break;
            case KeyAction.LineEnd: _buffer.MoveToLineEnd(); break;
            case KeyAction.WordLeft: _buffer.MoveWordLeft(); break;
            case KeyAction.WordRight: _buffer.MoveWordRight(); break;
            case KeyAction.CutLineEnd: _buffer.CutLineEnd(); break;
            case KeyAction.CutLineStart: _buffer.CutLineStart(); break;
            case KeyAction.CutWord: _buffer.CutWord(); break;
            case KeyAction.CutNextWord: _buffer.CutNextWord(); break;
            case KeyAction.Yank: _buffer.Yank(); break;
            case KeyAction.ClearScreen: screen.Clear(); break;
        }
    }

    // A line of blanks at the end says that a block is over; it is no part of what is asked.
    private bool TryAccept()
    {
        string text = _buffer.Text;
        int lastLine = text.LastIndexOf('\n') + 1;
        if (0 < lastLine && text.AsSpan(lastLine).IsWhiteSpace())
            text = text[..lastLine];
        if (!string.IsNullOrWhiteSpace(text) && meaning.NeedsMore(text))
        {
            _buffer.InsertLine();
            return false;
        }

        _buffer.MoveToEnd();
        Show();
        _buffer.Set(text);
        return true;
    }

    private EditOutcome Leave(EditOutcome outcome)
    {
        if (outcome != EditOutcome.Accepted)
        {
            _buffer.MoveToEnd();
            Show();
        }

        screen.Leave();
        return outcome;
    }

    private void MoveUp()
    {
        if (!_buffer.TryMoveUp() && 0 < _place)
            Recall(_place - 1);
    }

    private void MoveDown()
    {
        if (!_buffer.TryMoveDown() && _place < history.Entries.Count)
            Recall(_place + 1);
    }

    // Behind the last entry stands what was typed before the first one was recalled.
    private void Recall(int place)
    {
        if (_place == history.Entries.Count)
            _draft = _buffer.Text;
        _place = place;
        _buffer.Set(place == history.Entries.Count ? _draft : history.Entries[place]);
    }

    private void Complete()
    {
        ReadOnlySpan<char> before = _buffer.BeforeCursor;
        if (before.IsWhiteSpace())
        {
            _buffer.Insert(Indent);
            return;
        }

        int start = before.Length;
        while (0 < start && (char.IsLetterOrDigit(before[start - 1]) || before[start - 1] is '_' or '.'))
            start--;
        string name = before[start..].ToString();
        IReadOnlyList<string> found = name.Length == 0 ? [] : meaning.Complete(name);
        if (found.Count == 0)
            return;
        string common = found.Aggregate(CommonPrefix);
        if (found.Count == 1 || name.Length < common.Length)
            _buffer.ReplaceBefore(name.Length, common);
        else
            screen.WriteBelow(Columns([.. found.Select(static match => match[(match.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal)]));
    }

    private IEnumerable<string> Columns(string[] names)
    {
        const int MaximumRows = 40;
        int width = names.Max(static name => name.Length) + 2;
        int columns = Math.Max(1, (screen.Size().Columns - 1) / width);
        int rows = (names.Length + columns - 1) / columns;
        for (int row = 0; row < Math.Min(rows, MaximumRows); row++)
        {
            int first = row;
            yield return string.Concat(Enumerable.Range(0, columns).Select(column => first + (column * rows)).Where(index => index < names.Length).Select(index => names[index].PadRight(width))).TrimEnd();
        }

        if (rows > MaximumRows)
            yield return $"... {names.Length} names in all";
    }

    private static string CommonPrefix(string a, string b)
    {
        int length = 0;
        while (length < Math.Min(a.Length, b.Length) && a[length] == b[length])
            length++;
        return a[..length];
    }

    private void Show() => screen.Show(FirstPrompt, NextPrompt, _buffer.Text, _buffer.Cursor);
}
