using System;
using System.Threading;

namespace Krait.Runtime;

/// <summary>What the calls into an instance may use, from one <see cref="Instance.SetLimits"/> to the next.</summary>
public sealed record CallLimits
{
    /// <summary>Guest stack of a call unless <see cref="StackBytes"/> says otherwise: 1 MiB.</summary>
    public const int DefaultStackBytes = 1024 * 1024;

    /// <summary>No deadline, no fuel limit, no cancellation, the default stack.</summary>
    public static CallLimits Default { get; } = new();

    /// <summary>
    /// Time from <see cref="Instance.SetLimits"/> on, shared by all calls until the limits are set again.
    /// Null for none. Checked at loop heads and function entries; reached as <see cref="ResourceKind.Deadline"/>.
    /// </summary>
    /// <remarks>
    /// Never early. Late by what the timer's thread needs to wake, a millisecond or two on a machine that is not overloaded, and by what
    /// lies between two checks: the guest's straight-line code, 256 KiB of a bulk operation, a host function that does not look at
    /// <see cref="Caller.Interruption"/>, or one step of compiling what is called for the first time: emitting a function, or making
    /// machine code of one of its methods.
    /// </remarks>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// Units of work, about one per executed instruction, one per byte or element of bulk operations, active segments included, and
    /// one per page or element that growing grants, shared by all calls until the limits are set again. Null for no limit. Needs <see cref="EngineOptions.MeterFuel"/>. Deterministic.
    /// </summary>
    public long? Fuel { get; init; }

    /// <summary>Cancels guest code with an <see cref="OperationCanceledException"/> at the next loop head or function entry.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Bytes of stack the guest's calls may use together before they trap with <see cref="TrapCode.CallStackExhausted"/>.
    /// At least 16 KiB. A thread with a smaller stack gives what it has.
    /// </summary>
    public int StackBytes { get; init; } = DefaultStackBytes;
}
