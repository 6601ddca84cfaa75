using System;
using System.Net.Sockets;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Wasi.Functions;

/// <summary>Sockets that the host granted. Any other descriptor is no socket.</summary>
internal static class Sock
{
    private const uint Peek = 1;
    private const uint WaitAll = 2;

    // sock_accept(fd, flags, accepted_fd)
    public static WasiErrno Accept(in GuestCall call)
    {
        WasiErrno errno = Find(call, WasiRights.SockAccept, out SocketDescriptor listener);
        if (errno != WasiErrno.Success)
            return errno;
        if ((call.UInt32(1) & ~(uint)FdFlags.Nonblock) != 0)
            return WasiErrno.Inval;
        call.CheckRange(call.UInt32(2), sizeof(uint));
        errno = listener.Accept(call.Caller, out Socket? accepted);
        if (accepted is null)
            return errno;
        var descriptor = new SocketDescriptor(accepted, WasiRights.Socket) { Flags = (FdFlags)call.UInt32(1) };
        errno = call.Host.Descriptors.Add(descriptor, out uint fd);
        if (errno == WasiErrno.Success)
            call.Write(call.UInt32(2), fd);
        return errno;
    }

    // sock_recv(fd, ri_data, ri_data_len, ri_flags, ro_datalen, ro_flags)
    public static WasiErrno Recv(in GuestCall call)
    {
        WasiErrno errno = Find(call, WasiRights.FdRead, out SocketDescriptor socket);
        if (errno != WasiErrno.Success)
            return errno;
        if ((call.UInt32(3) & ~(Peek | WaitAll)) != 0)
            return WasiErrno.Inval;
        call.Write(call.UInt32(5), (ushort)0);
        return (call.UInt32(3) & WaitAll) != 0
            ? Buffers.ForEach(call, 1, 4, socket, static (in GuestCall c, SocketDescriptor s, Span<byte> bytes, long done, out int count) => ReceiveAll(c, s, bytes, out count))
            : Buffers.ForEach(call, 1, 4, socket, static (in GuestCall c, SocketDescriptor s, Span<byte> bytes, long done, out int count) => ReceiveSome(c, s, bytes, done, out count));
    }

    // sock_send(fd, si_data, si_data_len, si_flags, so_datalen)
    public static WasiErrno Send(in GuestCall call)
    {
        WasiErrno errno = Find(call, WasiRights.FdWrite, out SocketDescriptor socket);
        if (errno != WasiErrno.Success)
            return errno;
        return call.UInt32(3) != 0 ? WasiErrno.Inval : Buffers.ForEach(
            call, 1, 4, socket,
            static (in GuestCall c, SocketDescriptor s, Span<byte> bytes, long done, out int count) => s.Write(c.Caller, bytes, out count));
    }

    // sock_shutdown(fd, how): 1 for receiving, 2 for sending, 3 for both.
    public static WasiErrno Shutdown(in GuestCall call)
    {
        WasiErrno errno = Find(call, WasiRights.SockShutdown, out SocketDescriptor socket);
        if (errno != WasiErrno.Success)
            return errno;
        return call.UInt32(1) switch
        {
            1 => socket.Shutdown(SocketShutdown.Receive),
            2 => socket.Shutdown(SocketShutdown.Send),
            3 => socket.Shutdown(SocketShutdown.Both),
            _ => WasiErrno.Inval,
        };
    }

    private static WasiErrno Find(in GuestCall call, WasiRights rights, out SocketDescriptor socket)
    {
        socket = (call.Host.Descriptors.Find(call.UInt32(0)) as SocketDescriptor)!;
        if (socket is null)
            return call.Host.Descriptors.Find(call.UInt32(0)) is null ? WasiErrno.Badf : WasiErrno.Notsock;
        return (rights & ~socket.RightsBase) == 0 ? WasiErrno.Success : WasiErrno.Notcapable;
    }

    // The first bytes may be waited for, later buffers take only what is there.
    private static WasiErrno ReceiveSome(in GuestCall call, SocketDescriptor socket, Span<byte> bytes, long done, out int count)
    {
        count = 0;
        if (done > 0 && !socket.PollRead().IsReady)
            return WasiErrno.Success;
        return socket.Receive(call.Caller, bytes, (call.UInt32(3) & Peek) != 0 ? SocketFlags.Peek : SocketFlags.None, out count);
    }

    private static WasiErrno ReceiveAll(in GuestCall call, SocketDescriptor socket, Span<byte> bytes, out int count)
    {
        count = 0;
        while (count < bytes.Length)
        {
            WasiErrno errno = socket.Receive(call.Caller, bytes[count..], SocketFlags.None, out int received);
            if (errno != WasiErrno.Success)
                return errno;
            if (received == 0)
                break;
            count += received;
        }

        return WasiErrno.Success;
    }
}
