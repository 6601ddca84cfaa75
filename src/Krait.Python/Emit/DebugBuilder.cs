using System.Collections.Generic;
using System.IO;
using System.Text;
using Krait.Python.Ir;
using Krait.Python.Typing;

namespace Krait.Python.Emit;

/// <summary>A place in the code that has a place in the source.</summary>
/// <param name="Offset">Bytes from the first instruction of the body.</param>
/// <param name="Span">The source.</param>
/// <param name="ExceptionType">What is raised here: an exception's number, <see cref="PendingException"/>, or 0 for nothing.</param>
/// <param name="Message">The constant message, or null.</param>
internal readonly record struct DebugEntry(int Offset, SourceSpan Span, int ExceptionType, string? Message)
{
    /// <summary>The exception globals say what is raised.</summary>
    public const int PendingException = 255;
}

// The section krait.debug. All numbers are unsigned LEB128, signed ones zigzag; strings are a length and UTF-8.
//
//   version = 1
//   source name
//   address of the passed sites in memory (a count, then their numbers, i32 each), or 0
//   exception names: count, strings; number 1 is the first
//   messages:        count, strings
//   functions:       count, then each
//     function index, flags (1: runtime library), name
//     entries:       count, then each
//       offset delta, line delta (signed), column, raised (0 nothing, else 1 + 256 * message + type; message 0 is none)
//   sites:           count, then each: function index, line, column

/// <summary>Collects the places of all functions and writes the debug section.</summary>
internal sealed class DebugBuilder
{
    public const string SectionName = "krait.debug";

    private readonly List<(IrFunction Function, List<DebugEntry> Entries)> _functions = [];
    private readonly Dictionary<(IrFunction, SourceSpan), int> _siteNumbers = [];
    private readonly List<(IrFunction Function, SourceSpan Span)> _sites = [];
    private readonly Dictionary<string, int> _messageNumbers = [];
    private readonly List<string> _messages = [];

    public void AddFunction(IrFunction function, List<DebugEntry> entries) => _functions.Add((function, entries));

    /// <summary>The number of a site that exceptions pass.</summary>
    public int NumberOf(IrFunction function, SourceSpan span)
    {
        if (!_siteNumbers.TryGetValue((function, span), out int number))
        {
            number = _sites.Count;
            _siteNumbers.Add((function, span), number);
            _sites.Add((function, span));
        }

        return number;
    }

    /// <summary>The section's bytes.</summary>
    public byte[] Encode(string sourceName, int framesAddress)
    {
        var functions = new MemoryStream();
        Write(functions, _functions.Count);
        foreach ((IrFunction function, List<DebugEntry> entries) in _functions)
            WriteFunction(functions, function, entries);
        var stream = new MemoryStream();
        Write(stream, 1);
        Write(stream, sourceName);
        Write(stream, framesAddress);
        Write(stream, ExceptionTable.Rows.Length);
        foreach (ExceptionRow row in ExceptionTable.Rows)
            Write(stream, row.Name);
        Write(stream, _messages.Count);
        foreach (string message in _messages)
            Write(stream, message);
        functions.WriteTo(stream);
        Write(stream, _sites.Count);
        foreach ((IrFunction function, SourceSpan span) in _sites)
        {
            SourcePosition position = PositionOf(function, span);
            Write(stream, function.Index);
            Write(stream, position.Line);
            Write(stream, position.Column);
        }

        return stream.ToArray();
    }

    private void WriteFunction(Stream stream, IrFunction function, List<DebugEntry> entries)
    {
        Write(stream, function.Index);
        Write(stream, function.IsLibrary || function.Source is null ? 1 : 0);
        Write(stream, function.Name);
        Write(stream, entries.Count);
        int offset = 0;
        int line = 0;
        foreach (DebugEntry entry in entries)
        {
            SourcePosition position = PositionOf(function, entry.Span);
            Write(stream, entry.Offset - offset);
            Write(stream, Zigzag(position.Line - line));
            Write(stream, position.Column);
            Write(stream, entry.ExceptionType == 0 ? 0 : 1 + (256 * MessageNumber(entry.Message)) + entry.ExceptionType);
            offset = entry.Offset;
            line = position.Line;
        }
    }

    private static SourcePosition PositionOf(IrFunction function, SourceSpan span) =>
        function.Source?.PositionAt(span.Start) ?? new SourcePosition(0, 0);

    private int MessageNumber(string? message)
    {
        if (message is null)
            return 0;
        if (!_messageNumbers.TryGetValue(message, out int number))
        {
            _messages.Add(message);
            number = _messages.Count;
            _messageNumbers.Add(message, number);
        }

        return number;
    }

    private static int Zigzag(int value) => (value << 1) ^ (value >> 31);

    private static void Write(Stream stream, int value)
    {
        uint rest = (uint)value;
        while (0x7F < rest)
        {
            stream.WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }

        stream.WriteByte((byte)rest);
    }

    private static void Write(Stream stream, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Write(stream, bytes.Length);
        stream.Write(bytes);
    }
}
