using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Krait.Wasi;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Guests.Emscripten;

/// <summary>What is asked of descriptors besides reading and writing.</summary>
internal static class DescriptorCalls
{
    private const int Duplicate = 0;
    private const int DuplicateCloseOnExec = 1030;
    private const int GetDescriptorFlags = 1;
    private const int SetDescriptorFlags = 2;
    private const int GetStatusFlags = 3;
    private const int SetStatusFlags = 4;
    private const int GetLock = 12;
    private const int SetLock = 13;
    private const int SetLockAndWait = 14;
    private const short Unlocked = 2;

    private const short PollIn = 1;
    private const short PollOut = 4;
    private const short PollHangUp = 16;
    private const short PollInvalid = 32;

    public static IReadOnlyList<SyscallRow> Rows { get; } =
    [
        new("__syscall_fcntl64", "iii", Control),
        new("__syscall_ioctl", "iii", Device),
        new("__syscall_poll", "iii", Poll),
        new("__syscall_dup", "i", static (EmscriptenHost host, in GuestCall call) => DuplicateFrom(host, call, 0)),
        new("__syscall_dup3", "iii", DuplicateTo),
        new("__syscall_pipe", "i", MakePipe),
        new("_try_fcntl64", "iiii", static (EmscriptenHost host, in GuestCall call) => 0),
        new("_try_shutdown", "iii", static (EmscriptenHost host, in GuestCall call) => 0),
    ];

    // fcntl(fd, command, varargs). Files are locked by nobody but this guest, so every lock is granted.
    private static int Control(EmscriptenHost host, in GuestCall call)
    {
        if (host.Wasi.Descriptors.Find(call.UInt32(0)) is not { } descriptor)
            return WasiErrno.Badf.Negated();
        switch (call.Int32(1))
        {
            case Duplicate or DuplicateCloseOnExec:
                return DuplicateFrom(host, call, call.ReadUInt32(call.UInt32(2)));
            case GetDescriptorFlags or SetDescriptorFlags or SetLock or SetLockAndWait:
                return 0;
            case GetStatusFlags:
                return (int)StatusOf(descriptor);
            case SetStatusFlags:
                SetStatus(descriptor, call.ReadUInt32(call.UInt32(2)));
                return 0;
            case GetLock:
                call.Write(call.ReadUInt32(call.UInt32(2)), Unlocked);
                return 0;
            default:
                return WasiErrno.Inval.Negated();
        }
    }

    private static int DuplicateFrom(EmscriptenHost host, in GuestCall call, uint minimum)
    {
        if ((int)minimum < 0)
            return WasiErrno.Inval.Negated();
        WasiErrno errno = host.Wasi.Descriptors.Duplicate(call.UInt32(0), minimum, out uint duplicate);
        return errno == WasiErrno.Success ? (int)duplicate : errno.Negated();
    }

    private static int DuplicateTo(EmscriptenHost host, in GuestCall call)
    {
        if (call.Int32(1) < 0)
            return WasiErrno.Badf.Negated();
        WasiErrno errno = host.Wasi.Descriptors.DuplicateTo(call.UInt32(0), call.UInt32(1));
        return errno == WasiErrno.Success ? call.Int32(1) : errno.Negated();
    }

    private static uint StatusOf(Descriptor descriptor)
    {
        bool reads = (descriptor.RightsBase & WasiRights.FdRead) != 0;
        bool writes = (descriptor.RightsBase & WasiRights.FdWrite) != 0;
        uint flags = (reads, writes) switch
        {
            (true, true) => FileConstants.OpenReadWrite,
            (false, true) => FileConstants.OpenWriteOnly,
            _ => 0,
        };
        if ((descriptor.Flags & FdFlags.Append) != 0)
            flags |= FileConstants.OpenAppend;
        if ((descriptor.Flags & FdFlags.Nonblock) != 0)
            flags |= FileConstants.OpenNonblock;
        return flags;
    }

    private static void SetStatus(Descriptor descriptor, uint flags)
    {
        FdFlags kept = descriptor.Flags & ~(FdFlags.Append | FdFlags.Nonblock);
        if ((flags & FileConstants.OpenAppend) != 0)
            kept |= FdFlags.Append;
        if ((flags & FileConstants.OpenNonblock) != 0)
            kept |= FdFlags.Nonblock;
        descriptor.Flags = kept;
    }

    // There are no terminals to ask.
    private static int Device(EmscriptenHost host, in GuestCall call) =>
        (host.Wasi.Descriptors.Find(call.UInt32(0)) is null ? WasiErrno.Badf : WasiErrno.Notty).Negated();

    // poll(fds, count, timeout) looks once, as Emscripten's own does: {fd, events, revents} in 8 bytes each.
    private static int Poll(EmscriptenHost host, in GuestCall call)
    {
        uint count = call.UInt32(1);
        if (count > (uint)call.Options.MaximumSubscriptions)
            return WasiErrno.Inval.Negated();
        int ready = 0;
        for (uint i = 0; i < count; i++)
        {
            Span<byte> entry = call.Bytes(call.UInt32(0) + (i * 8), 8);
            int fd = BinaryPrimitives.ReadInt32LittleEndian(entry);
            short wanted = BinaryPrimitives.ReadInt16LittleEndian(entry[4..]);
            short answer = fd < 0 ? (short)0 : Look(host.Wasi.Descriptors.Find((uint)fd), wanted);
            BinaryPrimitives.WriteInt16LittleEndian(entry[6..], answer);
            ready += answer != 0 ? 1 : 0;
        }

        return ready;
    }

    private static short Look(Descriptor? descriptor, short wanted)
    {
        if (descriptor is null)
            return PollInvalid;
        int answer = 0;
        if ((wanted & PollIn) != 0)
        {
            Readiness readiness = descriptor.PollRead();
            answer |= (readiness.IsReady ? PollIn : 0) | (readiness.IsHungUp ? PollHangUp : 0);
        }

        if ((wanted & PollOut) != 0 && descriptor.PollWrite().IsReady)
            answer |= PollOut;
        return (short)answer;
    }

    // pipe(two descriptors out)
    private static int MakePipe(EmscriptenHost host, in GuestCall call)
    {
        call.CheckRange(call.UInt32(0), 2 * sizeof(uint));
        var pipe = new Pipe();
        WasiErrno errno = host.Wasi.Descriptors.Add(pipe.ReadEnd, out uint reader);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        errno = host.Wasi.Descriptors.Add(pipe.WriteEnd, out uint writer);
        if (errno != WasiErrno.Success)
        {
            host.Wasi.Descriptors.Close(reader);
            return errno.Negated();
        }

        call.Write(call.UInt32(0), reader);
        call.Write(call.UInt32(0) + sizeof(uint), writer);
        return 0;
    }
}
