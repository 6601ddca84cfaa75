using System;
using System.Collections.Generic;
using System.Threading;

namespace Krait.Udf.Execution;

/// <summary>
/// Compiled programs by the bytes they come from, the one used longest ago leaving first. A program that leaves while calls
/// still use it lives on until they end: its code belongs to the garbage collector. Compiling is done once even when many ask.
/// </summary>
internal sealed class ProgramCache
{
    private readonly Lock _gate = new();
    private readonly int _capacity;
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal); // guarded by _gate
    private readonly LinkedList<Entry> _byUse = new(); // guarded by _gate, last used first

    public ProgramCache(int capacity) => _capacity = capacity;

    /// <summary>Gives the program of a key; a failed making is not kept.</summary>
    public UdfProgram GetOrAdd(string key, Func<UdfProgram> make)
    {
        Lazy<UdfProgram> program;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                program = node.Value.Program;
            }
            else
            {
                program = new Lazy<UdfProgram>(make);
                _entries.Add(key, _byUse.AddFirst(new Entry(key, program)));
                if (_capacity < _entries.Count)
                    RemoveLocked(_byUse.Last!.Value.Key);
            }
        }

        try
        {
            return program.Value;
        }
        catch
        {
            Remove(key);
            throw;
        }
    }

    public void Remove(string key)
    {
        lock (_gate)
            RemoveLocked(key);
    }

    private void RemoveLocked(string key)
    {
        if (_entries.Remove(key, out LinkedListNode<Entry>? node))
            _byUse.Remove(node);
    }

    private sealed record Entry(string Key, Lazy<UdfProgram> Program);
}
