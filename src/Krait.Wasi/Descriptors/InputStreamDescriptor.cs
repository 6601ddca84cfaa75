using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Krait.Runtime;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

// A stream that cannot seek (a terminal, a pipe) may keep a reader waiting for ever, and .NET cannot take a thread out of
// such a read. So another thread reads ahead into a buffer, and the guest waits for the buffer, which its deadline can end.
// What a read brings after that stays in the buffer for the next guest call.

/// <summary>Standard input.</summary>
/// <param name="stream">Stays open.</param>
/// <param name="isTerminal">Whether it calls itself one.</param>
/// <param name="signal">Set while a signal waits for the guest, which it notices after a read that ends with EINTR; null for none.</param>
internal sealed class InputStreamDescriptor(Stream stream, bool isTerminal, WaitHandle? signal) : Descriptor(StreamRights(isTerminal), WasiRights.None)
{
    private const int BufferBytes = 1 << 16;

    private readonly ManualResetEvent _isReady = new(false);
    private byte[] _buffer = [];
    private int _start;
    private int _length;
    private Task<int>? _reading;

    public override WasiFileType Type => isTerminal ? WasiFileType.CharacterDevice : WasiFileType.Unknown;

    private bool IsDirect => stream.CanSeek || ReferenceEquals(stream, Stream.Null);

    public static WasiRights StreamRights(bool isTerminal) =>
        isTerminal ? WasiRights.Stream & ~(WasiRights.FdDatasync | WasiRights.FdSync) : WasiRights.Stream;

    public override WasiErrno Read(Caller caller, Span<byte> destination, out int count)
    {
        count = 0;
        if (destination.IsEmpty)
            return WasiErrno.Success;
        if (IsDirect)
        {
            count = stream.Read(destination);
            return WasiErrno.Success;
        }

        if (_length == 0)
        {
            Task<int> reading = BeginRead();
            if (!reading.IsCompleted && (Flags & FdFlags.Nonblock) != 0)
                return WasiErrno.Again;
            if (!reading.IsCompleted)
                WaitHandle.WaitAny(signal is null ? [_isReady, caller.Interruption.WaitHandle] : [_isReady, caller.Interruption.WaitHandle, signal]);
            if (!reading.IsCompleted)
            {
                caller.ThrowIfInterrupted();
                return WasiErrno.Intr;
            }

            EndRead(reading);
        }

        count = Math.Min(_length, destination.Length);
        _buffer.AsSpan(_start, count).CopyTo(destination);
        _start += count;
        _length -= count;
        return WasiErrno.Success;
    }

    public override WasiErrno Stat(out FileStat stat)
    {
        stat = new FileStat(0, 0, Type, 1, 0, 0, 0, 0);
        return WasiErrno.Success;
    }

    public override Readiness PollRead()
    {
        if (IsDirect)
            return Readiness.At(stream.CanSeek && !ReferenceEquals(stream, Stream.Null) ? (ulong)Math.Max(0, stream.Length - stream.Position) : 0);
        if (_length > 0)
            return Readiness.At((ulong)_length);
        Task<int> reading = BeginRead();
        if (!reading.IsCompleted)
            return new Readiness(false, 0, false, _isReady);
        ulong available = reading.IsCompletedSuccessfully ? (ulong)reading.Result : 0;
        return new Readiness(true, available, available == 0, null);
    }

    public override void Dispose()
    {
        // While a read is under way its thread still sets the event; the collector takes both together.
        if (_reading is null or { IsCompleted: true })
            _isReady.Dispose();
    }

    private Task<int> BeginRead()
    {
        if (_reading is not null)
            return _reading;
        _buffer = _buffer.Length == 0 ? new byte[BufferBytes] : _buffer;
        _isReady.Reset();
        return _reading = Task.Run(() =>
        {
            try
            {
                return stream.Read(_buffer);
            }
            finally
            {
                _isReady.Set();
            }
        });
    }

    private void EndRead(Task<int> reading)
    {
        _reading = null;
        _start = 0;
        _length = reading.GetAwaiter().GetResult();
    }
}
