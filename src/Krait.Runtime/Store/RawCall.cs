using System;
using System.Collections.Immutable;
using System.Linq;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Store;

/// <summary>What calls of one function with bare words need to know.</summary>
/// <param name="Code">Calls it.</param>
/// <param name="ArgumentWords">Words of its parameters.</param>
/// <param name="ResultWords">Words of its results.</param>
/// <param name="HalfWords">Which of the result words hold 32 bits.</param>
internal sealed record RawCall(UntypedCall Code, int ArgumentWords, int ResultWords, ImmutableArray<int> HalfWords)
{
    /// <exception cref="ArgumentException">The function takes or gives references, which as words would be addresses to trust.</exception>
    public static RawCall Of(Function function)
    {
        if (function.Type.Parameters.Concat(function.Type.Results).Any(type => type.IsReference))
            throw new ArgumentException($"{function.Name} has type {function.Type}, and references cannot be passed as words; use Invoke");
        ImmutableArray<int>.Builder halves = ImmutableArray.CreateBuilder<int>();
        int words = 0;
        foreach (ValueType type in function.Type.Results)
        {
            if (type == ValueType.I32 || type == ValueType.F32)
                halves.Add(words);
            words += WordCounts.Of(type);
        }

        return new RawCall(
            function.Store.Engine.Code.UntypedCallFor(function.Type),
            WordCounts.Of(function.Type.Parameters),
            words,
            halves.ToImmutable());
    }

    /// <summary>The error for lists of other lengths.</summary>
    public ArgumentException Mismatch(int arguments, int results, string name) => arguments != ArgumentWords
        ? new ArgumentException($"{name} takes {ArgumentWords} words of arguments, not {arguments}")
        : new ArgumentException($"{name} gives {ResultWords} words of results, room is for {results}");
}
