using System;
using System.Collections.Generic;
using System.Text;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>One guest function that was active when an error was raised.</summary>
/// <param name="FunctionIndex">Index in the module's function index space, imports first.</param>
/// <param name="FunctionName">From the name section or an export; <c>func[12]</c> where there is none.</param>
/// <param name="CodeOffset">
/// Bytes from the first instruction of the function's body to the instruction that was executing; -1 if unknown. Exact in the
/// innermost frame. Of the calls further out the compiler knows what .NET's stack trace says of optimised code, which may be an
/// instruction shortly before; the interpreter knows them all.
/// </param>
public readonly record struct GuestFrame(int FunctionIndex, string FunctionName, int CodeOffset)
{
    /// <summary>A trace keeps at most this many frames, counted from the innermost.</summary>
    public const int MaximumFrames = 1000;

    /// <summary>
    /// Where the instruction stands in the source, or null where the module does not say: by DWARF line tables or the text it was
    /// parsed from. A function that its compiler put into another one counts as part of that one.
    /// </summary>
    /// <remarks>Found when asked for; see <see cref="SourceMap"/> for the cost.</remarks>
    public SourcePlace? Source =>
        SourceMap is not null && SourceMap.TryFind(FunctionIndex, CodeOffset, out SourcePlace place) ? place : null;

    internal SourceMap? SourceMap { get; init; }

    /// <summary>Whether both name the same place in the code.</summary>
    public bool Equals(GuestFrame other) =>
        FunctionIndex == other.FunctionIndex && FunctionName == other.FunctionName && CodeOffset == other.CodeOffset;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FunctionIndex, FunctionName, CodeOffset);

    /// <summary>E.g. <c>hypot (geometry.c:12:7)</c>; without a known source <c>hypot (function 5, code offset 31)</c>.</summary>
    public override string ToString()
    {
        if (Source is { } place)
            return $"{FunctionName} ({place})";
        string offset = CodeOffset < 0 ? string.Empty : FormattableString.Invariant($", code offset {CodeOffset}");
        return FormattableString.Invariant($"{FunctionName} (function {FunctionIndex}{offset})");
    }

    /// <summary>The frames as lines of a trace, <c>   at hypot (geometry.c:12:7)</c>, each behind a line feed.</summary>
    internal static string Print(IReadOnlyCollection<GuestFrame> frames)
    {
        StringBuilder text = new();
        foreach (GuestFrame frame in frames)
            text.Append("\n   at ").Append(frame);
        return text.ToString();
    }
}
