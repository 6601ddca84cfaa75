using System;
using System.Collections.Generic;
using System.Text;

namespace Krait.Wasm.Debug;

// All line tables of a module in one: rows by address, and the names of files, which are put together when asked for.
internal sealed class LineTable
{
    private readonly ReadOnlyMemory<byte>[] _strings;
    private readonly List<LineRow> _rows = [];
    private readonly List<LineSequence> _sequences = [];
    private readonly List<LineFile> _files = [];

    private LineTable(ReadOnlyMemory<byte> lines, ReadOnlyMemory<byte> lineStrings, ReadOnlyMemory<byte> strings)
    {
        _strings = [lines, lineStrings, strings];
    }

    public static LineTable Read(Module module)
    {
        LineTable table = new(Section(module, ".debug_line"), Section(module, ".debug_line_str"), Section(module, ".debug_str"));
        DwarfBytes section = new(table._strings[0].Span);
        while (!section.AtEnd && table._rows.Count < SourceMap.MaximumRows)
        {
            var length = section.InitialLength();
            var start = section.Position;
            var unit = section.Part(length);
            if (!section.HasFailed)
                new LineProgram(start, table._rows, table._sequences, table._files).Read(unit);
        }

        table._sequences.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return table;
    }

    public bool TryFind(long address, out SourcePlace place)
    {
        place = default;
        if (SequenceAt(address) is not { } sequence)
            return false;
        var row = LastRow(sequence, (uint)address);
        if (row.Line == 0 || (uint)row.File >= (uint)_files.Count)
            return false;
        place = new SourcePlace(PathOf(_files[row.File]), row.Line, row.Column);
        return true;
    }

    private static ReadOnlyMemory<byte> Section(Module module, string name) => module.FindCustomSection(name) ?? default;

    private LineSequence? SequenceAt(long address)
    {
        var low = 0;
        var high = _sequences.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sequences[middle].Start <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && address < _sequences[low - 1].End ? _sequences[low - 1] : null;
    }

    // Of rows with one address, the last one holds.
    private LineRow LastRow(LineSequence sequence, uint address)
    {
        var low = sequence.FirstRow;
        var high = sequence.FirstRow + sequence.RowCount;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_rows[middle].Address <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return _rows[Math.Max(low - 1, sequence.FirstRow)];
    }

    private string PathOf(LineFile file)
    {
        var name = TextOf(file.Name);
        var directory = file.Directory is { } text ? TextOf(text) : "";
        if (directory.Length == 0 || name.StartsWith('/'))
            return name;
        return directory.EndsWith('/') ? directory + name : directory + "/" + name;
    }

    // Cut, since a hostile section may hold one string of its whole length.
    private string TextOf(LineText text)
    {
        const int longest = 4096;
        var section = _strings[(int)text.Section].Span;
        if (text.Offset >= (ulong)section.Length)
            return "?";
        var rest = section[(int)text.Offset..];
        rest = rest[..Math.Min(rest.Length, longest)];
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}

// Where a name stands.
internal enum LineTextSection
{
    Lines,
    LineStrings,
    Strings,
}

internal readonly record struct LineText(LineTextSection Section, ulong Offset);

// A file of a line table; without a directory where it lies where the compiler ran.
internal readonly record struct LineFile(LineText Name, LineText? Directory);

// From Address to the next row's the code comes from this line. Spec: DWARF 5, 6.2.2, state machine registers.
internal readonly record struct LineRow(uint Address, int File, int Line, ushort Column);

// Rows of rising addresses, from Start up to but not including End.
internal readonly record struct LineSequence(uint Start, uint End, int FirstRow, int RowCount);
