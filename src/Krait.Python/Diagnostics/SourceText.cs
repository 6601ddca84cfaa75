using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Krait.Python.Syntax;

namespace Krait.Python;

/// <summary>A Python source file in memory: its name, its text and where its lines start. Immutable, safe to share.</summary>
/// <remarks>Lines end with LF, CR or CR LF, as the Python reference says (lexical analysis, physical lines).</remarks>
public sealed class SourceText
{
    private readonly int[] _lineStarts;

    /// <summary>Wraps a text that is already decoded.</summary>
    /// <param name="text">The whole file. A leading byte order mark is dropped.</param>
    /// <param name="name">The name that diagnostics show, usually a file name.</param>
    public SourceText(string text, string name = "<string>")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        Text = text.StartsWith('\uFEFF') ? text[1..] : text;
        Name = name;
        _lineStarts = FindLineStarts(Text);
    }

    /// <summary>Decodes a file: UTF-8, or the encoding that a comment on its first lines declares.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The name that diagnostics show.</param>
    /// <param name="diagnostics">What is wrong with the bytes; empty for a good file.</param>
    /// <returns>The text, with U+FFFD for bytes that are none.</returns>
    public static SourceText Decode(ReadOnlySpan<byte> bytes, string name, out ImmutableArray<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(name);
        DiagnosticBag decoded = SourceDecoder.Decode(bytes, name);
        diagnostics = decoded.ToImmutable();
        return decoded.Source;
    }

    /// <summary>The whole text. Spans count its UTF-16 units.</summary>
    public string Text { get; }

    /// <summary>The name that diagnostics show.</summary>
    public string Name { get; }

    /// <summary>The number of lines; at least 1. A text that ends with a line end has an empty last line.</summary>
    public int LineCount => _lineStarts.Length;

    /// <summary>Says where an offset is.</summary>
    /// <param name="offset">0 to the length of the text; larger ones count as its end.</param>
    /// <returns>The line and column, both from 1. Cost: logarithmic in the number of lines plus the line's length.</returns>
    public SourcePosition PositionAt(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        int line = LineIndexAt(offset);
        int column = 1;
        for (int i = _lineStarts[line]; i < offset; i++)
        {
            bool isSecondOfPair = char.IsLowSurrogate(Text[i]) && 0 < i && char.IsHighSurrogate(Text[i - 1]);
            if (!isSecondOfPair)
                column++;
        }

        return new SourcePosition(line + 1, column);
    }

    /// <summary>The line's text without its line end.</summary>
    /// <param name="line">The line, from 1 to <see cref="LineCount"/>.</param>
    /// <returns>A slice of the text.</returns>
    public ReadOnlySpan<char> Line(int line)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(line, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(line, LineCount);
        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Length ? _lineStarts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>The text that a span covers.</summary>
    /// <param name="span">A span of this text.</param>
    /// <returns>A slice of the text.</returns>
    public ReadOnlySpan<char> Slice(SourceSpan span) => Text.AsSpan(span.Start, span.Length);

    /// <summary>The offset at which a line starts; lines count from 1.</summary>
    internal int LineStart(int line) => _lineStarts[line - 1];

    /// <summary>The line of an offset, from 0.</summary>
    internal int LineIndexAt(int offset)
    {
        int index = Array.BinarySearch(_lineStarts, offset);
        return 0 <= index ? index : ~index - 1;
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int>(1 + (text.Length / 32)) { 0 };
        int offset = 0;
        while (true)
        {
            int found = text.AsSpan(offset).IndexOfAny('\r', '\n');
            if (found < 0)
                return [.. starts];
            offset += found + 1;
            if (text[offset - 1] == '\r' && offset < text.Length && text[offset] == '\n')
                offset++;
            starts.Add(offset);
        }
    }
}
