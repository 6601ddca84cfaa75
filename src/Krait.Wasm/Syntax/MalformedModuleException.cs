namespace Krait.Wasm;

/// <summary>Bytes or text that are not a module at all. Raised by the decoder, the instruction reader and the text parser.</summary>
public sealed class MalformedModuleException : KraitException
{
    private MalformedModuleException(string message, string reason)
        : base(message)
    {
        Reason = reason;
    }

    /// <summary>What is wrong, in the words of the official test suite where it has some, without the place.</summary>
    public string Reason { get; }

    /// <summary>Where in the binary, in bytes from its start; -1 for text.</summary>
    public int ByteOffset { get; private init; } = -1;

    /// <summary>The section of the binary, or null outside of sections and for text.</summary>
    public SectionId? Section { get; private init; }

    /// <summary>The name given to the parsed text, or null.</summary>
    public string? FileName { get; private init; }

    /// <summary>Line in the text, from 1; 0 for binaries.</summary>
    public int Line { get; private init; }

    /// <summary>Column in the text, from 1, in UTF-16 units; 0 for binaries.</summary>
    public int Column { get; private init; }

    /// <summary>Makes an error about binary input.</summary>
    public static MalformedModuleException AtOffset(string reason, int byteOffset, SectionId? section = null) =>
        new(section is { } id ? $"{reason} at byte {byteOffset} in the {SectionNames.Of(id)} section" : $"{reason} at byte {byteOffset}", reason)
        {
            ByteOffset = byteOffset,
            Section = section,
        };

    /// <summary>Makes an error about text input.</summary>
    public static MalformedModuleException AtLine(string reason, string? fileName, int line, int column) =>
        new($"{fileName ?? "text"}:{line}:{column}: {reason}", reason)
        {
            FileName = fileName,
            Line = line,
            Column = column,
        };
}
