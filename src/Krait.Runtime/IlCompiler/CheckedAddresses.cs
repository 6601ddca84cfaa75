using System.Collections.Generic;

namespace Krait.Runtime.IlCompiler;

// A memory never shrinks and never moves, so an address that was once checked needs no second check, whatever happens in
// between. What is known is tied to values, not to locals: each assignment gives its local a new value number, or that
// of the local it was copied from. Knowledge holds in the code that its check dominates:
//
//   if and else arms, blocks that are left by branches   what was learnt inside is forgotten at the end
//   locals assigned inside those                         have an unknown value after the end
//   loops                                                locals assigned anywhere inside have an unknown value at the head
//
// A maximum belongs to a value wherever that value is, so it needs not be forgotten.
//
// Everything is bounded: where too much would have to be undone, all knowledge goes.
//
// SAFETY: a wrong fact here is an access outside the guest's memory. When in doubt, forget.

/// <summary>Knows which addresses in guest locals have been checked already, and how far beyond them.</summary>
internal sealed class CheckedAddresses
{
    private const int MaximumUndo = 64;

    private readonly int[] _values;
    private readonly int[] _epochs;
    private readonly Dictionary<int, ulong> _checkedTo = [];
    private readonly Dictionary<int, uint> _maxima = [];
    private readonly List<(int Value, ulong Before)> _learnt = [];
    private readonly List<int> _assigned = [];
    private int _epoch = 1;
    private int _lastValue;

    public CheckedAddresses(int localCount)
    {
        _values = new int[localCount];
        _epochs = new int[localCount];
    }

    /// <summary>The state at the beginning of a block.</summary>
    public Mark Now() => new(_learnt.Count, _assigned.Count, _epoch);

    /// <summary>Whether <paramref name="bytes"/> from the address in a local on are known to exist.</summary>
    public bool IsChecked(int local, ulong bytes) =>
        _checkedTo.TryGetValue(ValueOf(local), out ulong checkedTo) && bytes <= checkedTo;

    /// <summary>Learns that <paramref name="bytes"/> from the address in a local on exist.</summary>
    public void Learn(int local, ulong bytes)
    {
        int value = ValueOf(local);
        ulong before = _checkedTo.GetValueOrDefault(value);
        if (bytes <= before)
            return;
        _checkedTo[value] = bytes;
        _learnt.Add((value, before));
    }

    /// <summary>A local gets the value of another one, or an unknown one.</summary>
    /// <param name="local">The local that is set.</param>
    /// <param name="source">The local it is copied from; -1 for any other value.</param>
    public void Assign(int local, int source)
    {
        _values[local] = source < 0 ? ++_lastValue : ValueOf(source);
        _epochs[local] = _epoch;
        _assigned.Add(local);
    }

    /// <summary>The value that a local was just set to is not above a number.</summary>
    public void Limit(int local, uint maximum)
    {
        if (maximum != Maximum.None)
            _maxima[ValueOf(local)] = maximum;
    }

    /// <summary>The largest unsigned value that a local of type i32 can have.</summary>
    public uint MaximumOf(int local) => _maxima.GetValueOrDefault(ValueOf(local), Maximum.None);

    /// <summary>Code goes on where paths meet: only what was known at the mark, about locals not assigned since, is known.</summary>
    public void Join(Mark mark)
    {
        if (mark.Epoch != _epoch || MaximumUndo < _learnt.Count - mark.Learnt || MaximumUndo < _assigned.Count - mark.Assigned)
        {
            Forget();
            return;
        }

        for (int i = _learnt.Count - 1; mark.Learnt <= i; i--)
        {
            (int value, ulong before) = _learnt[i];
            _checkedTo[value] = before;
        }

        _learnt.RemoveRange(mark.Learnt, _learnt.Count - mark.Learnt);

        // The list of assignments stays: the blocks around this one need it too.
        for (int i = mark.Assigned; i < _assigned.Count; i++)
            _values[_assigned[i]] = ++_lastValue;
    }

    /// <summary>A loop begins in which these locals are assigned; null if they are too many to know.</summary>
    public void EnterLoop(IReadOnlyCollection<int>? assigned)
    {
        if (assigned is null)
        {
            Forget();
            return;
        }

        foreach (int local in assigned)
            Assign(local, source: -1);
    }

    /// <summary>From here on nothing is known.</summary>
    public void Forget()
    {
        _epoch++;
        _checkedTo.Clear();
        _maxima.Clear();
        _learnt.Clear();
        _assigned.Clear();
    }

    private int ValueOf(int local)
    {
        if (_epochs[local] != _epoch)
        {
            _epochs[local] = _epoch;
            _values[local] = ++_lastValue;
        }

        return _values[local];
    }

    /// <summary>A place in the history of what was learnt.</summary>
    public readonly record struct Mark(int Learnt, int Assigned, int Epoch);
}
