using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Krait.Cli.Tests.Prompt;

/// <summary>What a terminal shows after it received a text: lines without colours, nothing scrolled away.</summary>
internal sealed class TerminalPicture
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;

    /// <summary>The lines, without blanks at their ends.</summary>
    public static string Draw(string received)
    {
        var picture = new TerminalPicture();
        for (int i = 0; i < received.Length; i++)
        {
            if (received[i] == '\e')
                i = picture.Obey(received, i + 1);
            else
                picture.Put(received[i]);
        }

        return string.Join('\n', picture._lines.Select(static line => line.ToString().TrimEnd())).TrimEnd('\n');
    }

    private void Put(char c)
    {
        switch (c)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                MoveDown();
                break;
            case '\b':
                _column = Math.Max(0, _column - 1);
                break;
            case >= ' ':
                StringBuilder line = _lines[_row];
                line.Append(' ', Math.Max(0, _column + 1 - line.Length));
                line[_column++] = c;
                break;
        }
    }

    private void MoveDown()
    {
        _row++;
        if (_row == _lines.Count)
            _lines.Add(new StringBuilder());
    }

    // The position of the sequence's last character.
    private int Obey(string received, int start)
    {
        if (received[start] != '[')
            return start;
        int end = start + 1;
        while (received[end] is < '@' or > '~')
            end++;
        string parameters = received[(start + 1)..end];
        int count = int.TryParse(parameters, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 1;
        switch (received[end])
        {
            case 'A':
                _row = Math.Max(0, _row - count);
                break;
            case 'C':
                _column += count;
                break;
            case 'H':
                (_row, _column) = (0, 0);
                break;
            case 'J':
                int first = parameters == "2" ? 0 : _row;
                _lines.RemoveRange(first + 1, _lines.Count - first - 1);
                _lines[first].Length = parameters == "2" ? 0 : Math.Min(_column, _lines[first].Length);
                break;
            case 'm' or 'h' or 'l':
                break;
            default:
                throw new InvalidOperationException($"the terminal got ESC [ {parameters} {received[end]}");
        }

        return end;
    }
}
