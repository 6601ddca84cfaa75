using System;
using System.Collections.Generic;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>A table of references, which <c>call_indirect</c> calls through.</summary>
/// <remarks>Only the thread that runs the instance may touch it.</remarks>
public sealed unsafe class Table
{
    private readonly List<nint> _views = [];
    private readonly long _limitElements;
    private NativeWords _entries;
    private int _capacity;
    private bool _isBorrowed;

    /// <summary>Makes a table that instances can import.</summary>
    /// <param name="type">Element type and size.</param>
    /// <exception cref="ResourceLimitException">It starts with more than 10,000,000 elements.</exception>
    public Table(TableType type)
        : this(type, 10_000_000)
    {
    }

    internal Table(TableType type, int limitElements)
    {
        ArgumentNullException.ThrowIfNull(type);
        Type = type;
        _limitElements = (long)Math.Min(type.Limits.Maximum ?? uint.MaxValue, (ulong)limitElements);
        if ((ulong)limitElements < type.Limits.Minimum)
        {
            throw new ResourceLimitException(
                ResourceKind.TableElements, limitElements, $"the module asks for {type.Limits.Minimum} elements at the start");
        }

        Length = (int)type.Limits.Minimum;
        _capacity = Length;
        _entries = new NativeWords(Length);
    }

    /// <summary>Element type and the sizes it was declared with.</summary>
    public TableType Type { get; }

    /// <summary>Number of elements at this moment.</summary>
    public int Length { get; private set; }

    /// <summary>The instances that share its limits; null until a first one uses it.</summary>
    internal GuestStore? Store { get; private set; }

    /// <summary>The instance that defines it; null when the host made it.</summary>
    internal Instance? Owner { get; init; }

    internal long* Items => _entries.Items;

    /// <summary>Reads one element, a <c>funcref</c> or <c>externref</c>.</summary>
    /// <exception cref="TrapException"><see cref="TrapCode.OutOfBoundsTableAccess"/> if there is no such element.</exception>
    public Value Get(int index)
    {
        CheckRange((uint)index, 1);
        return References.ToValue(Type.Element, Items[index], Store);
    }

    /// <summary>Changes one element.</summary>
    /// <exception cref="TrapException"><see cref="TrapCode.OutOfBoundsTableAccess"/> if there is no such element.</exception>
    /// <exception cref="ArgumentException">The value has another type than the table's elements.</exception>
    public void Set(int index, Value value)
    {
        CheckRange((uint)index, 1);
        if (value.Reference is Function function)
            Join(GuestStore.Merge(Store, function.Store, function.Store.Engine));
        Items[index] = References.ToBits(Type.Element, value, Store);
    }

    /// <summary>Adds elements at the end.</summary>
    /// <param name="delta">How many, at least 0.</param>
    /// <param name="value">What each of them holds.</param>
    /// <param name="previousLength">The length before.</param>
    /// <returns>False if a limit does not allow it; nothing changed then.</returns>
    public bool TryGrow(long delta, Value value, out int previousLength) =>
        TryGrow(delta, References.ToBits(Type.Element, value, Store), out previousLength);

    internal bool TryGrow(long delta, long bits, out int previousLength)
    {
        previousLength = Length;
        if (delta < 0 || _limitElements - Length < delta || (Store is not null && !Store.TryTakeTableElements(delta)))
            return false;
        int length = Length + (int)delta;
        if (_capacity < length)
            Enlarge(length);
        new Span<long>(Items + Length, (int)delta).Fill(bits);
        Length = length;
        foreach (nint view in _views)
        {
            ((TableView*)view)->Entries = Items;
            ((TableView*)view)->Length = (ulong)length;
        }

        return true;
    }

    /// <summary>Brings the table to a length that it had before, and gives back what it took beyond. What the entries hold is left open.</summary>
    /// <exception cref="ResourceLimitException">The length is above a limit.</exception>
    internal void ResetLength(int length)
    {
        if (length == Length)
            return;
        if (length > _limitElements || (Store is not null && !Store.TryTakeTableElements(length - Length)))
            throw new ResourceLimitException(ResourceKind.TableElements, _limitElements, $"the snapshot holds a table of {length} elements");
        NativeWords old = _entries;
        _entries = new NativeWords(length);
        _capacity = length;
        Length = length;
        foreach (nint view in _views)
        {
            ((TableView*)view)->Entries = Items;
            ((TableView*)view)->Length = (ulong)length;
        }

        old.Free();
    }

    /// <summary>Makes it one of the things that a store holds; a table of that store stays as it is.</summary>
    /// <exception cref="ResourceLimitException">The store would hold too much.</exception>
    internal void Join(GuestStore store)
    {
        if (Store is null && !store.TryTakeTableElements(Length))
        {
            throw new ResourceLimitException(
                ResourceKind.TableElements, store.Holdings.MaximumTableElements, "all tables of the linked instances together");
        }

        Store = store;
    }

    /// <summary>The elements from an index on.</summary>
    /// <exception cref="TrapException"><see cref="TrapCode.OutOfBoundsTableAccess"/> if the range does not exist.</exception>
    /// <param name="start">First element.</param>
    /// <param name="length">How many.</param>
    /// <param name="place">The guest's instruction, see <see cref="GuestContext.Place"/>; -1 for the host.</param>
    internal Span<long> Range(uint start, uint length, long place = -1)
    {
        CheckRange(start, length, place);
        return new Span<long>(Items + start, (int)length);
    }

    internal void Attach(TableView* view)
    {
        view->Entries = Items;
        view->Length = (ulong)Length;
        _views.Add((nint)view);
    }

    internal void Detach(TableView* view) => _views.Remove((nint)view);

    /// <summary>Lends the table its memory instead of that of its own, empty. Whoever lends it keeps it while the table is in use.</summary>
    internal void Borrow(NativeWords entries)
    {
        _entries.Free();
        _entries = entries;
        _isBorrowed = true;
        foreach (nint view in _views)
            ((TableView*)view)->Entries = Items;
    }

    internal void Free()
    {
        if (!_isBorrowed)
            _entries.Free();
    }

    // To twice the size at least, so that growing by one element many times copies each element only a few times.
    private void Enlarge(int length)
    {
        _capacity = (int)Math.Min(Math.Max(length, 2L * _capacity), _limitElements);
        NativeWords grown = new(_capacity);
        new ReadOnlySpan<long>(Items, Length).CopyTo(new Span<long>(grown.Items, Length));
        NativeWords old = _entries;
        _entries = grown;
        old.Free();
    }

    private void CheckRange(uint start, uint length, long place = -1)
    {
        ObjectDisposedException.ThrowIf(_entries.IsFreed, this);
        if ((ulong)Length < (ulong)start + length)
            throw new TrapException(TrapCode.OutOfBoundsTableAccess, TrapSite.Of(place));
    }
}
