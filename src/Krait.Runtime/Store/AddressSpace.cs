using System;
using System.Runtime.InteropServices;

namespace Krait.Runtime.Store;

/// <summary>Who gave a range of addresses.</summary>
internal enum AddressSource
{
    /// <summary><c>mmap</c>: usable at once, pages come as they are touched.</summary>
    Unix,

    /// <summary><c>VirtualAlloc</c>: has to be committed before use.</summary>
    Windows,

    /// <summary>The C allocator: usable at once.</summary>
    Allocator,
}

/// <summary>Ranges of addresses from the operating system, which read as zeros and take pages only where they are touched.</summary>
internal static unsafe partial class AddressSpace
{
    private const int ProtectReadWrite = 3;
    private const int MapPrivate = 2;
    private const int MapFixed = 0x10;
    private const int MapNoReserve = 0x4000;
    private const int DropPages = 4;
    private const uint MemReserve = 0x2000;
    private const uint MemCommit = 0x1000;
    private const uint MemRelease = 0x8000;
    private const uint PageReadWrite = 4;

    // Giving a range back to the system and asking for the next one was nearly half of what it costs to instantiate a small module
    // (`./dev bench start`, "instantiate and dispose": the kernel also merges and splits neighbours). So a few stay, without pages.
    private static readonly SpareRanges s_spare = new(maximumCount: 16, nuint.MaxValue);

    /// <summary>Whether what <see cref="Reserve"/> gives is usable at once and takes pages only where it is touched.</summary>
    public static bool IsPaged { get; } = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    /// <summary>Reserves a range; address 0 if the system refuses.</summary>
    public static (nint Start, AddressSource Source) Reserve(nuint sizeBytes)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                return (VirtualAlloc(0, sizeBytes, MemReserve, PageReadWrite), AddressSource.Windows);
            if (IsPaged)
                return (ReserveOnUnix(sizeBytes), AddressSource.Unix);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without these calls gets the allocator below.
        }

        return ((nint)NativeMemory.AllocZeroed(sizeBytes), AddressSource.Allocator);
    }

    /// <summary>Makes the first bytes of a range on Windows usable; false if the system has no memory left.</summary>
    public static bool TryCommit(nint start, nuint sizeBytes) => VirtualAlloc(start, sizeBytes, MemCommit, PageReadWrite) != 0;

    /// <summary>Shows a part of a file in a range on Unix. What is written later stays in the range.</summary>
    public static bool TryMapPrivately(nint start, nuint sizeBytes, int file, nint offset) =>
        Map(start, sizeBytes, ProtectReadWrite, MapPrivate | MapFixed | MapNoReserve, file, offset) == start;

    /// <summary>Drops the pages of a range on Unix. On Linux it then shows what lies beneath: the file that was mapped, or zeros.</summary>
    public static bool TryDropPages(nint start, nuint sizeBytes) => Advise(start, sizeBytes, DropPages) == 0;

    /// <summary>Gives a range of <see cref="Reserve"/> back.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="sizeBytes">Its size, as it was reserved.</param>
    /// <param name="source">Who gave it.</param>
    /// <param name="isMapped">Whether it shows a file.</param>
    public static void Release(nint start, nuint sizeBytes, AddressSource source, bool isMapped)
    {
        switch (source)
        {
            case AddressSource.Unix: ReleaseOnUnix(start, sizeBytes, isMapped); break;
            case AddressSource.Windows: _ = VirtualFree(start, 0, MemRelease); break;
            default: NativeMemory.Free((void*)start); break;
        }
    }

    // Anonymous and without a swap reservation, so that only touched pages count.
    private static nint ReserveOnUnix(nuint sizeBytes)
    {
        int flags = MapPrivate | (OperatingSystem.IsLinux() ? 0x4020 : 0x1040);
        nint start = s_spare.Take(sizeBytes);
        if (start == 0)
            start = Map(0, sizeBytes, ProtectReadWrite, flags, -1, 0);
        while (start == -1 && s_spare.TryTakeAny(out nint spare, out nuint spareBytes))
        {
            _ = Unmap(spare, spareBytes);
            start = Map(0, sizeBytes, ProtectReadWrite, flags, -1, 0);
        }

        return start == -1 ? 0 : start;
    }

    // On Linux alone, dropped pages of a range without a file read as zeros ever after.
    private static void ReleaseOnUnix(nint start, nuint sizeBytes, bool isMapped)
    {
        bool isClear = OperatingSystem.IsLinux() && !isMapped && TryDropPages(start, sizeBytes);
        if (!isClear || !s_spare.TryKeep(start, sizeBytes))
            _ = Unmap(start, sizeBytes);
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
