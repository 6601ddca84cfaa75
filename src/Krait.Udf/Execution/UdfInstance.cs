using System;
using Krait.Runtime;

namespace Krait.Udf.Execution;

/// <summary>A running program. Belongs to one batch, and to one thread at a time.</summary>
internal abstract class UdfInstance : IDisposable
{
    /// <summary>Fuel used since the limits were set; 0 where fuel is not counted.</summary>
    public abstract long FuelUsed { get; }

    /// <summary>Largest linear memory so far in bytes.</summary>
    public abstract long MemoryBytes { get; }

    /// <summary>Runs the entry function on one document. Fuel and deadline are the caller's to set before.</summary>
    public abstract UdfValue Call(in UdfDocument document);

    /// <summary>Sets the limits of the calls that follow.</summary>
    public abstract void SetLimits(CallLimits limits);

    /// <summary>Gives the next call its fuel under the limits that are set.</summary>
    public abstract void Refuel();

    /// <summary>Ends it.</summary>
    public abstract void Dispose();
}
