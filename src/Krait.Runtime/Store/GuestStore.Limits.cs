using System;
using System.Threading;
using Krait.Runtime.Limits;

namespace Krait.Runtime.Store;

// The limits of the calls: fuel, deadline, cancellation and stack, and how a guest is told to stop. A limit is in force
// from SetLimits on; each setting is a scope with a number, so that a timer or token of an earlier one has no effect.
internal sealed unsafe partial class GuestStore : IDeadlineTarget
{
    // Native, because compiled code counts down through a pointer.
    private readonly NativeWords _fuel = new(1);
    private CallLimits _limits = CallLimits.Default;
    private long _scope; // guarded by _gate
    private InterruptReason _reason; // guarded by _gate
    private CancellationTokenRegistration _registration;
    private CancellationTokenSource? _interruption; // guarded by _gate; made when a host function first waits

    public CallLimits Limits => Root()._limits;

    public long FuelUsed
    {
        get
        {
            GuestStore root = Root();
            long limit = root._limits.Fuel ?? long.MaxValue;
            return Math.Min(limit - *root._fuel.Items, limit);
        }
    }

    public void Refuel()
    {
        GuestStore root = Root();
        *root._fuel.Items = root._limits.Fuel ?? long.MaxValue;
    }

    /// <summary>Cancelled once the guest is to stop; what host functions wait with.</summary>
    public CancellationToken Interruption
    {
        get
        {
            GuestStore root = Root();
            lock (root._gate)
                return root._reason == InterruptReason.None ? (root._interruption ??= new CancellationTokenSource()).Token : new CancellationToken(canceled: true);
        }
    }

    /// <summary>Pays fuel for work that is done outside of compiled code; does nothing on an engine that does not meter.</summary>
    /// <exception cref="ResourceLimitException">Not enough is left.</exception>
    public void Charge(long units)
    {
        GuestStore root = Root();
        if (!Engine.Options.MeterFuel)
            return;
        *root._fuel.Items -= units;
        if (*root._fuel.Items < 0)
            throw root.FuelError(TrapSite.Unknown);
    }

    /// <summary>Ends what the host does for a guest if the guest is to stop.</summary>
    public void CheckInterrupt()
    {
        GuestStore root = Root();
        lock (root._gate)
        {
            if (root._reason == InterruptReason.None)
                return;
        }

        throw root.InterruptError(TrapSite.Unknown);
    }

    public void SetLimits(CallLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.StackBytes, 16 * 1024, nameof(limits));
        if (limits.Fuel is long fuel)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(fuel, nameof(limits));
            if (!Engine.Options.MeterFuel)
                throw new ArgumentException("a fuel limit needs an engine with EngineOptions.MeterFuel", nameof(limits));
        }

        _registration.Dispose();
        _registration = default;
        long scope;
        lock (_gate)
        {
            scope = ++_scope;
            _reason = InterruptReason.None;
            _limits = limits;
            _interruption = null;
            *_fuel.Items = limits.Fuel ?? long.MaxValue;
            foreach (Instance instance in _instances)
                Volatile.Write(ref instance.Context->Interrupt, 0);
        }

        _stackLimitThread = 0;
        if (_depth > 0)
            SetStackLimits(StackBounds.LimitFor(limits.StackBytes));
        if (limits.Deadline is TimeSpan deadline)
        {
            if (deadline <= TimeSpan.Zero)
                Interrupt(InterruptReason.Deadline, scope);
            else
                Engine.Deadlines.Add(this, scope, deadline);
        }

        if (limits.CancellationToken.CanBeCanceled)
        {
            WeakReference<GuestStore> weak = new(this);
            _registration = limits.CancellationToken.UnsafeRegister(
                _ =>
                {
                    if (weak.TryGetTarget(out GuestStore? store))
                        store.Interrupt(InterruptReason.Cancelled, scope);
                },
                null);
        }
    }

    public bool IsCurrentScope(long scope) => Volatile.Read(ref _scope) == scope && _mergedInto is null;

    public void Expire(long scope) => Interrupt(InterruptReason.Deadline, scope);

    /// <summary>Asks the guest to stop at its next check. Called from any thread.</summary>
    public void Interrupt(InterruptReason reason, long scope)
    {
        CancellationTokenSource? waiting;
        lock (_gate)
        {
            if (_scope != scope || _reason != InterruptReason.None)
                return;
            _reason = reason;
            waiting = _interruption;
            foreach (Instance instance in _instances)
            {
                Volatile.Write(ref instance.Context->Interrupt, 1);
                Volatile.Write(ref instance.Context->StackLimit, nuint.MaxValue);
            }
        }

        waiting?.Cancel();
    }

    /// <summary>What <see cref="Interruption"/> being cancelled means: throws the error of the guest's next check.</summary>
    public void ThrowIfInterrupted()
    {
        GuestStore root = Root();
        InterruptReason reason;
        lock (root._gate)
            reason = root._reason;
        if (reason != InterruptReason.None)
            throw root.InterruptError(TrapSite.Unknown);
    }

    /// <summary>The error for a guest that found its interrupt flag set or its stack used up.</summary>
    public Exception InterruptError(TrapSite site)
    {
        InterruptReason reason;
        lock (_gate)
            reason = _reason;
        return reason switch
        {
            InterruptReason.Deadline => new ResourceLimitException(
                ResourceKind.Deadline, (long)(_limits.Deadline ?? TimeSpan.Zero).TotalMilliseconds, site),
            InterruptReason.Cancelled => new OperationCanceledException(_limits.CancellationToken),
            _ => new TrapException(TrapCode.CallStackExhausted, site),
        };
    }

    public ResourceLimitException FuelError(TrapSite site) => new(ResourceKind.Fuel, _limits.Fuel ?? 0, site);
}
