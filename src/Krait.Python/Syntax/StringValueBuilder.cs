using System;
using System.Collections.Immutable;
using System.Text;

namespace Krait.Python.Syntax;

/// <summary>Collects the value of a string literal, keeping surrogates that were escaped one by one apart.</summary>
internal sealed class StringValueBuilder
{
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<int>.Builder _splitPairs = ImmutableArray.CreateBuilder<int>();

    public bool IsEmpty => _text.Length == 0;

    public void Append(char c) => _text.Append(c);

    public void Append(ReadOnlySpan<char> text) => _text.Append(text);

    /// <summary>Adds another literal's value behind this one.</summary>
    public void Append(StringConstant value)
    {
        NoteSplitPair(value.Text);
        foreach (int index in value.SplitPairs)
            _splitPairs.Add(_text.Length + index);
        _text.Append(value.Text);
    }

    /// <summary>Adds a character that was written by its number; it may be a surrogate.</summary>
    public void AppendCodePoint(int codePoint)
    {
        if (0xFFFF < codePoint)
        {
            _text.Append(char.ConvertFromUtf32(codePoint));
            return;
        }

        NoteSplitPair([(char)codePoint]);
        _text.Append((char)codePoint);
    }

    /// <summary>Gives the value and starts again with an empty one.</summary>
    public StringConstant Take()
    {
        var value = new StringConstant(_text.ToString()) { SplitPairs = _splitPairs.ToImmutable() };
        _text.Clear();
        _splitPairs.Clear();
        return value;
    }

    private void NoteSplitPair(ReadOnlySpan<char> next)
    {
        if (0 < _text.Length && 0 < next.Length && char.IsHighSurrogate(_text[^1]) && char.IsLowSurrogate(next[0]))
            _splitPairs.Add(_text.Length - 1);
    }
}
