using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Guests;

/// <summary>A set or frozenset as it came out of a sandbox. Two are equal when they have the same items; items are found as Python finds them.</summary>
public sealed class PythonSet : IReadOnlyCollection<object?>, IEquatable<PythonSet>
{
    private readonly object?[] _items;
    private HashSet<object?>? _index;

    /// <summary>Makes a set of values that can cross into a sandbox.</summary>
    /// <param name="items">Copied.</param>
    public PythonSet(IEnumerable<object?> items)
        : this([.. items.Distinct(PythonEquality.Instance)], isFrozen: false)
    {
    }

    internal PythonSet(object?[] items, bool isFrozen)
    {
        _items = items;
        IsFrozen = isFrozen;
    }

    /// <summary>Whether it is a frozenset.</summary>
    public bool IsFrozen { get; private init; }

    /// <summary>Number of items.</summary>
    public int Count => _items.Length;

    private HashSet<object?> Index => _index ??= new HashSet<object?>(_items, PythonEquality.Instance);

    /// <summary>The same items as a frozenset, which can be a key or an item of a set.</summary>
    public PythonSet ToFrozen() => new(_items, isFrozen: true);

    /// <summary>Whether the value is one of the items.</summary>
    public bool Contains(object? value) => Index.Contains(value);

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PythonSet? other) => other is not null && Count == other.Count && Index.SetEquals(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PythonSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Sum(static item => unchecked((long)PythonEquality.Instance.GetHashCode(item))).GetHashCode();
}
