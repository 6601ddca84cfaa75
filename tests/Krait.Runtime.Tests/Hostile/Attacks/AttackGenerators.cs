using System;
using System.Collections.Frozen;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Krait.Runtime.Tests.Hostile;

/// <summary>Makes the hostile modules that are too large to be written down, by name and numbers.</summary>
internal static class AttackGenerators
{
    private static readonly FrozenDictionary<string, Func<int[], object>> s_generators = AttackShapes.All
        .Concat(AttackBinaries.All)
        .Concat(AttackTexts.All)
        .ToFrozenDictionary();

    /// <summary>A module's bytes, or its text.</summary>
    /// <param name="request">A name and its numbers, e.g. <c>nested-blocks 100000</c>.</param>
    public static object Make(string request)
    {
        string[] words = request.Split(' ');
        return s_generators.TryGetValue(words[0], out Func<int[], object>? make)
            ? make([.. words.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture))])
            : throw new InvalidDataException($"there is no generator '{words[0]}'; there are {string.Join(", ", s_generators.Keys.Order())}");
    }
}
