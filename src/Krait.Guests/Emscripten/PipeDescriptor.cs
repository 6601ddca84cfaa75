using System;
using Krait.Runtime;
using Krait.Wasi;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Guests.Emscripten;

// Both ends belong to one guest with one thread. Waiting for the other end would be waiting for oneself, so where POSIX waits
// the answer is EAGAIN, as if the pipe did not block.

/// <summary>Bytes on their way from a guest to itself.</summary>
internal sealed class Pipe
{
    private const int CapacityBytes = 65_536;

    private readonly byte[] _bytes = new byte[CapacityBytes];
    private int _first;

    public Pipe()
    {
        ReadEnd = new PipeReader(this);
        WriteEnd = new PipeWriter(this);
    }

    public PipeReader ReadEnd { get; }

    public PipeWriter WriteEnd { get; }

    public int Count { get; private set; }

    public int Room => CapacityBytes - Count;

    /// <summary>Takes bytes out, as many as there are and fit.</summary>
    public int Take(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, Count);
        int straight = Math.Min(count, CapacityBytes - _first);
        _bytes.AsSpan(_first, straight).CopyTo(destination);
        _bytes.AsSpan(0, count - straight).CopyTo(destination[straight..]);
        _first = (_first + count) % CapacityBytes;
        Count -= count;
        return count;
    }

    /// <summary>Puts bytes in, as many as there is room for.</summary>
    public int Put(ReadOnlySpan<byte> source)
    {
        int count = Math.Min(source.Length, Room);
        int end = (_first + Count) % CapacityBytes;
        int straight = Math.Min(count, CapacityBytes - end);
        source[..straight].CopyTo(_bytes.AsSpan(end));
        source[straight..count].CopyTo(_bytes);
        Count += count;
        return count;
    }
}

/// <summary>One of a pipe's two ends.</summary>
internal abstract class PipeEnd(Pipe pipe, WasiRights right) : Descriptor(right, WasiRights.None)
{
    // POSIX has FIFOs, WASI has no number for them.
    public override WasiFileType Type => WasiFileType.Unknown;

    public bool IsClosed { get; private set; }

    protected Pipe Pipe { get; } = pipe;

    public override WasiErrno Stat(out FileStat stat)
    {
        stat = new FileStat(0, 0, Type, 1, 0, 0, 0, 0);
        return WasiErrno.Success;
    }

    public override void Dispose() => IsClosed = true;
}

/// <summary>The end that is read from.</summary>
internal sealed class PipeReader(Pipe pipe) : PipeEnd(pipe, WasiRights.FdRead | WasiRights.PollFdReadwrite | WasiRights.FdFdstatSetFlags | WasiRights.FdFilestatGet)
{
    public override WasiErrno Read(Caller caller, Span<byte> destination, out int count)
    {
        count = Pipe.Take(destination);
        return count > 0 || destination.IsEmpty || Pipe.WriteEnd.IsClosed ? WasiErrno.Success : WasiErrno.Again;
    }

    public override Readiness PollRead() =>
        new(Pipe.Count > 0 || Pipe.WriteEnd.IsClosed, (ulong)Pipe.Count, Pipe.WriteEnd.IsClosed, null);
}

/// <summary>The end that is written to.</summary>
internal sealed class PipeWriter(Pipe pipe) : PipeEnd(pipe, WasiRights.FdWrite | WasiRights.PollFdReadwrite | WasiRights.FdFdstatSetFlags | WasiRights.FdFilestatGet)
{
    public override WasiErrno Write(Caller caller, ReadOnlySpan<byte> source, out int count)
    {
        count = 0;
        if (Pipe.ReadEnd.IsClosed)
            return WasiErrno.Pipe;
        count = Pipe.Put(source);
        return count > 0 || source.IsEmpty ? WasiErrno.Success : WasiErrno.Again;
    }

    public override Readiness PollWrite() => new(Pipe.Room > 0 || Pipe.ReadEnd.IsClosed, (ulong)Pipe.Room, Pipe.ReadEnd.IsClosed, null);
}
