using System;
using System.Collections.Generic;

namespace Krait.Wasm.Text;

// The tokens of one text with the text itself, for content and for places in messages.
internal sealed class TokenList(string text, string? fileName, List<TextToken> tokens)
{
    public int Count => tokens.Count;

    public TextToken this[int index] => tokens[index];

    public ReadOnlySpan<char> TextOf(int index) => text.AsSpan(tokens[index].Start, tokens[index].Length);

    public MalformedModuleException Error(int index, string reason) => ErrorAt(text, fileName, tokens[index].Start, reason);

    // Line of a token, from 1. Cost: linear, so for messages and test scripts only.
    public int LineOf(int index) => LineAt(text, tokens[index].Start);

    public static MalformedModuleException ErrorAt(string text, string? fileName, int position, string reason)
    {
        var lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        return MalformedModuleException.AtLine(reason, fileName, LineAt(text, position), position - lineStart + 1);
    }

    private static int LineAt(string text, int position) => 1 + text.AsSpan(0, position).Count('\n');
}
