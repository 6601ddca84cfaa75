using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Krait.Runtime.Limits;
using Krait.Wasm;

namespace Krait.Runtime.Store;

// Everything that guest code can reach from one instance: the instance, what it imports from other instances, the
// tables they share. One store runs on one thread at a time and has one set of limits. Stores merge when an import
// connects them; they never split. Because members hold their store and the store holds its members, no native
// pointer between members can outlive what it points to.

/// <summary>The instances, memories, tables and globals that are linked with each other, and their common limits.</summary>
internal sealed unsafe partial class GuestStore
{
    // In place of a thread's number, which is never negative.
    private const long FreedForever = -1;

    private const int PageBytes = 4096;

    // The results of a call or the values of an exception, two words each.
    private static readonly int s_scratchWords = 2 * Math.Max(ModuleLimits.Default.MaximumResults, ModuleLimits.Default.MaximumParameters);

    private readonly object _gate = new();
    private readonly NativeWords _scratch = new(s_scratchWords);
    private readonly List<Instance> _instances = [];
    private GuestStore? _mergedInto;
    private long _threadNumber;
    private int _depth;
    private nuint _stackLimit;
    private long _stackLimitThread; // the thread whose stack all members have the limit of; 0 if they have several or none
    private StoreLimits _holdings = StoreLimits.Default;
    private long _memoryBytes;
    private long _tableElements;
    public GuestStore(Engine engine)
    {
        Engine = engine;
        *_fuel.Items = long.MaxValue;
    }

    public Engine Engine { get; }

    /// <summary>What all members may hold together.</summary>
    public StoreLimits Holdings => Root()._holdings;

    /// <summary>Bytes of all memories of the store.</summary>
    public long MemoryBytes => Root()._memoryBytes;

    /// <summary>How many traced calls are running; only tracing counts them, from 0 at each call by the host from outside.</summary>
    public int TraceDepth { get; set; }

    public bool IsRunning => Root()._depth > 0;

    /// <summary>True inside of a call on this thread.</summary>
    public bool IsRunningHere => IsRunning && Root()._threadNumber == ThreadNumber.Current;

    /// <summary>How many instances are linked with each other, disposed ones included while others live on.</summary>
    public int InstanceCount => Root()._instances.Count;

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

    /// <summary>Whether the store has not become part of another.</summary>
    public bool IsRoot => _mergedInto is null;

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
            _stackLimitThread = 0;
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

    /// <summary>Refuses to join members of a store that runs on another thread.</summary>
    /// <exception cref="InvalidOperationException">Another thread is running the store.</exception>
    public void CheckThread()
    {
        GuestStore root = Root();
        long running = Volatile.Read(ref root._threadNumber);
        if (0 < running && running != ThreadNumber.Current)
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

            if (Interlocked.CompareExchange(ref _threadNumber, FreedForever, 0) != 0)
                return;
            _scope++;
            foreach (Instance instance in _instances)
                instance.FreeNative();
            _instances.Clear();
        }

        _registration.Dispose();
    }

    /// <summary>Begins a call from the host. Every call of it is followed by one of <see cref="Leave"/>.</summary>
    /// <exception cref="InvalidOperationException">Another thread is running the store.</exception>
    public void Enter()
    {
        long thread = ThreadNumber.Current;
        if (_depth > 0 && _threadNumber == thread)
        {
            // A host function calls back into the guest: the outermost call's stack limit goes on holding.
            if (!HasStack)
                throw new TrapException(TrapCode.CallStackExhausted, TrapSite.Unknown);
            _depth++;
            return;
        }

        long running = Interlocked.CompareExchange(ref _threadNumber, thread, 0);
        if (running != 0)
            ThrowNotEnterable(running);
        if (!HasLimitsOfCallFrom(thread))
            FindStackLimit(thread);
        _depth = 1;
        TraceDepth = 0;
        if (Engine.Options.Profiler is not null)
        {
            foreach (Instance instance in _instances)
                instance.ProfiledStack?.Reset();
        }
    }

    public void Leave()
    {
        if (--_depth == 0)
            Volatile.Write(ref _threadNumber, 0);
    }

    // Calls come mostly from the same place of the same thread. The limit of the last call from there serves again, and need
    // not be written, if it leaves the guest the stack it may have, give or take a page. What the timer wrote in its place
    // stays, too. Finding the limit and writing it costs half of a short call.
    private bool HasLimitsOfCallFrom(long thread)
    {
        byte here;
        nuint differenceBytes = (nuint)(&here) - (nuint)_limits.StackBytes - _stackLimit + PageBytes;
        return _stackLimitThread == thread && differenceBytes <= 2 * PageBytes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindStackLimit(long thread)
    {
        SetStackLimits(StackBounds.LimitFor(_limits.StackBytes));
        if (!HasStack)
        {
            _stackLimitThread = 0;
            Volatile.Write(ref _threadNumber, 0);
            throw new TrapException(TrapCode.CallStackExhausted, TrapSite.Unknown);
        }

        _stackLimitThread = thread;
    }

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

    private static void ThrowNotEnterable(long running)
    {
        ObjectDisposedException.ThrowIf(running == FreedForever, typeof(Instance));
        throw RunsElsewhere();
    }

    private static void CheckCount(StoreLimits limits, int instances)
    {
        if (limits.MaximumInstances < instances)
            throw new ResourceLimitException(ResourceKind.Instances, limits.MaximumInstances);
    }

    private static InvalidOperationException RunsElsewhere() =>
        new("the instance is running on another thread; an instance serves one thread at a time");
}
