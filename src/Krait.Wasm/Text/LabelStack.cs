using System;
using System.Collections.Generic;

namespace Krait.Wasm.Text;

// The labels of the blocks around the current place. An inner label hides an outer one of the same name; finding one takes
// the same time at every depth, so that deep nesting with many branches stays linear.
internal sealed class LabelStack
{
    // A block, and which block its name meant before.
    private readonly record struct Entry(string? Name, int Hidden);

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public int Count => _entries.Count;

    // The name of the block that many blocks outwards, or null.
    public string? NameAt(int depth) => (uint)depth < (uint)_entries.Count ? _entries[_entries.Count - 1 - depth].Name : null;

    public void Clear()
    {
        _entries.Clear();
        _places.Clear();
    }

    public void Push(string? name)
    {
        var hidden = -1;
        if (name is not null)
        {
            hidden = _places.GetValueOrDefault(name, -1);
            _places[name] = _entries.Count;
        }

        _entries.Add(new Entry(name, hidden));
    }

    public void Pop()
    {
        var entry = _entries[^1];
        _entries.RemoveAt(_entries.Count - 1);
        if (entry.Name is null)
            return;
        if (entry.Hidden < 0)
            _places.Remove(entry.Name);
        else
            _places[entry.Name] = entry.Hidden;
    }

    // How many blocks outwards the name lies, or -1.
    public int DepthOf(string name) => _places.TryGetValue(name, out var place) ? _entries.Count - 1 - place : -1;
}
