using System;

namespace Krait.Python.Typing;

/// <summary>What is known at one place of a function: which variables surely have a value and which surely are not None.</summary>
internal sealed class FlowState
{
    private ulong[] _assigned = [];
    private ulong[] _notNone = [];

    /// <summary>False after a return, raise, break or continue.</summary>
    public bool IsReachable { get; private set; } = true;

    public FlowState Clone() => new()
    {
        _assigned = (ulong[])_assigned.Clone(),
        _notNone = (ulong[])_notNone.Clone(),
        IsReachable = IsReachable,
    };

    public bool IsAssigned(Variable variable) => !IsReachable || Get(_assigned, variable.Index);

    public bool IsNotNone(Variable variable) => Get(_notNone, variable.Index);

    public void Assign(Variable variable) => Set(ref _assigned, variable.Index);

    public void Forget(Variable variable) => Clear(_assigned, variable.Index);

    public void MarkNotNone(Variable variable) => Set(ref _notNone, variable.Index);

    public void ForgetNotNone(Variable variable) => Clear(_notNone, variable.Index);

    public void MarkUnreachable() => IsReachable = false;

    /// <summary>What is known where two ways meet.</summary>
    public static FlowState Merge(FlowState first, FlowState second)
    {
        if (!first.IsReachable)
            return second.Clone();
        if (!second.IsReachable)
            return first.Clone();
        return new FlowState { _assigned = Both(first._assigned, second._assigned), _notNone = Both(first._notNone, second._notNone) };
    }

    private static ulong[] Both(ulong[] a, ulong[] b)
    {
        var both = new ulong[Math.Min(a.Length, b.Length)];
        for (int i = 0; i < both.Length; i++)
            both[i] = a[i] & b[i];
        return both;
    }

    private static bool Get(ulong[] bits, int index) =>
        index >> 6 < bits.Length && (bits[index >> 6] >> (index & 63) & 1) != 0;

    private static void Set(ref ulong[] bits, int index)
    {
        if (bits.Length <= index >> 6)
            Array.Resize(ref bits, (index >> 6) + 1);
        bits[index >> 6] |= 1UL << (index & 63);
    }

    private static void Clear(ulong[] bits, int index)
    {
        if (index >> 6 < bits.Length)
            bits[index >> 6] &= ~(1UL << (index & 63));
    }
}
