using System.Collections.Immutable;
using System.Numerics;

namespace Krait.Python.Syntax;

/// <summary>The value of a literal. Compared by value.</summary>
internal abstract record ConstantValue;

/// <summary>An integer of any size; never negative in a tree.</summary>
internal sealed record IntConstant(BigInteger Value) : ConstantValue;

/// <summary>A float; infinite where the literal is too large.</summary>
internal sealed record FloatConstant(double Value) : ConstantValue;

/// <summary>A complex number without a real part: <c>2j</c>.</summary>
internal sealed record ImaginaryConstant(double Value) : ConstantValue;

/// <summary>A string. The text is UTF-16 and may hold lone surrogates that were written as escapes.</summary>
internal sealed record StringConstant(string Text) : ConstantValue
{
    /// <summary>
    /// Indices of high surrogates that are code points of their own although a low surrogate follows:
    /// Python's "\ud83d\ude00" has two code points. Empty in nearly every string.
    /// </summary>
    public ImmutableArray<int> SplitPairs { get; init; } = [];

    /// <summary>The string's code points, as Python counts them.</summary>
    public ImmutableArray<int> CodePoints()
    {
        var points = ImmutableArray.CreateBuilder<int>(Text.Length);
        for (int i = 0; i < Text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(Text[i]) && i + 1 < Text.Length && char.IsLowSurrogate(Text[i + 1]);
            if (isPair && !SplitPairs.Contains(i))
                points.Add(char.ConvertToUtf32(Text[i], Text[++i]));
            else
                points.Add(Text[i]);
        }

        return points.ToImmutable();
    }
}

/// <summary>A bytes literal.</summary>
internal sealed record BytesConstant(ImmutableArray<byte> Bytes) : ConstantValue;

/// <summary><c>True</c> or <c>False</c>.</summary>
internal sealed record BoolConstant(bool Value) : ConstantValue;

/// <summary><c>None</c>.</summary>
internal sealed record NoneConstant : ConstantValue
{
    public static readonly NoneConstant Instance = new();
}

/// <summary><c>...</c>.</summary>
internal sealed record EllipsisConstant : ConstantValue
{
    public static readonly EllipsisConstant Instance = new();
}
