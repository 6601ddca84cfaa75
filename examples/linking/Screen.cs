using System;
using System.IO;

namespace Krait.Examples.Linking;

/// <summary>What the host gives to the game: a field of letters.</summary>
internal sealed class Screen
{
    private const int Columns = 60;
    private const int Rows = 20;

    // A letter is twice as high as wide: a row shows two units of the field.
    private const int UnitsPerRow = 2;

    private readonly char[][] _rows = new char[Rows][];

    public Screen() => Clear();

    public void Clear()
    {
        for (int row = 0; row < Rows; row++)
            _rows[row] = new string(' ', Columns).ToCharArray();
    }

    // The coordinates come from a guest: anything may be in them.
    public void Draw(double x, double y, char letter)
    {
        if (0 <= x && x < Columns && 0 <= y && y < Rows * UnitsPerRow)
            _rows[(int)(y / UnitsPerRow)][(int)x] = letter;
    }

    public void DrawRocket(double x, double y, double headingX, double headingY)
    {
        Draw(x, y, '@');
        Draw(x + (headingX * UnitsPerRow), y + (headingY * UnitsPerRow), '.');
    }

    public void Print(TextWriter output, string caption)
    {
        output.WriteLine($"+-- {caption} {new string('-', Math.Max(Columns - caption.Length - 4, 0))}+");
        foreach (char[] row in _rows)
            output.WriteLine($"|{new string(row)}|");
        output.WriteLine($"+{new string('-', Columns)}+");
    }
}
