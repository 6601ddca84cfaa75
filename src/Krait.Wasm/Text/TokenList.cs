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
    public int LineOf(int index) => TextPlace.Of(text, fileName, tokens[index].Start).Line;

    public TextOrigin NewOrigin() => new(text, fileName);

    public static MalformedModuleException ErrorAt(string text, string? fileName, int position, string reason)
    {
        var place = TextPlace.Of(text, fileName, position);
        return MalformedModuleException.AtLine(reason, fileName, place.Line, place.Column);
    }
}
