using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace Krait.Guests;

/// <summary>A dict as it came out of a sandbox, in Python's order. Keys are found as Python finds them: <c>1</c>, <c>1.0</c> and <c>True</c> are one.</summary>
/// <remarks>Finding the first key costs a look at all of them; after that, each costs what a hash table does.</remarks>
public sealed class PythonDictionary : IReadOnlyCollection<KeyValuePair<object?, object?>>
{
    private readonly KeyValuePair<object?, object?>[] _items;
    private Dictionary<Key, object?>? _index;

    /// <summary>Makes a dict of values that can cross into a sandbox.</summary>
    /// <param name="items">Copied. Of items with the same key the first is found.</param>
    public PythonDictionary(IEnumerable<KeyValuePair<object?, object?>> items)
        : this([.. items])
    {
    }

    private PythonDictionary(KeyValuePair<object?, object?>[] items)
    {
        _items = items;
    }

    /// <summary>Number of items.</summary>
    public int Count => _items.Length;

    /// <summary>The keys in order.</summary>
    public IEnumerable<object?> Keys => _items.Select(static item => item.Key);

    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<object?> Values => _items.Select(static item => item.Value);

    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public object? this[object? key] => TryGetValue(key, out object? value) ? value : throw new KeyNotFoundException($"the dict has no key {key ?? "None"}");

    /// <summary>The value of a key, if there is such a key.</summary>
    public bool TryGetValue(object? key, [MaybeNullWhen(true)] out object? value)
    {
        if (_index is null)
        {
            var index = new Dictionary<Key, object?>(_items.Length);
            foreach (KeyValuePair<object?, object?> item in _items)
                index.TryAdd(new Key(item.Key), item.Value);
            _index = index;
        }

        return _index.TryGetValue(new Key(key), out value);
    }

    /// <summary>Whether there is such a key.</summary>
    public bool ContainsKey(object? key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<object?, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<object?, object?>>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>One that takes over the items.</summary>
    internal static PythonDictionary Of(KeyValuePair<object?, object?>[] items) => new(items);

    // A dictionary of .NET has no key null.
    private readonly struct Key(object? value) : IEquatable<Key>
    {
        private readonly object? _value = value;

        public bool Equals(Key other) => PythonEquality.Instance.Equals(_value, other._value);

        public override bool Equals([NotNullWhen(true)] object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => PythonEquality.Instance.GetHashCode(_value);
    }
}
