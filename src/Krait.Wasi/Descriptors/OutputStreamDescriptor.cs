using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Krait.Runtime;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

/// <summary>Standard output or error, up to a number of bytes.</summary>
/// <remarks>
/// Like input, a stream that cannot seek is written on another thread: a pipe that nobody reads must not hold the guest
/// past its deadline.
/// </remarks>
internal sealed class OutputStreamDescriptor(Stream stream, long? maximumBytes, bool isTerminal)
    : Descriptor(InputStreamDescriptor.StreamRights(isTerminal), WasiRights.None)
{
    private long _left = maximumBytes ?? long.MaxValue;
    private Task? _writing;

    public override WasiFileType Type => isTerminal ? WasiFileType.CharacterDevice : WasiFileType.Unknown;

    public override WasiErrno Write(Caller caller, ReadOnlySpan<byte> source, out int count)
    {
        count = 0;
        if (source.IsEmpty)
            return WasiErrno.Success;
        if (_left <= 0)
            return WasiErrno.Nospc;
        count = (int)Math.Min(source.Length, _left);
        ReadOnlySpan<byte> bytes = source[..count];
        if (stream.CanSeek || ReferenceEquals(stream, Stream.Null))
            stream.Write(bytes);
        else
            WriteElsewhere(caller, bytes.ToArray());
        _left -= count;
        return WasiErrno.Success;
    }

    public override WasiErrno Stat(out FileStat stat)
    {
        stat = new FileStat(0, 0, Type, 1, 0, 0, 0, 0);
        return WasiErrno.Success;
    }

    public override WasiErrno Sync()
    {
        if (_writing is null or { IsCompleted: true })
            stream.Flush();
        return WasiErrno.Success;
    }

    public override void Dispose() => Sync();

    private void WriteElsewhere(Caller caller, byte[] bytes)
    {
        _writing = Task.Run(() => stream.Write(bytes));
        if (!_writing.IsCompleted)
            WaitHandle.WaitAny([((IAsyncResult)_writing).AsyncWaitHandle, caller.Interruption.WaitHandle]);
        if (!_writing.IsCompleted)
            caller.ThrowIfInterrupted();
        _writing.GetAwaiter().GetResult();
    }
}
