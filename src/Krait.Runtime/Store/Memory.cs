using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using Krait.Runtime.Snapshots;
using Krait.Runtime.Store;

namespace Krait.Runtime;

/// <summary>A linear memory: bytes that a guest and its host share, from 0 to <see cref="SizeBytes"/>.</summary>
/// <remarks>
/// Only the thread that runs the instance may touch it. Its bytes are native memory that goes away with the instances that
/// use it: spans taken from it must not be kept past their disposal.
/// </remarks>
public sealed unsafe class Memory
{
    /// <summary>Bytes of a WebAssembly page: 65,536.</summary>
    public const int PageSizeBytes = 65536;

    /// <summary>Pages that a 32-bit memory can have: 65,536.</summary>
    public const int AddressablePages = 65536;

    private readonly ReservedMemory _bytes;
    private readonly List<nint> _contexts = [];
    private readonly ulong _limitPages;
    private ulong _lengthBytes;

    /// <summary>Makes a memory that instances can import.</summary>
    /// <param name="minimumPages">Pages it starts with, 0 to 65,536.</param>
    /// <param name="maximumPages">Pages it may grow to; null for 65,536.</param>
    /// <exception cref="ArgumentOutOfRangeException">The numbers are out of range or out of order.</exception>
    /// <exception cref="ResourceLimitException">Memory of that size cannot be reserved.</exception>
    public Memory(int minimumPages, int? maximumPages = null)
        : this((ulong)CheckPages(minimumPages), maximumPages is int maximum ? (ulong)CheckPages(maximum) : null, ulong.MaxValue)
    {
    }

    internal Memory(ulong minimumPages, ulong? maximumPages, ulong limitBytes)
    {
        MinimumPages = minimumPages;
        MaximumPages = maximumPages;
        _limitPages = Math.Min(Math.Min(maximumPages ?? AddressablePages, AddressablePages), limitBytes / PageSizeBytes);
        if (_limitPages < minimumPages)
        {
            throw new ResourceLimitException(
                ResourceKind.Memory,
                (long)Math.Min(limitBytes, long.MaxValue),
                $"the module asks for {minimumPages * PageSizeBytes} bytes at the start");
        }

        _bytes = ReservedMemory.ReserveOrNull(_limitPages * PageSizeBytes)
            ?? throw new ResourceLimitException(
                ResourceKind.Memory, (long)(_limitPages * PageSizeBytes), "the operating system has no address space left for it");
        if (!TryGrow((long)minimumPages, out _))
            throw new ResourceLimitException(ResourceKind.Memory, (long)(minimumPages * PageSizeBytes), "the machine has no memory left");
    }

    /// <summary>A memory that begins as an image of one.</summary>
    /// <exception cref="ResourceLimitException">The image is above the limit, or memory of that size cannot be reserved.</exception>
    internal Memory(MemoryImage image, ulong? maximumPages, ulong limitBytes)
        : this(0, maximumPages, limitBytes)
    {
        MinimumPages = image.LengthBytes / PageSizeBytes;
        if (_limitPages < MinimumPages)
            throw new ResourceLimitException(ResourceKind.Memory, (long)Math.Min(limitBytes, long.MaxValue), $"the snapshot holds {image.LengthBytes} bytes");
        if (!_bytes.TryCommit(image.LengthBytes) || !_bytes.TryShow(image))
            throw new ResourceLimitException(ResourceKind.Memory, (long)image.LengthBytes, "the machine has no memory left");
        _lengthBytes = image.LengthBytes;
    }

    /// <summary>Bytes that exist at this moment, a multiple of 65,536. Memories shrink only when their instance is reset, so this is the peak since then.</summary>
    public long SizeBytes => (long)_lengthBytes;

    /// <summary>Bytes it may grow to: the declared maximum or the host's limit, whichever is lower.</summary>
    public long MaximumBytes => (long)(_limitPages * PageSizeBytes);

    internal ulong MinimumPages { get; }

    internal ulong? MaximumPages { get; }

    /// <summary>The instances that share its limits; null until a first one imports it.</summary>
    internal GuestStore? Store { get; private set; }

    /// <summary>The instance that defines it; null when the host made it.</summary>
    internal Instance? Owner { get; init; }

    internal byte* Start => _bytes.Start;

    /// <summary>All bytes that exist at this moment, if that is at most 2 GiB.</summary>
    /// <exception cref="InvalidOperationException">The memory is larger; take a part with <see cref="GetSpan"/>.</exception>
    public Span<byte> Bytes => _lengthBytes <= int.MaxValue
        ? new Span<byte>(Start, (int)_lengthBytes)
        : throw new InvalidOperationException($"the memory has {_lengthBytes} bytes, more than one span can hold");

    /// <summary>Adds pages of zeros at the end.</summary>
    /// <param name="deltaPages">How many, at least 0.</param>
    /// <param name="previousPages">The size before, in pages.</param>
    /// <returns>False if a limit or the machine's memory does not allow it; nothing changed then.</returns>
    public bool TryGrow(long deltaPages, out long previousPages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deltaPages);
        ulong before = _lengthBytes / PageSizeBytes;
        previousPages = (long)before;
        if (_limitPages - before < (ulong)deltaPages)
            return false;
        long deltaBytes = deltaPages * PageSizeBytes;
        if (Store is not null && !Store.TryTakeMemory(deltaBytes))
            return false;
        ulong lengthBytes = (before + (ulong)deltaPages) * PageSizeBytes;
        if (!_bytes.TryCommit(lengthBytes))
        {
            Store?.TryTakeMemory(-deltaBytes);
            return false;
        }

        _lengthBytes = lengthBytes;
        foreach (nint context in _contexts)
            ((GuestContext*)context)->MemoryLength = lengthBytes;
        return true;
    }

    /// <summary>A window onto the guest's bytes, without copying.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="lengthBytes">Number of bytes, at least 0.</param>
    /// <exception cref="TrapException"><see cref="TrapCode.OutOfBoundsMemoryAccess"/> if the range does not exist.</exception>
    public Span<byte> GetSpan(long address, int lengthBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        return new Span<byte>(CheckedAddress(address, lengthBytes), lengthBytes);
    }

    /// <summary>Copies bytes out of the guest's memory.</summary>
    /// <param name="address">First byte, 0 to <see cref="SizeBytes"/>.</param>
    /// <param name="destination">Receives exactly its length in bytes. May be empty.</param>
    /// <exception cref="TrapException">
    /// <see cref="TrapCode.OutOfBoundsMemoryAccess"/> if the range does not exist; nothing has been copied then.
    /// </exception>
    public void Read(long address, Span<byte> destination) => GetSpan(address, destination.Length).CopyTo(destination);

    /// <summary>Copies bytes into the guest's memory.</summary>
    /// <param name="address">First byte, 0 to <see cref="SizeBytes"/>.</param>
    /// <param name="source">The bytes; may be empty.</param>
    /// <exception cref="TrapException">
    /// <see cref="TrapCode.OutOfBoundsMemoryAccess"/> if the range does not exist; nothing has been copied then.
    /// </exception>
    public void Write(long address, ReadOnlySpan<byte> source) => source.CopyTo(GetSpan(address, source.Length));

    /// <summary>Reads one little-endian number, e.g. <c>Read&lt;int&gt;(16)</c>; the address need not be aligned.</summary>
    /// <exception cref="TrapException"><see cref="TrapCode.OutOfBoundsMemoryAccess"/> if the range does not exist.</exception>
    public T Read<T>(long address)
        where T : unmanaged =>
        Unsafe.ReadUnaligned<T>(CheckedAddress(address, sizeof(T)));

    /// <summary>Writes one little-endian number; the address need not be aligned.</summary>
    /// <exception cref="TrapException"><see cref="TrapCode.OutOfBoundsMemoryAccess"/> if the range does not exist.</exception>
    public void Write<T>(long address, T value)
        where T : unmanaged =>
        Unsafe.WriteUnaligned(CheckedAddress(address, sizeof(T)), value);

    /// <summary>Decodes UTF-8 text; ill-formed bytes become U+FFFD.</summary>
    /// <exception cref="TrapException"><see cref="TrapCode.OutOfBoundsMemoryAccess"/> if the range does not exist.</exception>
    public string ReadUtf8(long address, int lengthBytes) => Encoding.UTF8.GetString(GetSpan(address, lengthBytes));

    /// <summary>Decodes UTF-8 text that ends before a zero byte, as C has it; ill-formed bytes become U+FFFD.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="maximumBytes">Bytes that are looked at, the zero included, at least 1.</param>
    /// <exception cref="TrapException">
    /// <see cref="TrapCode.OutOfBoundsMemoryAccess"/> if the memory ends, or the maximum is reached, before a zero byte.
    /// </exception>
    public string ReadUtf8Terminated(long address, int maximumBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumBytes);
        CheckedAddress(address, 1);
        ReadOnlySpan<byte> text = GetSpan(address, (int)Math.Min(maximumBytes, SizeBytes - address));
        int lengthBytes = text.IndexOf((byte)0);
        return 0 <= lengthBytes ? Encoding.UTF8.GetString(text[..lengthBytes]) : throw new TrapException(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Unknown);
    }

    /// <summary>Encodes text as UTF-8, with no zero byte after it; halves of surrogate pairs become U+FFFD.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="text">The text; may be empty.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="TrapException">
    /// <see cref="TrapCode.OutOfBoundsMemoryAccess"/> if the text does not fit; nothing has been written then.
    /// </exception>
    public int WriteUtf8(long address, ReadOnlySpan<char> text) =>
        Encoding.UTF8.GetBytes(text, GetSpan(address, Encoding.UTF8.GetByteCount(text)));

    /// <summary>Makes it one of the things that a store holds; a memory of that store stays as it is.</summary>
    /// <exception cref="ResourceLimitException">The store would hold too much.</exception>
    internal void Join(GuestStore store)
    {
        if (Store is null && !store.TryTakeMemory(SizeBytes))
            throw new ResourceLimitException(ResourceKind.Memory, store.Holdings.MaximumMemoryBytes, "all memories of the linked instances together");
        Store = store;
    }

    /// <summary>Brings the memory back to the image that it began as, and gives back what it took beyond.</summary>
    internal void Reset(MemoryImage image)
    {
        _bytes.Restore(image, _lengthBytes);
        Store?.TryTakeMemory((long)image.LengthBytes - (long)_lengthBytes);
        _lengthBytes = image.LengthBytes;
        foreach (nint context in _contexts)
            ((GuestContext*)context)->MemoryLength = _lengthBytes;
    }

    internal void Attach(GuestContext* context)
    {
        context->MemoryBase = Start;
        context->MemoryLength = _lengthBytes;
        _contexts.Add((nint)context);
    }

    internal void Detach(GuestContext* context) => _contexts.Remove((nint)context);

    internal void Free() => _bytes.Free();

    private static int CheckPages(int pages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pages);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pages, AddressablePages);
        return pages;
    }

    // SAFETY: the address is handed out only for a range below the current length, which never moves, and shrinks
    // only in a reset, while no guest runs; a freed memory has length 0 here only if the handle says so.
    private byte* CheckedAddress(long address, int lengthBytes)
    {
        ObjectDisposedException.ThrowIf(_bytes.IsFreed, this);
        if (address < 0 || (ulong)lengthBytes > _lengthBytes || (ulong)address > _lengthBytes - (ulong)lengthBytes)
            throw new TrapException(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Unknown);
        return Start + address;
    }
}
