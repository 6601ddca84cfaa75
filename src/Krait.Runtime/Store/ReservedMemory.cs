using System;
using Krait.Runtime.Snapshots;

namespace Krait.Runtime.Store;

// Address space for one linear memory: reserved up to its limit, zeroed, backed by pages only where touched,
// never moved. Windows counts committed bytes, so there pages are committed as the memory grows.

/// <summary>A range of zeroed native memory that is freed on disposal or by its finalizer.</summary>
internal sealed unsafe class ReservedMemory : NativeResource
{
    private const ulong ClearBytes = 1 << 30;

    private readonly nuint _sizeBytes;
    private readonly AddressSource _source;
    private bool _isMapped;

    private ReservedMemory(nint start, nuint sizeBytes, AddressSource source)
        : base(start)
    {
        _sizeBytes = sizeBytes;
        _source = source;
    }

    public byte* Start => (byte*)Address;

    /// <summary>Reserves address space, or gives null if the operating system refuses.</summary>
    public static ReservedMemory? ReserveOrNull(ulong sizeBytes)
    {
        // A reservation of nothing still needs an address; no byte of it is ever valid.
        nuint size = (nuint)Math.Max(sizeBytes, 1);
        (nint start, AddressSource source) = AddressSpace.Reserve(size);
        return start == 0 ? null : new ReservedMemory(start, size, source);
    }

    /// <summary>Makes the first bytes usable; false if the operating system has no memory left.</summary>
    public bool TryCommit(ulong sizeBytes) =>
        _source != AddressSource.Windows || sizeBytes == 0 || AddressSpace.TryCommit(Address, (nuint)sizeBytes);

    /// <summary>Shows an image at the start. What is written later stays in this memory.</summary>
    /// <param name="image">No longer than the reserved and committed range.</param>
    /// <returns>False if the operating system refuses; the memory must not be used then.</returns>
    public bool TryShow(MemoryImage image)
    {
        if (image.LengthBytes == 0)
            return true;
        _isMapped = _source == AddressSource.Unix && 0 <= image.File;
        if (_isMapped)
            return AddressSpace.TryMapPrivately(Address, (nuint)image.LengthBytes, image.File, (nint)image.FileOffset);
        image.CopyTo(Start);
        return true;
    }

    /// <summary>Shows an image again that is shown since the start, with zeros behind it.</summary>
    /// <param name="image">The one that was given to <see cref="TryShow"/>.</param>
    /// <param name="usedBytes">Bytes that may have been written to, at least the image's length.</param>
    /// <remarks>Cost on Linux: what was written to, since those pages are dropped; elsewhere the length of the image.</remarks>
    public void Restore(MemoryImage image, ulong usedBytes)
    {
        // Dropping pages of a private mapping shows what lies beneath: the image's file, or zeros.
        if (usedBytes == 0 || (_isMapped && AddressSpace.TryDropPages(Address, (nuint)usedBytes)))
            return;
        for (ulong at = 0; at < usedBytes; at += ClearBytes)
            new Span<byte>(Start + at, (int)Math.Min(ClearBytes, usedBytes - at)).Clear();
        image.CopyTo(Start);
    }

    protected override void Release() => AddressSpace.Release(Address, _sizeBytes, _source, _isMapped);
}
