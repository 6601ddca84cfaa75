using Krait.Wasm.Text;

namespace Krait.Wasm;

/// <summary>A module that is well formed but breaks a rule, or needs a feature that is not there. Raised by the validator.</summary>
public sealed class InvalidModuleException : KraitException
{
    /// <summary>Makes an error.</summary>
    /// <param name="reason">What is wrong, in the words of the official test suite where it has some.</param>
    /// <param name="functionIndex">The function, imports counted first; -1 outside of functions.</param>
    /// <param name="byteOffset">Where in the binary, in bytes; -1 where unknown.</param>
    /// <param name="item">The definition the error is in, e.g. <c>import 3</c>; null inside of functions and where there is none.</param>
    public InvalidModuleException(string reason, int functionIndex = -1, int byteOffset = -1, string? item = null)
        : base(Describe(reason, functionIndex, byteOffset, item))
    {
        Reason = reason;
        Item = item;
        FunctionIndex = functionIndex;
        ByteOffset = byteOffset;
    }

    internal InvalidModuleException(string reason, int functionIndex, int byteOffset, TextPlace place)
        : base($"{place}: {Describe(reason, functionIndex, byteOffset: -1, item: null)}")
    {
        Reason = reason;
        FunctionIndex = functionIndex;
        ByteOffset = byteOffset;
        FileName = place.FileName;
        Line = place.Line;
        Column = place.Column;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>The function, imports counted first; -1 outside of functions.</summary>
    public int FunctionIndex { get; }

    /// <summary>The definition the error is in, counted from 0 within its section, e.g. <c>import 3</c>; null inside of functions and where there is none.</summary>
    public string? Item { get; }

    /// <summary>Where in the binary, in bytes from its start; from the start of the code for modules that were never encoded; -1 where unknown.</summary>
    public int ByteOffset { get; }

    /// <summary>The name given to the text the module was parsed from, or null.</summary>
    public string? FileName { get; }

    /// <summary>Line of the instruction in the text the module was parsed from, from 1; 0 where unknown and for binaries.</summary>
    public int Line { get; }

    /// <summary>Column of the instruction, from 1, in UTF-16 units; 0 where unknown and for binaries.</summary>
    public int Column { get; }

    /// <summary>The type that was needed, in words, or null where the error is not about types.</summary>
    public string? Expected { get; init; }

    /// <summary>The type that was there, in words, or null where the error is not about types.</summary>
    public string? Found { get; init; }

    /// <summary>The feature the module needs, where that is the error; otherwise <see cref="WasmFeatures.None"/>.</summary>
    public WasmFeatures MissingFeature { get; init; }

    private static string Describe(string reason, int functionIndex, int byteOffset, string? item)
    {
        var place = functionIndex < 0 ? (item is null ? "" : $" in {item}") : $" in function {functionIndex}";
        return byteOffset < 0 ? reason + place : $"{reason}{place} at byte {byteOffset}";
    }
}
