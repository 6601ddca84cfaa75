using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Krait.Guests.Errors;
using Krait.Runtime;
using static Krait.Guests.CPython.CPythonLayout;

namespace Krait.Guests.CPython;

/// <summary>Takes tracebacks apart; one of these serves one exception and those that come along with it.</summary>
internal sealed class CPythonFrames(CPythonSession session, ErrorBudget budget)
{
    private const int MaximumNameCharacters = 1000;
    private const int MaximumSourceCharacters = 4096;

    // Only a broken memory holds a traceback with more frames.
    private const int MaximumSteps = 1_000_000;

    private readonly CPythonApi _api = session.Api;
    private readonly CPythonCalls _calls = session.Calls;
    private readonly SourceLines _files = new(session.Host);

    // Recursion passes the same place again and again.
    private readonly Dictionary<(int Code, int Instruction, int Line), PythonFrame> _known = [];

    private Memory Memory => _api.Memory;

    /// <summary>The frames of a traceback, outermost first.</summary>
    /// <param name="traceback">Its address, or that of <c>None</c>, or 0.</param>
    /// <param name="omitted">How many are left out in the middle.</param>
    public ImmutableArray<PythonFrame> Read(int traceback, out int omitted)
    {
        List<int> places = [];
        for (int at = traceback; at != 0 && at != _api.None && places.Count < MaximumSteps; at = Memory.Read<int>((uint)at + TracebackNext))
            places.Add(at);
        int maximum = Math.Min(PythonException.MaximumFrames, budget.FramesLeft);
        omitted = Math.Max(0, places.Count - maximum);
        budget.TakeFrames(places.Count - omitted);
        if (omitted > 0)
            places.RemoveRange(maximum / 2, omitted);
        return [.. places.Select(ReadOne)];
    }

    private PythonFrame ReadOne(int traceback)
    {
        int instruction = Memory.Read<int>((uint)traceback + TracebackInstruction);
        int line = Memory.Read<int>((uint)traceback + TracebackLine);
        int code = _calls.CodeOfFrame(Memory.Read<int>((uint)traceback + TracebackFrame));
        try
        {
            if (!_known.TryGetValue((code, instruction, line), out PythonFrame frame))
                _known.Add((code, instruction, line), frame = ReadCode(code, instruction, line));
            return frame;
        }
        finally
        {
            _api.Release(code);
        }
    }

    private PythonFrame ReadCode(int code, int instruction, int tracebackLine)
    {
        (int line, int column, int endLine, int endColumn) = LocationOf(code, instruction);
        if (line <= 0)
            line = Math.Max(0, tracebackLine);
        string function = TextOf(code, "co_name");
        string file = TextOf(code, "co_filename");
        var frame = new PythonFrame(file, line, function);
        bool hasColumns = column >= 0 && endColumn >= 0 && endLine >= line;
        string[]? lines = line == 0 ? null : session.Host.Sources.LinesOf(code, file) ?? _files.Of(file);
        if (lines is null || line > lines.Length)
            return hasColumns ? frame with { EndLine = endLine, Column = column + 1, EndColumn = endColumn + 1 } : frame;
        string first = lines[line - 1].TrimEnd();
        int last = hasColumns ? Math.Min(endLine, lines.Length) : line;
        if (hasColumns)
            frame = frame with { EndLine = endLine, Column = CharactersOf(first, column) + 1, EndColumn = CharactersOf(lines[last - 1].TrimEnd(), endColumn) + 1 };
        string source = SourceOf(lines, line, last);
        budget.TakeCharacters(first.Length + source.Length);
        if (first.Length > MaximumSourceCharacters || budget.CharactersLeft == 0)
            return frame;
        return frame with { Text = first.Trim(), Source = source.Length == 0 || last != Math.Max(line, endLine) ? first : source };
    }

    // Of what is too long only the first line is shown, without marks that would stand elsewhere.
    private static string SourceOf(string[] lines, int line, int last)
    {
        var source = new StringBuilder();
        for (int i = line; i <= last; i++)
        {
            source.Append(i == line ? "" : "\n").Append(lines[i - 1].TrimEnd());
            if (source.Length > MaximumSourceCharacters)
                return "";
        }

        return source.ToString();
    }

    // Columns count bytes of UTF-8.
    private static int CharactersOf(string line, int bytes)
    {
        if (bytes >= line.Length && Ascii.IsValid(line))
            return line.Length;
        if (Ascii.IsValid(line))
            return bytes;
        int index = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
                break;
            index += rune.Utf16SequenceLength;
        }

        return index;
    }

    private (int Line, int Column, int EndLine, int EndColumn) LocationOf(int code, int instruction)
    {
        if (instruction < 0)
            return (0, -1, 0, -1);
        using GuestScratch.Stretch stretch = session.Scratch.Open();
        int place = session.Scratch.Take(4 * sizeof(int));
        if (_calls.LocationInCode(code, instruction, place, place + 4, place + 8, place + 12) == 0)
            return (0, -1, 0, -1);
        return (Memory.Read<int>((uint)place), Memory.Read<int>((uint)place + 4), Memory.Read<int>((uint)place + 8), Memory.Read<int>((uint)place + 12));
    }

    private string TextOf(int code, string name)
    {
        int value = _calls.GetAttribute(code, session.Name(name));
        if (value == 0)
        {
            _api.ClearError();
            return "?";
        }

        string text = session.Reader.ReadBeginning(value, Math.Min(MaximumNameCharacters, budget.CharactersLeft));
        budget.TakeCharacters(text.Length);
        _api.DecRef(value);
        return text;
    }
}
