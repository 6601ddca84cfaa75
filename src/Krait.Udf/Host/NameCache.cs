using System;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Host;

/// <summary>
/// Names that a guest passes by address, already parsed. An entry is found by address and length and then compared byte by
/// byte, because a guest may write another name to the same place. Fixed size, so a guest cannot make the host keep much.
/// Hot: called once per host function, no allocation on a hit.
/// </summary>
internal sealed class NameCache<T>
    where T : class
{
    private const int EntryCount = 64;
    private const int MaximumKeptBytes = 256;

    private readonly Func<FieldPath, T> _make;
    private readonly Entry[] _entries = new Entry[EntryCount];

    public NameCache(Func<FieldPath, T> make) => _make = make;

    public T Find(int pointer, ReadOnlySpan<byte> name)
    {
        ref Entry entry = ref _entries[((uint)pointer * 31 + (uint)name.Length) % EntryCount];
        if (entry.Pointer == pointer && entry.Path is { } path && path.Utf8.SequenceEqual(name))
            return entry.Value!;

        FieldPath parsed = FieldPath.Parse(name);
        T value = _make(parsed);
        if (name.Length <= MaximumKeptBytes)
            entry = new Entry { Pointer = pointer, Path = parsed, Value = value };

        return value;
    }

    private struct Entry
    {
        public int Pointer;
        public FieldPath? Path;
        public T? Value;
    }
}
