using System;
using Krait.Runtime;

namespace Krait.Udf.Marshalling;

/// <summary>
/// Arguments and results of one call while they are put together, reused between calls. Space for text and lists comes from
/// the guest's own allocator, so it counts against the guest's memory limit.
/// </summary>
internal sealed class GuestCall
{
    private readonly Memory? _memory;
    private readonly Func<int, int>? _allocate;
    private readonly Value[] _arguments;
    private readonly Value[] _results;
    private int _count;

    public GuestCall(Memory? memory, Func<int, int>? allocate, int argumentCount, int resultCount, long resultLimitBytes)
    {
        _memory = memory;
        _allocate = allocate;
        _arguments = new Value[argumentCount];
        _results = new Value[resultCount];
        ResultLimitBytes = resultLimitBytes;
    }

    public long ResultLimitBytes { get; }

    public ReadOnlySpan<Value> Arguments => _arguments.AsSpan(0, _count);

    public Span<Value> Results => _results;

    public Memory Memory => _memory ?? throw new UdfException(UdfErrorCode.InvalidWasm, "the module has no exported memory to pass text and lists in");

    public void Clear() => _count = 0;

    public void Add(Value value) => _arguments[_count++] = value;

    /// <summary>Takes space from the guest.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.MemoryLimit"/>, or the module exports no allocator.</exception>
    public uint Allocate(long sizeBytes)
    {
        if (_allocate is null)
            throw new UdfException(UdfErrorCode.InvalidWasm, "the module exports no krait_alloc to pass text and lists with");

        if (int.MaxValue < sizeBytes)
            throw new UdfException(UdfErrorCode.MemoryLimit, $"an argument needs {sizeBytes} bytes of guest memory");

        uint address = (uint)_allocate((int)sizeBytes);
        if (sizeBytes != 0 && address == 0)
            throw new UdfException(UdfErrorCode.MemoryLimit, $"the guest has no memory for an argument of {sizeBytes} bytes");

        return address;
    }

    /// <summary>Checks one result against the limit before it is copied out.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.PayloadTooLarge"/>.</exception>
    public void CheckResultSize(long sizeBytes)
    {
        if (ResultLimitBytes < sizeBytes)
            throw new UdfException(UdfErrorCode.PayloadTooLarge, $"the result is larger than result_bytes, {ResultLimitBytes} bytes");
    }
}
