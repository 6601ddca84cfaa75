using System;
using System.Collections.Generic;

namespace Krait.Wasm.Debug;

// One unit of .debug_line: its header and its program, which writes rows. Gives up at the first thing it does not understand
// and keeps the sequences it has finished.
// Spec: DWARF 4 and 5, 6.2, line number information.
internal sealed class LineProgram(int unitStart, List<LineRow> rows, List<LineSequence> sequences, List<LineFile> files)
{
    // Forms of the file tables of version 5.
    private const int FormBlock = 0x09;
    private const int FormData1 = 0x0B;
    private const int FormData16 = 0x1E;
    private const int FormData2 = 0x05;
    private const int FormData4 = 0x06;
    private const int FormData8 = 0x07;
    private const int FormLineStrp = 0x1F;
    private const int FormString = 0x08;
    private const int FormStrp = 0x0E;
    private const int FormUdata = 0x0F;

    private const int ContentPath = 1;
    private const int ContentDirectoryIndex = 2;

    // Addresses of code that the linker left out; some linkers write 0, where no function can begin.
    private const ulong FirstTombstone = 0xFFFF_FFFE;

    // Names take more room here than in the section, where one can take a single byte.
    private const int MaximumNames = 1_000_000;

    private readonly List<LineText> _directories = [];
    private readonly int _firstFile = files.Count;
    private ulong _address;
    private long _file;
    private long _line;
    private ulong _column;
    private int _firstRow;

    private struct Header
    {
        public int Version;
        public int AddressBytes;
        public int MinimumInstruction;
        public int LineBase;
        public int LineRange;
        public byte[] OperandCounts;

        public readonly int OpcodeBase => OperandCounts.Length + 1;
    }

    // The unit from behind its length.
    public void Read(DwarfBytes unit)
    {
        Header header = default;
        header.Version = unit.U16();
        if (header.Version is < 2 or > 5)
            return;
        header.AddressBytes = 4;
        if (header.Version == 5)
        {
            header.AddressBytes = unit.U8();
            unit.Skip(1);
        }

        var headerLength = unit.Offset();
        var programStart = (ulong)unit.Position + headerLength;
        header.MinimumInstruction = unit.U8();
        if (header.Version >= 4)
            unit.Skip(1);
        unit.Skip(1);
        header.LineBase = (sbyte)unit.U8();
        header.LineRange = unit.U8();
        var opcodeBase = unit.U8();
        header.OperandCounts = new byte[Math.Max(opcodeBase - 1, 0)];
        for (var i = 0; i < header.OperandCounts.Length; i++)
            header.OperandCounts[i] = unit.U8();
        if (unit.HasFailed || header.LineRange == 0)
            return;
        if (header.Version == 5)
            ReadTables(ref unit);
        else
            ReadEarlyTables(ref unit);
        if (unit.HasFailed || programStart < (ulong)unit.Position)
            return;
        unit.Skip(programStart - (ulong)unit.Position);
        Run(ref unit, header);
    }

    // Versions 2 to 4: strings up to an empty one. Directory 0 is where the compiler ran, file numbers begin with 1.
    private void ReadEarlyTables(ref DwarfBytes unit)
    {
        while (_directories.Count < MaximumNames && TryReadString(ref unit, out var directory))
            _directories.Add(directory);
        while (files.Count < MaximumNames && TryReadString(ref unit, out var name))
        {
            var directory = unit.Unsigned();
            unit.Unsigned();
            unit.Unsigned();
            files.Add(new LineFile(name, 0 < directory && directory <= (ulong)_directories.Count ? _directories[(int)directory - 1] : null));
        }
    }

    private bool TryReadString(ref DwarfBytes unit, out LineText text)
    {
        var start = unit.Position;
        text = new LineText(LineTextSection.Lines, (ulong)(unitStart + start));
        unit.String();
        return !unit.HasFailed && unit.Position - start > 1;
    }

    // Version 5: tables that say what their columns are. Directory 0 is where the compiler ran, file numbers begin with 0.
    private void ReadTables(ref DwarfBytes unit)
    {
        ReadTable(ref unit, (path, _) => _directories.Add(path));
        ReadTable(ref unit, (path, directory) => files.Add(new LineFile(path, 0 < directory && directory < (ulong)_directories.Count ? _directories[(int)directory] : null)));
    }

    private void ReadTable(ref DwarfBytes unit, Action<LineText, ulong> add)
    {
        var columns = new (ulong Content, ulong Form)[unit.U8()];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = (unit.Unsigned(), unit.Unsigned());
        var count = unit.Unsigned();

        // Every form below takes at least a byte; a table without columns would never come to its end.
        if ((columns.Length == 0 && count > 0) || count > (ulong)(MaximumNames - files.Count))
            unit.Skip(ulong.MaxValue);
        for (var i = 0UL; i < count && !unit.HasFailed; i++)
        {
            LineText path = default;
            var directory = 0UL;
            foreach (var (content, form) in columns)
            {
                var start = (ulong)(unitStart + unit.Position);
                var value = ReadForm(ref unit, form);
                if (content == ContentPath)
                    path = form switch
                    {
                        FormString => new LineText(LineTextSection.Lines, start),
                        FormLineStrp => new LineText(LineTextSection.LineStrings, value),
                        FormStrp => new LineText(LineTextSection.Strings, value),
                        _ => new LineText(LineTextSection.Lines, ulong.MaxValue),
                    };
                else if (content == ContentDirectoryIndex)
                    directory = value;
            }

            if (!unit.HasFailed)
                add(path, directory);
        }
    }

    private static ulong ReadForm(ref DwarfBytes unit, ulong form)
    {
        switch (form)
        {
            case FormString: return (ulong)unit.String();
            case FormLineStrp or FormStrp: return unit.Offset();
            case FormUdata: return unit.Unsigned();
            case FormData1: return unit.U8();
            case FormData2: return unit.U16();
            case FormData4: return unit.U32();
            case FormData8: return unit.U64();
            case FormData16: unit.Skip(16); return 0;
            case FormBlock: unit.Skip(unit.Unsigned()); return 0;
            default: unit.Skip(ulong.MaxValue); return 0;
        }
    }

    private void Run(ref DwarfBytes program, Header header)
    {
        Reset();
        while (!program.AtEnd && rows.Count < SourceMap.MaximumRows)
        {
            var opcode = program.U8();
            if (header.OpcodeBase <= opcode)
                RunSpecial(opcode - header.OpcodeBase, header);
            else if (opcode == 0)
                RunExtended(ref program, header);
            else
                RunStandard(opcode, ref program, header);
        }

        DropUnfinished();
    }

    private void RunSpecial(int adjusted, Header header)
    {
        _address += (ulong)(adjusted / header.LineRange * header.MinimumInstruction);
        _line += header.LineBase + (adjusted % header.LineRange);
        AddRow(header);
    }

    private void RunStandard(byte opcode, ref DwarfBytes program, Header header)
    {
        switch (opcode)
        {
            case 1: AddRow(header); break;
            case 2: _address += program.Unsigned() * (ulong)header.MinimumInstruction; break;
            case 3: _line += program.Signed(); break;
            case 4: _file = (long)program.Unsigned(); break;
            case 5: _column = program.Unsigned(); break;
            case 8: _address += (ulong)((255 - header.OpcodeBase) / header.LineRange * header.MinimumInstruction); break;
            case 9: _address += program.U16(); break;

            // negate_stmt, set_basic_block, set_prologue_end, set_epilogue_begin, set_isa, and opcodes of later versions say
            // nothing about lines.
            default:
                for (var i = 0; i < header.OperandCounts[opcode - 1]; i++)
                    program.Unsigned();
                break;
        }
    }

    private void RunExtended(ref DwarfBytes program, Header header)
    {
        const int endSequence = 1;
        const int setAddress = 2;
        var length = program.Unsigned();
        var part = program.Part(length);
        switch (part.U8())
        {
            case endSequence: EndSequence(); break;
            case setAddress:
                var address = part.Address(part.Remaining);
                _address = part.HasFailed || header.AddressBytes is not (4 or 8) ? FirstTombstone : address;
                break;
        }
    }

    private void AddRow(Header header)
    {
        var file = header.Version == 5 ? _file : _file - 1;
        var known = 0 <= file && file < files.Count - _firstFile;
        var row = new LineRow(
            (uint)Math.Min(_address, uint.MaxValue),
            known ? _firstFile + (int)file : -1,
            (int)Math.Clamp(_line, 0, int.MaxValue),
            (ushort)Math.Min(_column, ushort.MaxValue));

        // Spec: addresses never fall within a sequence. One that does is left out, or the search would not find its neighbours.
        if (rows.Count == _firstRow || rows[^1].Address <= row.Address)
            rows.Add(row);
    }

    private void EndSequence()
    {
        var count = rows.Count - _firstRow;
        if (count > 0 && 0 < rows[_firstRow].Address && rows[_firstRow].Address < _address && _address < FirstTombstone)
            sequences.Add(new LineSequence(rows[_firstRow].Address, (uint)_address, _firstRow, count));
        else
            DropUnfinished();
        Reset();
    }

    private void DropUnfinished() => rows.RemoveRange(_firstRow, rows.Count - _firstRow);

    private void Reset()
    {
        _firstRow = rows.Count;
        _address = 0;
        _file = 1;
        _line = 1;
        _column = 0;
    }
}
