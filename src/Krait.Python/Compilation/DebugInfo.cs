using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Krait.Python;

/// <summary>One frame of a Python traceback.</summary>
/// <param name="Function">The function's name; <c>&lt;module&gt;</c> for the statements of the file.</param>
/// <param name="Line">The line, from 1; 0 where it is not known.</param>
/// <param name="Column">The column, from 1; 0 where it is not known.</param>
/// <param name="IsLibrary">The frame belongs to Krait's runtime library and is not part of the user's source.</param>
public sealed record DebugFrame(string Function, int Line, int Column, bool IsLibrary);

/// <summary>What is raised at a place in the code.</summary>
/// <param name="Type">The exception's name; null where the exception globals say it.</param>
/// <param name="Message">The message; null where there is none, or where the globals say it.</param>
public sealed record DebugRaise(string? Type, string? Message);

/// <summary>
/// The section <c>krait.debug</c> of a compiled module: from places in the code back to the source, and what is raised there.
/// Immutable, safe to share.
/// </summary>
public sealed class DebugInfo
{
    /// <summary>The name of the custom section.</summary>
    public const string SectionName = Emit.DebugBuilder.SectionName;

    /// <summary>The name of the exported global that holds the number of the pending exception's type; 0 for none.</summary>
    public const string ExceptionTypeExport = "krait_exception_type";

    /// <summary>The name of the exported global that holds the address of the pending exception's message; 0 for none.</summary>
    public const string ExceptionMessageExport = "krait_exception_message";

    private const int PendingException = Emit.DebugEntry.PendingException;

    private readonly Dictionary<int, Function> _functions = [];
    private readonly List<DebugFrame> _sites = [];
    private readonly List<string> _exceptions = [];
    private readonly List<string> _messages = [];
    private int _framesAddress;

    private DebugInfo()
    {
    }

    /// <summary>The name of the source file.</summary>
    public string SourceName { get; private set; } = "";

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section's bytes, without its name.</param>
    /// <param name="info">What it says, or null.</param>
    /// <returns>False where the bytes are no such section; nothing is thrown for bad bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> section, [NotNullWhen(true)] out DebugInfo? info)
    {
        info = new DebugInfo();
        var reader = new Reader(section);
        if (info.Read(ref reader) && !reader.HasFailed)
            return true;
        info = null;
        return false;
    }

    /// <summary>Finds the section in a module and reads it.</summary>
    /// <param name="module">A decoded module.</param>
    /// <param name="info">What the section says, or null.</param>
    /// <returns>False where the module has no such section or it cannot be read.</returns>
    public static bool TryRead(Wasm.Module module, [NotNullWhen(true)] out DebugInfo? info)
    {
        ArgumentNullException.ThrowIfNull(module);
        info = null;
        return module.FindCustomSection(SectionName) is { } section && TryRead(section.Span, out info);
    }

    /// <summary>The source place of a code place.</summary>
    /// <param name="functionIndex">The function's index in the module, imports counted.</param>
    /// <param name="codeOffset">Bytes from the first instruction of the body; negative where it is not known.</param>
    /// <returns>The frame, with line 0 where the offset is not known; null for a function that the section does not know.</returns>
    public DebugFrame? FrameAt(int functionIndex, int codeOffset)
    {
        if (!_functions.TryGetValue(functionIndex, out Function? function))
            return null;
        Entry? entry = codeOffset < 0 ? null : function.EntryAt(codeOffset);
        return new DebugFrame(function.Name, entry?.Line ?? 0, entry?.Column ?? 0, function.IsLibrary);
    }

    /// <summary>What is raised at a code place.</summary>
    /// <param name="functionIndex">The function's index in the module, imports counted.</param>
    /// <param name="codeOffset">The offset of an <c>unreachable</c> instruction.</param>
    /// <returns>Null where nothing is raised exactly there; a raise without a type where the exception globals say what it is.</returns>
    public DebugRaise? RaiseAt(int functionIndex, int codeOffset)
    {
        if (!_functions.TryGetValue(functionIndex, out Function? function) || function.EntryAt(codeOffset) is not { } entry || entry.Offset != codeOffset || entry.Raised == 0)
            return null;
        int type = (entry.Raised - 1) % 256;
        int message = (entry.Raised - 1) / 256;
        return type == PendingException ? new DebugRaise(null, null) : new DebugRaise(ExceptionName(type), message == 0 ? null : _messages[message - 1]);
    }

    /// <summary>The name of an exception type.</summary>
    /// <param name="typeNumber">The value of the global <see cref="ExceptionTypeExport"/>.</param>
    /// <returns>The name; <c>Exception</c> for a number without one.</returns>
    public string ExceptionName(int typeNumber) =>
        0 < typeNumber && typeNumber <= _exceptions.Count ? _exceptions[typeNumber - 1] : "Exception";

    /// <summary>Reads the text of a str object in the guest's memory, such as a pending exception's message.</summary>
    /// <param name="memory">The whole linear memory.</param>
    /// <param name="address">The object's address.</param>
    /// <param name="maximumLength">The most characters to read.</param>
    /// <returns>The text, cut after <paramref name="maximumLength"/> characters; empty where the address holds no str.</returns>
    public static string ReadText(ReadOnlySpan<byte> memory, int address, int maximumLength = 4096)
    {
        long start = (uint)address;
        if (address == 0 || memory.Length < start + Emit.Layouts.StrChars)
            return "";
        ReadOnlySpan<byte> text = memory[(int)start..];
        uint length = BitConverter.ToUInt32(text);
        uint shift = BitConverter.ToUInt32(text[Emit.Layouts.StrShift..]);
        text = text[Emit.Layouts.StrChars..];
        if (shift is not (0 or 2) || text.Length < (long)length << (int)shift)
            return "";
        var result = new StringBuilder();
        for (int i = 0; i < Math.Min(length, (uint)maximumLength); i++)
        {
            int point = shift == 0 ? text[i] : BitConverter.ToInt32(text[(i << 2)..]);
            result.Append(Rune.IsValid(point) ? new Rune(point).ToString() : "\uFFFD");
        }

        return result.ToString();
    }

    /// <summary>The places that a pending exception has passed on its way through functions that a <c>try</c> can see.</summary>
    /// <param name="memory">The whole linear memory.</param>
    /// <returns>Innermost first; at most 16. Empty where the exception came straight from a trap.</returns>
    public ImmutableArray<DebugFrame> PassedFrames(ReadOnlySpan<byte> memory)
    {
        if (_framesAddress <= 0 || memory.Length - 4 < _framesAddress)
            return [];
        int room = Math.Min(Ir.IrModule.MaximumExceptionFrames, (memory.Length - 4 - _framesAddress) / 4);
        int count = Math.Clamp(BitConverter.ToInt32(memory[_framesAddress..]), 0, room);
        var frames = ImmutableArray.CreateBuilder<DebugFrame>(count);
        for (int i = 0; i < count; i++)
        {
            int number = BitConverter.ToInt32(memory[(_framesAddress + 4 + (4 * i))..]);
            if (0 <= number && number < _sites.Count)
                frames.Add(_sites[number]);
        }

        return frames.ToImmutable();
    }

    private bool Read(ref Reader reader)
    {
        if (reader.Number() != 1)
            return false;
        SourceName = reader.Text();
        _framesAddress = reader.Number();
        for (int left = reader.Count(); 0 < left; left--)
            _exceptions.Add(reader.Text());
        for (int left = reader.Count(); 0 < left; left--)
            _messages.Add(reader.Text());
        for (int left = reader.Count(); 0 < left && !reader.HasFailed; left--)
            ReadFunction(ref reader);
        for (int left = reader.Count(); 0 < left && !reader.HasFailed; left--)
        {
            int index = reader.Number();
            Function? function = _functions.GetValueOrDefault(index);
            _sites.Add(new DebugFrame(function?.Name ?? "?", reader.Number(), reader.Number(), function?.IsLibrary ?? true));
        }

        return true;
    }

    private void ReadFunction(ref Reader reader)
    {
        int index = reader.Number();
        bool isLibrary = reader.Number() == 1;
        string name = reader.Text();
        int count = reader.Count();
        var entries = new List<Entry>();
        int offset = 0;
        int line = 0;
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            offset += reader.Number();
            int zigzag = reader.Number();
            line += (zigzag >>> 1) ^ -(zigzag & 1);
            int column = reader.Number();
            int raised = reader.Number();
            if (0 <= raised && (raised - 1) / 256 <= _messages.Count)
                entries.Add(new Entry(offset, line, column, raised));
        }

        _functions[index] = new Function(name, isLibrary, entries);
    }

    private sealed record Entry(int Offset, int Line, int Column, int Raised);

    private sealed class Function(string name, bool isLibrary, List<Entry> entries)
    {
        public string Name { get; } = name;

        public bool IsLibrary { get; } = isLibrary;

        /// <summary>The last entry that does not lie behind the offset.</summary>
        public Entry? EntryAt(int offset)
        {
            Entry? found = null;
            foreach (Entry entry in entries)
            {
                if (offset < entry.Offset)
                    break;
                found = entry;
            }

            return found;
        }
    }

    // Reads the section's numbers and strings; after a failure everything is zero or empty.
    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public bool HasFailed { get; private set; }

        public int Number()
        {
            uint value = 0;
            for (int shift = 0; shift < 35; shift += 7)
            {
                if (_rest.IsEmpty)
                    break;
                byte next = _rest[0];
                _rest = _rest[1..];
                value |= (uint)(next & 0x7F) << shift;
                if (next < 0x80)
                    return (int)value;
            }

            HasFailed = true;
            return 0;
        }

        /// <summary>A count of things that take at least one byte each.</summary>
        public int Count()
        {
            int count = Number();
            if (0 <= count && count <= _rest.Length)
                return count;
            HasFailed = true;
            return 0;
        }

        public string Text()
        {
            int length = Count();
            string text = Encoding.UTF8.GetString(_rest[..length]);
            _rest = _rest[length..];
            return text;
        }
    }
}
