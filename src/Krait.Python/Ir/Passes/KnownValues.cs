using System;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Python.Ir.Passes;

/// <summary>
/// What is known at one point of a function: which number the value of each local has, which local holds a number,
/// which tests have failed, and how often memory has changed. Copied where control flow divides.
/// </summary>
internal sealed class KnownValues
{
    private static readonly int s_regions = Enum.GetValues<IrRegion>().Length;

    private readonly Dictionary<IrLocal, int> _numbers;
    private readonly Dictionary<int, IrLocal> _holders;
    private readonly HashSet<int> _falseTests;
    private readonly int[] _epochs;

    public KnownValues()
    {
        _numbers = [];
        _holders = [];
        _falseTests = [];
        _epochs = new int[s_regions];
    }

    private KnownValues(KnownValues other)
    {
        _numbers = new(other._numbers);
        _holders = new(other._holders);
        _falseTests = [.. other._falseTests];
        _epochs = (int[])other._epochs.Clone();
    }

    public KnownValues Copy() => new(this);

    /// <summary>The number of the value a local has.</summary>
    public int NumberOf(IrLocal local, ref int fresh)
    {
        if (!_numbers.TryGetValue(local, out int number))
        {
            number = fresh++;
            Assign(local, number);
        }

        return number;
    }

    /// <summary>Notes that a local has the value of a number now.</summary>
    public void Assign(IrLocal local, int number)
    {
        _numbers[local] = number;
        if (HolderOf(number) is null)
            _holders[number] = local;
    }

    /// <summary>A local that has the value of a number at this point, or null.</summary>
    public IrLocal? HolderOf(int number) =>
        _holders.TryGetValue(number, out IrLocal? local) && _numbers.TryGetValue(local, out int current) && current == number ? local : null;

    /// <summary>Forgets what a local has.</summary>
    public void Forget(IrLocal local) => _numbers.Remove(local);

    /// <summary>Notes that a value is zero wherever control gets from here.</summary>
    public void NoteFalse(int number) => _falseTests.Add(number);

    public bool IsFalse(int number) => _falseTests.Contains(number);

    /// <summary>How often memory of a region may have changed; loads of different counts may differ.</summary>
    public int Epoch(IrRegion region) => _epochs[(int)region];

    /// <summary>Notes a store. A raw one may hit anything, and raw loads may see any store.</summary>
    public void Store(IrRegion region, ref int fresh)
    {
        if (region == IrRegion.Raw)
            StoreAnywhere(ref fresh);
        else
            _epochs[(int)region] = _epochs[(int)IrRegion.Raw] = fresh++;
    }

    /// <summary>Notes a call or a bulk operation, which may store anywhere.</summary>
    public void StoreAnywhere(ref int fresh) => Array.Fill(_epochs, fresh++);

    /// <summary>Keeps what holds on both ways into a point.</summary>
    public void Meet(KnownValues other, ref int fresh)
    {
        foreach (IrLocal local in _numbers.Keys.ToArray())
        {
            if (!other._numbers.TryGetValue(local, out int number) || number != _numbers[local])
                _numbers.Remove(local);
        }

        _falseTests.IntersectWith(other._falseTests);
        for (int i = 0; i < _epochs.Length; i++)
        {
            if (_epochs[i] != other._epochs[i])
                _epochs[i] = fresh++;
        }
    }
}
