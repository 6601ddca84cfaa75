using System.Threading;
using Krait.Wasm.Debug;

namespace Krait.Wasm;

/// <summary>
/// From code back to source: by the module's DWARF line tables (<c>.debug_line</c>), or by the text it was parsed from.
/// </summary>
/// <remarks>
/// Nothing is read before the first question. What is damaged is left out; nothing here ever throws for a bad section. Thread-safe.
/// Cost: the first question reads all line tables, some 20 ns a byte, and keeps at most
/// <see cref="MaximumRows"/> rows of 16 bytes; each further one is two binary searches.
/// Spec: DWARF 4 and 5, line number information; the WebAssembly tool conventions for DWARF.
/// </remarks>
public sealed class SourceMap
{
    /// <summary>Rows of line tables that are kept; the code of further rows has no known lines.</summary>
    public const int MaximumRows = 4_000_000;

    private readonly Module _module;
    private LineTable? _lines;

    internal SourceMap(Module module)
    {
        _module = module;
    }

    /// <summary>Finds the source of an instruction.</summary>
    /// <param name="functionIndex">Index in the module's function space, imports first.</param>
    /// <param name="codeOffset">Bytes from the first instruction of the body; negative where it is not known.</param>
    /// <param name="place">Where it comes from.</param>
    /// <returns>False where the module does not say.</returns>
    public bool TryFind(int functionIndex, int codeOffset, out SourcePlace place)
    {
        place = default;
        var defined = functionIndex - _module.ImportedFunctionCount;
        if ((uint)defined >= (uint)_module.Functions.Length || codeOffset < 0)
            return false;
        if (_module.Origin is { } origin)
        {
            if (!origin.TryLocate(functionIndex, codeOffset, out var found) || found.FileName is null)
                return false;
            place = new SourcePlace(found.FileName, found.Line, found.Column);
            return true;
        }

        if (_module.CodeSectionOffset < 0)
            return false;
        var address = (long)_module.Functions[defined].Body.CodeOffsetInModule + codeOffset - _module.CodeSectionOffset;
        return Lines.TryFind(address, out place);
    }

    private LineTable Lines => Volatile.Read(ref _lines) ?? Interlocked.CompareExchange(ref _lines, LineTable.Read(_module), null) ?? _lines;
}
