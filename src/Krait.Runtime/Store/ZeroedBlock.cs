using System.Runtime.InteropServices;

namespace Krait.Runtime.Store;

// The C allocator of Linux keeps freed blocks in up to eight arenas for each core, and an arena shrinks only from its end. Instances
// of an interpreter take half a megabyte each: a hundred of them, made and freed on many threads, left 200 to 400 MiB of free
// memory in the process (`./dev bench soak 90`, memory after disposal). So large blocks come from the system and are the system's
// again when they are freed. New pages are slow to come (a sandbox of CPython made and disposed took 710 to 790 us, 370 to 490 with
// kept blocks, medians of 400 rounds; `./dev bench sandboxes` measures Create alone), so a few blocks stay here as they are and are
// cleared when they are used again.

/// <summary>Zeroed native memory of a fixed size, for what instances consist of.</summary>
internal abstract unsafe class ZeroedBlock : NativeResource
{
    private const int LargeBytes = 65536;

    private static readonly SpareRanges s_spare = new(maximumCount: 32, 16 << 20);

    private readonly nuint _sizeBytes;
    private readonly AddressSource _source;

    /// <param name="sizeBytes">Above 0.</param>
    /// <param name="alignment">A power of two, at most 4,096.</param>
    /// <exception cref="ResourceLimitException">The system has no addresses left.</exception>
    protected ZeroedBlock(nuint sizeBytes, nuint alignment)
        : this(Allocate(sizeBytes, alignment), sizeBytes)
    {
    }

    private ZeroedBlock((nint Start, AddressSource Source) range, nuint sizeBytes)
        : base(range.Start)
    {
        _sizeBytes = sizeBytes;
        _source = range.Source;
    }

    protected override void Release()
    {
        if (_source == AddressSource.Allocator)
            NativeMemory.AlignedFree((void*)Address);
        else if (!s_spare.TryKeep(Address, _sizeBytes))
            AddressSpace.Release(Address, _sizeBytes, _source, isMapped: false);
    }

    private static (nint Start, AddressSource Source) Allocate(nuint sizeBytes, nuint alignment)
    {
        if (LargeBytes <= sizeBytes && AddressSpace.IsPaged)
            return AllocateLarge(sizeBytes);
        void* start = NativeMemory.AlignedAlloc(sizeBytes, alignment);
        NativeMemory.Clear(start, sizeBytes);
        return ((nint)start, AddressSource.Allocator);
    }

    private static (nint Start, AddressSource Source) AllocateLarge(nuint sizeBytes)
    {
        nint spare = s_spare.Take(sizeBytes);
        if (spare != 0)
        {
            NativeMemory.Clear((void*)spare, sizeBytes);
            return (spare, AddressSource.Unix);
        }

        (nint Start, AddressSource Source) range = AddressSpace.Reserve(sizeBytes);
        return range.Start != 0
            ? range
            : throw new ResourceLimitException(ResourceKind.Memory, (long)sizeBytes, "the machine has no addresses left for an instance");
    }
}
