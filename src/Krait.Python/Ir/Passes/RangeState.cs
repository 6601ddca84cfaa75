using System.Collections.Generic;

namespace Krait.Python.Ir.Passes;

/// <summary>The ranges of the int locals at one place. A local that is not listed can be anything.</summary>
internal sealed class RangeState
{
    private readonly Dictionary<IrLocal, IntRange> _ranges;

    public RangeState()
        : this([], new LengthFacts())
    {
    }

    private RangeState(Dictionary<IrLocal, IntRange> ranges, LengthFacts lengths)
    {
        _ranges = ranges;
        Lengths = lengths;
    }

    public LengthFacts Lengths { get; }

    public RangeState Clone() => new(new Dictionary<IrLocal, IntRange>(_ranges), Lengths.Clone());

    public IntRange Get(IrLocal local) => _ranges.TryGetValue(local, out IntRange range) ? range : IntRange.Full;

    public void Set(IrLocal local, IntRange range)
    {
        if (range == IntRange.Full)
            _ranges.Remove(local);
        else
            _ranges[local] = range;
    }

    /// <summary>Notes what a test says about an operand.</summary>
    public void Narrow(IrExpr operand, IntRange range)
    {
        if (operand is IrLocalGet get)
            Set(get.Local, range);
    }

    public void ForgetAll(HashSet<IrLocal> locals)
    {
        foreach (IrLocal local in locals)
            _ranges.Remove(local);
    }

    /// <summary>Takes in what comes back to a loop's head. A bound that moved is given up. True when anything changed.</summary>
    public bool Widen(RangeState back, HashSet<IrLocal> changed)
    {
        bool hasChanged = false;
        foreach (IrLocal local in changed)
        {
            IntRange before = Get(local);
            IntRange after = back.Get(local);
            long low = after.Low < before.Low ? (0 <= after.Low ? 0 : long.MinValue) : before.Low;
            long high = before.High < after.High ? long.MaxValue : before.High;
            var widened = new IntRange(low, high);
            if (widened == before)
                continue;
            hasChanged = true;
            Set(local, widened);
        }

        return hasChanged;
    }

    /// <summary>What is known where two ways meet; null stands for a way that is never taken.</summary>
    public static RangeState? Merge(RangeState? first, RangeState? second)
    {
        if (first is null || second is null)
            return first ?? second;
        if (ReferenceEquals(first, second))
            return first;
        var merged = new RangeState([], LengthFacts.Merge(first.Lengths, second.Lengths));
        foreach ((IrLocal local, IntRange range) in first._ranges)
        {
            if (second._ranges.TryGetValue(local, out IntRange other))
                merged.Set(local, range.Union(other));
        }

        return merged;
    }
}
