using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Krait.Udf.Execution;

/// <summary>
/// Programs by the bytes they come from, the one used longest ago leaving first. A program that leaves while calls
/// still use it lives on until they end. Making one is done once even when many ask.
/// </summary>
internal sealed class ProgramCache
{
    private readonly Lock _gate = new();
    private readonly int _capacity;
    private readonly long _capacityBytes;
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal); // guarded by _gate
    private readonly LinkedList<Entry> _byUse = new(); // guarded by _gate, last used first

    /// <param name="capacity">Programs to keep.</param>
    /// <param name="capacityBytes">Sum of <see cref="UdfProgram.SizeBytes"/> to keep; the program used last stays whatever its size.</param>
    public ProgramCache(int capacity, long capacityBytes)
    {
        _capacity = capacity;
        _capacityBytes = capacityBytes;
    }

    /// <summary>Gives the program of a key, rented; a failed making is not kept.</summary>
    public UdfProgram Rent(string key, Func<UdfProgram> make)
    {
        while (true)
        {
            Lazy<UdfProgram> found = Find(key, make);
            UdfProgram program;
            try
            {
                program = found.Value;
            }
            catch
            {
                Remove(key);
                throw;
            }

            // It may have left between the two lines; then it is made again.
            if (program.TryRent())
            {
                Shrink();
                return program;
            }
        }
    }

    public void Remove(string key)
    {
        Lazy<UdfProgram>? removed;
        lock (_gate)
            removed = RemoveLocked(key);
        LetGo(removed);
    }

    /// <summary>Lets go of all programs.</summary>
    public void Clear()
    {
        List<Lazy<UdfProgram>> removed;
        lock (_gate)
        {
            removed = [.. _byUse.Select(entry => entry.Program)];
            _entries.Clear();
            _byUse.Clear();
        }

        removed.ForEach(LetGo);
    }

    private Lazy<UdfProgram> Find(string key, Func<UdfProgram> make)
    {
        Lazy<UdfProgram> program;
        Lazy<UdfProgram>? removed = null;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Program;
            }

            program = new Lazy<UdfProgram>(make);
            _entries.Add(key, _byUse.AddFirst(new Entry(key, program)));
            if (_capacity < _entries.Count)
                removed = RemoveLocked(_byUse.Last!.Value.Key);
        }

        LetGo(removed);
        return program;
    }

    // A program that is still being made has no size yet; it is looked at again when the next one is rented.
    private void Shrink()
    {
        List<Lazy<UdfProgram>> removed = [];
        lock (_gate)
        {
            long sizeBytes = 0;
            LinkedListNode<Entry>? node = _byUse.First;
            while (node is not null)
            {
                LinkedListNode<Entry>? next = node.Next;
                Lazy<UdfProgram> program = node.Value.Program;
                sizeBytes += program.IsValueCreated ? program.Value.SizeBytes : 0;
                if (_capacityBytes < sizeBytes && node != _byUse.First && program.IsValueCreated)
                {
                    sizeBytes -= program.Value.SizeBytes;
                    removed.Add(RemoveLocked(node.Value.Key)!);
                }

                node = next;
            }
        }

        removed.ForEach(LetGo);
    }

    private Lazy<UdfProgram>? RemoveLocked(string key)
    {
        if (!_entries.Remove(key, out LinkedListNode<Entry>? node))
            return null;
        _byUse.Remove(node);
        return node.Value.Program;
    }

    // One that is being made is freed by whoever makes it finding it gone, or by the garbage collector.
    private static void LetGo(Lazy<UdfProgram>? program)
    {
        if (program is { IsValueCreated: true })
            program.Value.Release();
    }

    private sealed record Entry(string Key, Lazy<UdfProgram> Program);
}
