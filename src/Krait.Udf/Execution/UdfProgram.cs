using System;
using System.Threading;
using Krait.Runtime;

namespace Krait.Udf.Execution;

/// <summary>
/// One version, made ready as far as it goes without an instance. Shared by all its calls: whoever uses it rents it, and what it
/// holds is freed when it has left the cache and the last user is gone.
/// </summary>
internal abstract class UdfProgram
{
    private readonly Lock _gate = new();
    private int _users = 1; // guarded by _gate; the cache is one

    protected UdfProgram(UdfRecord record, EntrySignature entry, StatisticsCollector statistics)
    {
        Record = record;
        Entry = entry;
        Statistics = statistics;
    }

    /// <summary>The version.</summary>
    public UdfRecord Record { get; }

    /// <summary>What is called.</summary>
    public EntrySignature Entry { get; }

    /// <summary>Where its calls are counted.</summary>
    public StatisticsCollector Statistics { get; }

    /// <summary>Whether it can ask for parameters by host calls.</summary>
    public abstract bool ReadsParameters { get; }

    /// <summary>Memory that it holds and that the garbage collector does not know of.</summary>
    public abstract long SizeBytes { get; }

    /// <summary>Whether each call needs an instance that has served no other.</summary>
    public virtual bool EndsWithCall => false;

    /// <summary>Makes an instance; what runs while it starts runs under the first call's limits.</summary>
    public abstract UdfInstance Start(ArgumentBinding binding, LogBuffer log, CallLimits limits);

    /// <summary>Turns an error of a running call into a UDF error.</summary>
    /// <param name="error">A guest error.</param>
    /// <param name="instance">The instance that failed, or null.</param>
    public abstract UdfException Map(Exception error, UdfInstance? instance);

    /// <summary>Keeps what it holds until <see cref="Release"/>.</summary>
    /// <returns>False when it is gone already.</returns>
    public bool TryRent()
    {
        lock (_gate)
        {
            if (_users == 0)
                return false;
            _users++;
            return true;
        }
    }

    /// <summary>Ends one use.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (--_users != 0)
                return;
        }

        Free();
    }

    /// <summary>Frees what it holds; nobody uses it any more.</summary>
    protected virtual void Free()
    {
    }
}
