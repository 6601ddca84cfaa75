using System;

namespace Krait.Udf;

/// <summary>Wall time that all UDF calls of one search share, over all its clauses. Used by one thread at a time.</summary>
public sealed class UdfBudget
{
    private long _spentTicks;

    /// <summary>Makes a budget.</summary>
    /// <param name="total">The time to share; above zero.</param>
    public UdfBudget(TimeSpan total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(total, TimeSpan.Zero);
        Total = total;
    }

    /// <summary>The time to share.</summary>
    public TimeSpan Total { get; }

    /// <summary>Time used by calls so far.</summary>
    public TimeSpan Spent => TimeSpan.FromTicks(_spentTicks);

    /// <summary>Time left, never below zero.</summary>
    public TimeSpan Left => TimeSpan.FromTicks(Math.Max(0, Total.Ticks - Spent.Ticks));

    internal void Spend(TimeSpan time) => _spentTicks += time.Ticks;
}
