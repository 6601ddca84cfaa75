using System;
using Krait.Runtime;

namespace Krait.Guests.Emscripten;

/// <summary>The heap of a guest's C library. Asking for memory may grow the guest's, so spans are taken afterwards.</summary>
internal sealed class GuestHeap(Instance instance)
{
    private readonly Func<int, int> _allocate = instance.GetFunction<int, int>("malloc");
    private readonly Action<int> _free = instance.GetAction<int>("free");
    private readonly Func<int, int, int>? _allocateAligned = instance.TryGetFunction("memalign", out Function? aligned) ? aligned.ToDelegate<Func<int, int, int>>() : null;

    /// <summary>An address, or 0 where there is no room.</summary>
    public int Allocate(int sizeBytes) => _allocate(sizeBytes);

    /// <summary>An address that is a multiple of a power of two, or 0.</summary>
    public int Allocate(int alignmentBytes, int sizeBytes) => _allocateAligned is null ? 0 : _allocateAligned(alignmentBytes, sizeBytes);

    public void Free(int address) => _free(address);
}
