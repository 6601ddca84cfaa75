using System;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Python.Ir.Passes;

/// <summary>A sum of a sequence's length and a constant.</summary>
/// <param name="Sequence">The local that holds the list or str.</param>
/// <param name="Plus">The constant.</param>
/// <param name="Kind">A list's length can change, a str's cannot.</param>
internal readonly record struct LengthSum(IrLocal Sequence, long Plus, IndexedKind Kind);

/// <summary>
/// What is known about ints and the lengths of sequences: which locals are a length plus a constant,
/// and which, a constant added, lie below a length.
/// </summary>
internal sealed class LengthFacts
{
    private readonly Dictionary<IrLocal, LengthSum> _sums;
    private readonly Dictionary<(IrLocal Index, IrLocal Sequence), LengthSum> _below;

    public LengthFacts()
        : this([], [])
    {
    }

    private LengthFacts(Dictionary<IrLocal, LengthSum> sums, Dictionary<(IrLocal Index, IrLocal Sequence), LengthSum> below)
    {
        _sums = sums;
        _below = below;
    }

    public LengthFacts Clone() => new(new(_sums), new(_below));

    /// <summary>The sum that a local is, or null.</summary>
    public LengthSum? SumOf(IrLocal local) => _sums.TryGetValue(local, out LengthSum sum) ? sum : null;

    public void SetSum(IrLocal local, LengthSum sum) => _sums[local] = sum;

    /// <summary>Notes that <c>index + plus</c> is less than the sequence's length.</summary>
    public void SetBelow(IrLocal index, IrLocal sequence, long plus, IndexedKind kind)
    {
        long known = _below.TryGetValue((index, sequence), out LengthSum before) ? before.Plus : long.MinValue;
        _below[(index, sequence)] = new LengthSum(sequence, Math.Max(known, plus), kind);
    }

    /// <summary>Whether <c>index + plus</c> is known to be less than the sequence's length.</summary>
    public bool IsBelow(IrLocal index, IrLocal sequence, long plus) =>
        _below.TryGetValue((index, sequence), out LengthSum known) && plus <= known.Plus;

    /// <summary>What is known about one local holds for a copy of it.</summary>
    public void Copy(IrLocal from, IrLocal to)
    {
        if (_sums.TryGetValue(from, out LengthSum sum))
            _sums[to] = sum;
        foreach (LengthSum known in _below.Where(fact => ReferenceEquals(fact.Key.Index, from)).Select(fact => fact.Value).ToArray())
            SetBelow(to, known.Sequence, known.Plus, known.Kind);
    }

    /// <summary>A local gets a new value.</summary>
    public void Forget(IrLocal local)
    {
        _sums.Remove(local);
        foreach (IrLocal sum in _sums.Where(fact => ReferenceEquals(fact.Value.Sequence, local)).Select(fact => fact.Key).ToArray())
            _sums.Remove(sum);
        foreach ((IrLocal, IrLocal) key in _below.Keys.Where(key => ReferenceEquals(key.Index, local) || ReferenceEquals(key.Sequence, local)).ToArray())
            _below.Remove(key);
    }

    /// <summary>Some list may have another length.</summary>
    public void ForgetLists()
    {
        foreach (IrLocal sum in _sums.Where(fact => fact.Value.Kind == IndexedKind.List).Select(fact => fact.Key).ToArray())
            _sums.Remove(sum);
        foreach ((IrLocal, IrLocal) key in _below.Where(fact => fact.Value.Kind == IndexedKind.List).Select(fact => fact.Key).ToArray())
            _below.Remove(key);
    }

    /// <summary>What is known on both ways.</summary>
    public static LengthFacts Merge(LengthFacts first, LengthFacts second)
    {
        var merged = new LengthFacts();
        foreach ((IrLocal local, LengthSum sum) in first._sums)
        {
            if (second._sums.TryGetValue(local, out LengthSum other) && sum == other)
                merged._sums.Add(local, sum);
        }

        foreach (((IrLocal Index, IrLocal Sequence) key, LengthSum known) in first._below)
        {
            if (second._below.TryGetValue(key, out LengthSum other))
                merged._below.Add(key, known with { Plus = Math.Min(known.Plus, other.Plus) });
        }

        return merged;
    }
}
