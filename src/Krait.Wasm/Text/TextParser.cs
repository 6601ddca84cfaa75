using System;
using System.Buffers;
using System.Text;
using System.Text.Unicode;
using System.Threading;
using Krait.Wasm.Text;

namespace Krait.Wasm;

/// <summary>Reads modules in the text format (.wat).</summary>
/// <remarks>
/// Takes <c>(module ...)</c> or bare fields, folded and flat instructions, every abbreviation of the specification, and
/// <c>(@custom ...)</c> annotations; other annotations are skipped. Identifiers become the name section.
/// Spec: text; legacy exceptions as in their proposal.
/// </remarks>
public static class TextParser
{
    /// <summary>Parses a module.</summary>
    /// <param name="utf8">The whole text as UTF-8, without a byte order mark.</param>
    /// <param name="fileName">Shown in messages; may be null.</param>
    /// <exception cref="MalformedModuleException">The bytes are no UTF-8, or the text is no module; line and column say where.</exception>
    public static Module Parse(ReadOnlySpan<byte> utf8, string? fileName = null)
    {
        if (Utf8.IsValid(utf8))
            return Parse(Encoding.UTF8.GetString(utf8), fileName);
        var start = utf8;
        var length = 0;
        while (Rune.DecodeFromUtf8(start, out _, out var bytes) == OperationStatus.Done)
        {
            start = start[bytes..];
            length += bytes;
        }

        throw TokenList.ErrorAt(Encoding.UTF8.GetString(utf8[..length]), fileName, Encoding.UTF8.GetCharCount(utf8[..length]), "malformed UTF-8 encoding");
    }

    /// <summary>Parses a module.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="fileName">Shown in messages; may be null.</param>
    /// <exception cref="MalformedModuleException">The text is no module; line and column say where.</exception>
    /// <remarks>Cost: linear; no recursion, so nesting costs memory only.</remarks>
    public static Module Parse(string text, string? fileName = null) => Parse(text, fileName, ModuleLimits.Default, CancellationToken.None);

    /// <summary>Parses a module whose text keeps to limits.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="fileName">Shown in messages; may be null.</param>
    /// <param name="limits">The longest and deepest text that is taken; other shapes are the validator's.</param>
    /// <param name="cancellationToken">Looked at every few thousand tokens.</param>
    /// <exception cref="MalformedModuleException">The text is no module, or passes a limit; line and column say where.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Module Parse(string text, string? fileName, ModuleLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(limits);
        TokenCursor cursor = new(TextLexer.Tokenize(text, fileName, limits, cancellationToken), position: 0);
        Module module;
        if (cursor.TryOpen("module"))
        {
            module = ModuleParser.Parse(cursor);
            cursor.Close();
        }
        else
        {
            module = ModuleParser.Parse(cursor);
        }

        if (cursor.Current.Kind != TextTokenKind.End)
            throw cursor.Unexpected("the end of the text");
        return module;
    }
}
