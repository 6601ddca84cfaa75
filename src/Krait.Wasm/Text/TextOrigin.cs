using System;
using System.Collections.Generic;

namespace Krait.Wasm.Text;

// Where the code of a parsed module stands in its text, so that the validator can name lines.
internal sealed class TextOrigin(string text, string? fileName)
{
    private readonly Dictionary<int, SourceMark[]> _marks = [];

    public void Add(int functionIndex, SourceMark[] marks) => _marks[functionIndex] = marks;

    // The place of the instruction at an offset of a function's code.
    public bool TryLocate(int functionIndex, int codeOffset, out TextPlace place)
    {
        place = default;
        if (!_marks.TryGetValue(functionIndex, out var marks) || marks.Length == 0)
            return false;

        // The function's last `end` has no mark of its own; it belongs to the last instruction.
        var index = Array.BinarySearch(marks, new SourceMark(codeOffset, 0), SourceMark.ByCodeOffset);
        var mark = marks[Math.Max(index < 0 ? ~index - 1 : index, 0)];
        place = TextPlace.Of(text, fileName, mark.Position);
        return true;
    }
}

// An instruction's offset in its code and its position in the text.
internal readonly record struct SourceMark(int CodeOffset, int Position)
{
    public static IComparer<SourceMark> ByCodeOffset { get; } =
        Comparer<SourceMark>.Create((a, b) => a.CodeOffset.CompareTo(b.CodeOffset));
}

// A place in a text, lines and columns from 1.
internal readonly record struct TextPlace(string? FileName, int Line, int Column)
{
    // Cost: linear in the text, so for messages only.
    public static TextPlace Of(string text, string? fileName, int position)
    {
        var lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var line = 1 + text.AsSpan(0, position).Count('\n');
        return new TextPlace(fileName, line, position - lineStart + 1);
    }

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{FileName ?? "text"}:{Line}:{Column}");
}
