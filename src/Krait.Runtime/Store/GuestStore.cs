using System;
using System.Collections.Generic;
using System.Threading;
using Krait.Runtime.Limits;
using Krait.Wasm;

namespace Krait.Runtime.Store;

// Everything that guest code can reach from one instance: the instance, what it imports from other instances, the
// tables they share. One store runs on one thread at a time and has one set of limits. Stores merge when an import
// connects them; they never split. Because members hold their store and the store holds its members, no native
// pointer between members can outlive what it points to.

/// <summary>The instances, memories, tables and globals that are linked with each other, and their common limits.</summary>
internal sealed unsafe partial class GuestStore : IDeadlineTarget
{
    // In place of a thread's number, which is never negative.
    private const int FreedForever = -1;

    // The results of a call or the values of an exception, two words each.
    private static readonly int s_scratchWords = 2 * Math.Max(ModuleLimits.Default.MaximumResults, ModuleLimits.Default.MaximumParameters);

    private readonly object _gate = new();
    // Native, because compiled code counts down through a pointer.
    private readonly NativeWords _fuel = new(1);
    private readonly NativeWords _scratch = new(s_scratchWords);
    private readonly List<Instance> _instances = [];
    private GuestStore? _mergedInto;
    private int _threadId;
    private int _depth;
    private nuint _stackLimit;
    private StoreLimits _holdings = StoreLimits.Default;
    private long _memoryBytes;
    private long _tableElements;
    private CallLimits _limits = CallLimits.Default;
    private long _scope; // guarded by _gate
    private InterruptReason _reason; // guarded by _gate
    private CancellationTokenRegistration _registration;
    private CancellationTokenSource? _interruption; // guarded by _gate; made when a host function first waits

    public GuestStore(Engine engine)
    {
        Engine = engine;
        *_fuel.Items = long.MaxValue;
    }

    public Engine Engine { get; }

    public CallLimits Limits => Root()._limits;

    /// <summary>What all members may hold together.</summary>
    public StoreLimits Holdings => Root()._holdings;

    /// <summary>Bytes of all memories of the store.</summary>
    public long MemoryBytes => Root()._memoryBytes;

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

    public bool IsRunning => Root()._depth > 0;

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

    /// <summary>True before the first instance.</summary>
    public bool IsEmpty => Root()._instances.Count == 0;

    /// <summary>The store that this one has become part of, or itself.</summary>
    public GuestStore Root()
    {
        GuestStore store = this;
        while (store._mergedInto is GuestStore next)
            store = next;
        if (!ReferenceEquals(store, this))
            _mergedInto = store;
        return store;
    }

    /// <summary>Makes two stores one. The running one, if any, stays the root.</summary>
    public static GuestStore Merge(GuestStore? left, GuestStore? right, Engine engine)
    {
        if (left is null || right is null)
            return (left ?? right)?.Root() ?? new GuestStore(engine);
        GuestStore root = left.Root();
        GuestStore other = right.Root();
        if (ReferenceEquals(root, other))
            return root;
        if (!ReferenceEquals(root.Engine, engine) || !ReferenceEquals(other.Engine, engine))
            throw new ArgumentException("instances of different engines cannot be linked with each other");
        if (other._depth > 0)
            (root, other) = (other, root);
        if (other._depth > 0)
            throw new InvalidOperationException("two instances that are both running cannot be linked with each other");
        if (root._hostObjects.Count > 0 && other._hostObjects.Count > 0)
            throw new InvalidOperationException("two instances that both hold host objects cannot be linked with each other");
        CheckCount(root._holdings.Lower(other._holdings), root._instances.Count + other._instances.Count);
        other._mergedInto = root;
        root._holdings = root._holdings.Lower(other._holdings);
        root._memoryBytes += other._memoryBytes;
        root._tableElements += other._tableElements;
        foreach (object value in other._hostObjects)
            root.NumberOf(value);
        root._exceptions.TakeFrom(other._exceptions);
        foreach (Instance instance in other._instances)
            root.Add(instance);
        other._instances.Clear();
        other._registration.Dispose();
        return root;
    }

    public void Add(Instance instance)
    {
        lock (_gate)
        {
            CheckCount(_holdings, _instances.Count + 1);
            _instances.Add(instance);
            instance.Context->Fuel = _fuel.Items;
            instance.ShareScratch(_scratch.Items);
            instance.Context->Interrupt = _reason == InterruptReason.None ? 0 : 1;
            // A member that comes while the store runs, made by a host function, lives under the stack limit of that call.
            nuint running = 0 < _depth ? _stackLimit : 0;
            instance.Context->StackLimit = _reason == InterruptReason.None ? running : nuint.MaxValue;
        }
    }

    /// <summary>Tightens what all members may hold together; what is held already stays.</summary>
    public void Restrict(StoreLimits limits)
    {
        GuestStore root = Root();
        root._holdings = root._holdings.Lower(limits);
    }

    /// <summary>Counts memory that a member gets; false, and nothing counted, if that is more than the store may hold.</summary>
    public bool TryTakeMemory(long bytes)
    {
        GuestStore root = Root();
        if (root._holdings.MaximumMemoryBytes - root._memoryBytes < bytes)
            return false;
        root._memoryBytes += bytes;
        return true;
    }

    /// <summary>Counts table elements that a member gets; false, and nothing counted, if that is more than the store may hold.</summary>
    public bool TryTakeTableElements(long elements)
    {
        GuestStore root = Root();
        if (root._holdings.MaximumTableElements - root._tableElements < elements)
            return false;
        root._tableElements += elements;
        return true;
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

    /// <summary>Refuses to join members of a store that runs on another thread.</summary>
    /// <exception cref="InvalidOperationException">Another thread is running the store.</exception>
    public void CheckThread()
    {
        GuestStore root = Root();
        int running = Volatile.Read(ref root._threadId);
        if (0 < running && running != Environment.CurrentManagedThreadId)
            throw RunsElsewhere();
    }

    /// <summary>
    /// Frees the native memory of all instances once every one of them is disposed and none is running. Whoever comes last, the
    /// call that ends or the disposal, does it: both need the right to run the store.
    /// </summary>
    public void FreeIfUnused()
    {
        lock (_gate)
        {
            foreach (Instance instance in _instances)
            {
                if (!instance.IsDisposed)
                    return;
            }

            if (Interlocked.CompareExchange(ref _threadId, FreedForever, 0) != 0)
                return;
            _scope++;
            foreach (Instance instance in _instances)
                instance.FreeNative();
            _instances.Clear();
        }

        _registration.Dispose();
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

    /// <summary>Begins a call from the host. Every call of it is followed by one of <see cref="Leave"/>.</summary>
    /// <exception cref="InvalidOperationException">Another thread is running the store.</exception>
    public void Enter()
    {
        int threadId = Environment.CurrentManagedThreadId;
        if (_depth > 0 && _threadId == threadId)
        {
            // A host function calls back into the guest: the outermost call's stack limit goes on holding.
            if (!HasStack)
                throw new TrapException(TrapCode.CallStackExhausted, TrapSite.Unknown);
            _depth++;
            return;
        }

        int running = Interlocked.CompareExchange(ref _threadId, threadId, 0);
        ObjectDisposedException.ThrowIf(running == FreedForever, typeof(Instance));
        if (running != 0)
            throw RunsElsewhere();
        SetStackLimits(StackBounds.LimitFor(_limits.StackBytes));
        if (!HasStack)
        {
            Volatile.Write(ref _threadId, 0);
            throw new TrapException(TrapCode.CallStackExhausted, TrapSite.Unknown);
        }

        _depth = 1;
        TraceDepth = 0;
    }

    public void Leave()
    {
        if (--_depth == 0)
            Volatile.Write(ref _threadId, 0);
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

    // The timer may set the flag at any moment: it writes the flag before the limit, so looking at the flag after
    // writing the limit cannot miss an interruption.
    private void SetStackLimits(nuint limit)
    {
        _stackLimit = limit;
        foreach (Instance instance in _instances)
        {
            instance.Context->StackLimit = limit;
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref instance.Context->Interrupt) != 0)
                instance.Context->StackLimit = nuint.MaxValue;
        }
    }

    // Host functions that call each other through guests without any code of a guest in between are found out here.
    private bool HasStack
    {
        get
        {
            byte here;
            return _stackLimit <= (nuint)(&here);
        }
    }

    private static void CheckCount(StoreLimits limits, int instances)
    {
        if (limits.MaximumInstances < instances)
            throw new ResourceLimitException(ResourceKind.Instances, limits.MaximumInstances);
    }

    private static InvalidOperationException RunsElsewhere() =>
        new("the instance is running on another thread; an instance serves one thread at a time");
}
