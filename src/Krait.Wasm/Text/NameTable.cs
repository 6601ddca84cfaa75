using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Wasm.Text;

// Identifiers of one index space, filled in order of index.
internal sealed class NameTable(string kind)
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<int, string>.Builder _names = ImmutableSortedDictionary.CreateBuilder<int, string>();

    public int Count { get; private set; }

    // Takes the next index, with the identifier that may stand at the cursor. A (@name "...") behind it is the name instead.
    public int Declare(TokenCursor cursor)
    {
        if (cursor.AtIdentifier)
        {
            var place = cursor.Position;
            var name = cursor.ReadIdentifier();
            if (!_indices.TryAdd(name, Count))
                throw cursor.Tokens.Error(place, $"duplicate {kind} ${name}");
            _names[Count] = name;
        }

        if (cursor.TryNameAnnotation() is { } annotation)
            _names[Count] = annotation;
        return Count++;
    }

    public void DeclareUnnamed(int count) => Count += count;

    // An index written as a number or identifier.
    public int Resolve(TokenCursor cursor)
    {
        if (!cursor.AtIdentifier)
            return (int)cursor.ReadU32($"a {kind} index");
        var place = cursor.Position;
        var name = cursor.ReadIdentifier();
        if (_indices.TryGetValue(name, out var index))
            return index;
        throw cursor.Tokens.Error(place, $"unknown {kind} ${name}");
    }

    public ImmutableSortedDictionary<int, string> ToNames() => _names.ToImmutable();
}
