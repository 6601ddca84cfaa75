using System;
using System.Runtime.InteropServices;
using Krait.Runtime.Snapshots;

namespace Krait.Runtime.Store;

// Address space for one linear memory: reserved up to its limit, zeroed, backed by pages only where touched,
// never moved. On Unix and Windows the operating system's own calls do that; elsewhere the C allocator's zeroed
// memory stands in. Windows counts committed bytes, so there pages are committed as the memory grows.

/// <summary>A range of zeroed native memory that is freed on disposal or by its finalizer.</summary>
internal sealed unsafe partial class ReservedMemory : NativeResource
{
    private const int ProtectReadWrite = 3;
    private const int MapPrivate = 2;
    private const int MapFixed = 0x10;
    private const int MapNoReserve = 0x4000;
    private const int DropPages = 4;
    private const ulong ClearBytes = 1 << 30;
    private const uint MemReserve = 0x2000;
    private const uint MemCommit = 0x1000;
    private const uint MemRelease = 0x8000;
    private const uint PageReadWrite = 4;

    private readonly nuint _sizeBytes;
    private readonly Source _source;
    private bool _isMapped;

    private ReservedMemory(nint start, nuint sizeBytes, Source source)
        : base(start)
    {
        _sizeBytes = sizeBytes;
        _source = source;
    }

    private enum Source
    {
        Unix,
        Windows,
        Allocator,
    }

    public byte* Start => (byte*)Address;

    /// <summary>Reserves address space, or gives null if the operating system refuses.</summary>
    public static ReservedMemory? ReserveOrNull(ulong sizeBytes)
    {
        // A reservation of nothing still needs an address; no byte of it is ever valid.
        nuint size = (nuint)Math.Max(sizeBytes, 1);
        (nint start, Source source) = Reserve(size);
        return start == 0 ? null : new ReservedMemory(start, size, source);
    }

    /// <summary>Makes the first bytes usable; false if the operating system has no memory left.</summary>
    public bool TryCommit(ulong sizeBytes)
    {
        if (_source != Source.Windows || sizeBytes == 0)
            return true;
        return VirtualAlloc(Address, (nuint)sizeBytes, MemCommit, PageReadWrite) != 0;
    }

    /// <summary>Shows an image at the start. What is written later stays in this memory.</summary>
    /// <param name="image">No longer than the reserved and committed range.</param>
    /// <returns>False if the operating system refuses; the memory must not be used then.</returns>
    public bool TryShow(MemoryImage image)
    {
        if (image.LengthBytes == 0)
            return true;
        _isMapped = _source == Source.Unix && 0 <= image.File;
        if (_isMapped)
            return Map(Address, (nuint)image.LengthBytes, ProtectReadWrite, MapPrivate | MapFixed | MapNoReserve, image.File, (nint)image.FileOffset) == Address;
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
        if (usedBytes == 0 || (_isMapped && Advise(Address, (nuint)usedBytes, DropPages) == 0))
            return;
        for (ulong at = 0; at < usedBytes; at += ClearBytes)
            new Span<byte>(Start + at, (int)Math.Min(ClearBytes, usedBytes - at)).Clear();
        image.CopyTo(Start);
    }

    protected override void Release()
    {
        switch (_source)
        {
            case Source.Unix: ReleaseRange(); break;
            case Source.Windows: _ = VirtualFree(Address, 0, MemRelease); break;
            default: NativeMemory.Free((void*)Address); break;
        }
    }

    // On Linux alone, dropped pages of a range without a file read as zeros ever after.
    private void ReleaseRange()
    {
        bool isClear = OperatingSystem.IsLinux() && !_isMapped && Advise(Address, _sizeBytes, DropPages) == 0;
        if (!isClear || !SpareRanges.TryKeep(Address, _sizeBytes))
            _ = Unmap(Address, _sizeBytes);
    }

    private static (nint Start, Source Source) Reserve(nuint sizeBytes)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                return (VirtualAlloc(0, sizeBytes, MemReserve, PageReadWrite), Source.Windows);
            if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            {
                // Anonymous and without a swap reservation, so that only touched pages count.
                int flags = MapPrivate | (OperatingSystem.IsLinux() ? 0x4020 : 0x1040);
                nint start = SpareRanges.Take(sizeBytes);
                if (start == 0)
                    start = Map(0, sizeBytes, ProtectReadWrite, flags, -1, 0);
                while (start == -1 && SpareRanges.TryTakeAny(out nint spare, out nuint spareBytes))
                {
                    _ = Unmap(spare, spareBytes);
                    start = Map(0, sizeBytes, ProtectReadWrite, flags, -1, 0);
                }

                return (start == -1 ? 0 : start, Source.Unix);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without these calls gets the allocator below.
        }

        return ((nint)NativeMemory.AllocZeroed(sizeBytes), Source.Allocator);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc")]
    private static partial nint VirtualAlloc(nint address, nuint size, uint kind, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    private static partial int VirtualFree(nint address, nuint size, uint kind);
}
