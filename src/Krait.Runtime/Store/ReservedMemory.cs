using System;
using System.Runtime.InteropServices;

namespace Krait.Runtime.Store;

// Address space for one linear memory: reserved up to its limit, zeroed, backed by pages only where touched,
// never moved. On Unix and Windows the operating system's own calls do that; elsewhere the C allocator's zeroed
// memory stands in. Windows counts committed bytes, so there pages are committed as the memory grows.

/// <summary>A range of zeroed native memory that is freed on disposal or by its finalizer.</summary>
internal sealed unsafe partial class ReservedMemory : NativeResource
{
    private const int ProtectReadWrite = 3;
    private const int MapPrivate = 2;
    private const uint MemReserve = 0x2000;
    private const uint MemCommit = 0x1000;
    private const uint MemRelease = 0x8000;
    private const uint PageReadWrite = 4;

    private readonly nuint _sizeBytes;
    private readonly Source _source;

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

    protected override void Release()
    {
        switch (_source)
        {
            case Source.Unix: _ = Unmap(Address, _sizeBytes); break;
            case Source.Windows: _ = VirtualFree(Address, 0, MemRelease); break;
            default: NativeMemory.Free((void*)Address); break;
        }
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
                nint start = Map(0, sizeBytes, ProtectReadWrite, flags, -1, 0);
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

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc")]
    private static partial nint VirtualAlloc(nint address, nuint size, uint kind, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    private static partial int VirtualFree(nint address, nuint size, uint kind);
}
