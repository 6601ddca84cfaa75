using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Krait.Guests.Errors;

// Several sources may have the same file name, so the code objects that were made from them tell them apart, by their addresses.
// An image has the same addresses. Where an address has been freed and used again, the newest source with it counts.

/// <summary>Sources that were handed in to run, for the lines of tracebacks.</summary>
/// <param name="beginning">What the sandbox began with.</param>
internal sealed class ExecutedSources(ImmutableArray<ExecutedSource> beginning)
{
    private const int MaximumCount = 256;
    private const int MaximumCharacters = 1 << 20;
    private const int MaximumCodes = 100_000;

    // By code; a source's entry is the same object in both. Made when it is first needed.
    private Dictionary<int, Entry>? _entries;
    private List<Entry> _order = [];

    private Dictionary<int, Entry> Entries => _entries ??= Restore();

    /// <summary>Keeps a source; the oldest are forgotten where there are too many.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="source">Its text.</param>
    /// <param name="codes">The code objects made from it.</param>
    public void Add(string fileName, string source, IEnumerable<int> codes)
    {
        if (Entries.Count > MaximumCodes)
            Clear();
        Entry? entry = _order.Find(known => known.Source == source && known.FileName == fileName);
        if (entry is null)
            _order.Add(entry = new Entry(fileName, source));
        foreach (int code in codes)
            Attach(code, entry);
        while (_order.Count > MaximumCount || (_order.Count > 1 && _order.Sum(static known => (long)known.Source.Length) > MaximumCharacters))
            Remove(_order[0]);
    }

    /// <summary>Forgets a source again, unless it was run before.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="source">Its text.</param>
    public void Remove(string fileName, string source)
    {
        _ = Entries;
        if (_order.Find(known => known.Source == source && known.FileName == fileName) is { } entry)
            Remove(entry);
    }

    /// <summary>The lines that a code object was made from; null if it came from elsewhere.</summary>
    public string[]? LinesOf(int code, string fileName) =>
        Entries.TryGetValue(code, out Entry? entry) && entry.FileName == fileName ? entry.Lines : null;

    /// <summary>What there is now.</summary>
    public ImmutableArray<ExecutedSource> ToImage()
    {
        _ = Entries;
        return [.. _order.Select(static entry => new ExecutedSource(entry.FileName, entry.Source, [.. entry.Codes]))];
    }

    /// <summary>The guest has gone back to its beginning.</summary>
    public void Reset()
    {
        _entries = null;
        _order = [];
    }

    private Dictionary<int, Entry> Restore()
    {
        var entries = new Dictionary<int, Entry>();
        foreach (ExecutedSource source in beginning)
        {
            var entry = new Entry(source.FileName, source.Source);
            _order.Add(entry);
            foreach (int code in source.Codes)
            {
                entries[code] = entry;
                entry.Codes.Add(code);
            }
        }

        return entries;
    }

    private void Attach(int code, Entry entry)
    {
        if (Entries.TryGetValue(code, out Entry? before))
            before.Codes.Remove(code);
        Entries[code] = entry;
        entry.Codes.Add(code);
    }

    private void Clear()
    {
        Entries.Clear();
        _order.Clear();
    }

    private void Remove(Entry entry)
    {
        _order.Remove(entry);
        foreach (int code in entry.Codes)
            Entries.Remove(code);
    }

    private sealed class Entry(string fileName, string source)
    {
        public string FileName { get; } = fileName;

        public string Source { get; } = source;

        /// <summary>Those that are still its own.</summary>
        public HashSet<int> Codes { get; } = [];

        public string[] Lines => field ??= SourceLines.Split(Source);
    }
}

/// <summary>A source that was handed in to run.</summary>
/// <param name="FileName">What tracebacks call it.</param>
/// <param name="Source">Its text.</param>
/// <param name="Codes">The addresses of the code objects made from it.</param>
internal readonly record struct ExecutedSource(string FileName, string Source, ImmutableArray<int> Codes);
