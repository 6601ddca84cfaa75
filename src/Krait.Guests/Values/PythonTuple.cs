using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Krait.Guests;

/// <summary>A tuple. Two are equal when Python would call their items equal.</summary>
/// <remarks>C# tuples are tuples on their way into a sandbox, too.</remarks>
public sealed class PythonTuple : IReadOnlyList<object?>, ITuple, IEquatable<PythonTuple>
{
    private readonly object?[] _items;

    /// <summary>Makes a tuple of values that can cross into a sandbox.</summary>
    /// <param name="items">Copied.</param>
    public PythonTuple(params ReadOnlySpan<object?> items)
        : this(items.ToArray())
    {
    }

    private PythonTuple(object?[] items)
    {
        _items = items;
    }

    /// <summary>Number of items.</summary>
    public int Count => _items.Length;

    /// <inheritdoc/>
    int ITuple.Length => _items.Length;

    /// <summary>An item, from 0 on.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such item.</exception>
    public object? this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PythonTuple? other) => other is not null && _items.SequenceEqual(other._items, PythonEquality.Instance);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PythonTuple);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (object? item in _items)
            hash.Add(item, PythonEquality.Instance);
        return hash.ToHashCode();
    }

    /// <summary>One that takes over the items.</summary>
    internal static PythonTuple Of(object?[] items) => new(items);
}
