using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Krait.Guests.CPython;

// Python's text is code points, one to four bytes each; .NET's is UTF-16. Half a surrogate pair is a code point in Python and
// crosses as it is, in both directions; two halves that meet in .NET become one character there.

/// <summary>Text between .NET and CPython.</summary>
internal static class GuestCharacters
{
    private const int LastOfTwoBytes = 0xFFFF;

    /// <summary>Makes text of code points.</summary>
    /// <param name="bytes">A whole number of code points.</param>
    /// <param name="width">Bytes of each: 1, 2 or 4.</param>
    public static string Read(ReadOnlySpan<byte> bytes, int width)
    {
        if (width == 1)
            return Encoding.Latin1.GetString(bytes);
        if (width == 2)
            return new string(MemoryMarshal.Cast<byte, char>(bytes));
        ReadOnlySpan<int> points = MemoryMarshal.Cast<byte, int>(bytes);
        var text = new StringBuilder(points.Length + 8);
        foreach (int point in points)
        {
            if ((uint)point <= LastOfTwoBytes)
                text.Append((char)point);
            else if (Rune.TryCreate(point, out Rune rune))
                text.Append(rune.ToString());
            else
                text.Append('\uFFFD');
        }

        return text.ToString();
    }

    /// <summary>How many code points a text has, and the highest of them, or one of the same width.</summary>
    public static (int Count, int Highest) Measure(string text)
    {
        if (Ascii.IsValid(text))
            return (text.Length, 0x7F);
        int highest = 0;
        int pairs = 0;
        for (int i = 0; i < text.Length; i++)
        {
            highest = Math.Max(highest, text[i]);
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                pairs++;
                i++;
            }
        }

        return (text.Length - pairs, pairs > 0 ? 0x10FFFF : highest);
    }

    /// <summary>Writes the code points of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">As many as its code points take.</param>
    /// <param name="width">Bytes of each: 1, 2 or 4, as the highest of them needs.</param>
    public static void Write(string text, Span<byte> bytes, int width)
    {
        if (width == 1)
        {
            Encoding.Latin1.GetBytes(text, bytes);
        }
        else if (width == 2)
        {
            MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(bytes);
        }
        else
        {
            Span<int> points = MemoryMarshal.Cast<byte, int>(bytes);
            int next = 0;
            for (int i = 0; i < text.Length; i++)
            {
                bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
                points[next++] = isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i];
            }
        }
    }
}
