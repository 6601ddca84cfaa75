using System;
using System.Net.Sockets;
using System.Threading;
using Krait.Runtime;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

/// <summary>A socket that the host granted, or one accepted from it.</summary>
internal sealed class SocketDescriptor : Descriptor
{
    private readonly Socket _socket;

    public SocketDescriptor(Socket socket, WasiRights rights)
        : base(rights, (rights & WasiRights.SockAccept) != 0 ? WasiRights.Socket : WasiRights.None)
    {
        _socket = socket;
        IsListening = (rights & WasiRights.SockAccept) != 0;
    }

    public override WasiFileType Type =>
        _socket.SocketType == SocketType.Dgram ? WasiFileType.DatagramSocket : WasiFileType.StreamSocket;

    private bool IsListening { get; }

    /// <summary>A socket without a peer listens.</summary>
    public static WasiRights RightsOf(Socket socket) =>
        socket.SocketType == SocketType.Stream && !socket.Connected ? WasiRights.Listener : WasiRights.Socket;

    public override WasiErrno Read(Caller caller, Span<byte> destination, out int count) =>
        Receive(caller, destination, SocketFlags.None, out count);

    public override WasiErrno Write(Caller caller, ReadOnlySpan<byte> source, out int count)
    {
        count = 0;
        if (!Await(caller, SelectMode.SelectWrite, out WasiErrno errno))
            return errno;
        // Blocking is switched off for the one call, so that a full buffer takes what fits.
        _socket.Blocking = false;
        count = _socket.Send(source, SocketFlags.None, out SocketError error);
        return error == SocketError.Success ? WasiErrno.Success : SocketErrors.Of(error);
    }

    public WasiErrno Receive(Caller caller, Span<byte> destination, SocketFlags flags, out int count)
    {
        count = 0;
        if (!Await(caller, SelectMode.SelectRead, out WasiErrno errno))
            return errno;
        _socket.Blocking = false;
        count = _socket.Receive(destination, flags, out SocketError error);
        return error == SocketError.Success ? WasiErrno.Success : SocketErrors.Of(error);
    }

    public WasiErrno Accept(Caller caller, out Socket? accepted)
    {
        accepted = null;
        if (!IsListening)
            return WasiErrno.Inval;
        if (!Await(caller, SelectMode.SelectRead, out WasiErrno errno))
            return errno;
        accepted = _socket.Accept();
        return WasiErrno.Success;
    }

    public WasiErrno Shutdown(SocketShutdown how)
    {
        _socket.Shutdown(how);
        return WasiErrno.Success;
    }

    public override WasiErrno Stat(out FileStat stat)
    {
        stat = new FileStat(0, 0, Type, 1, 0, 0, 0, 0);
        return WasiErrno.Success;
    }

    public override Readiness PollRead()
    {
        if (!_socket.Poll(0, SelectMode.SelectRead))
            return new Readiness(false, 0, false, null);
        int available = IsListening ? 0 : _socket.Available;
        return new Readiness(true, (ulong)available, !IsListening && available == 0, null);
    }

    public override Readiness PollWrite() => new(_socket.Poll(0, SelectMode.SelectWrite), 0, false, null);

    public override void Dispose() => _socket.Dispose();

    // Looks again every few milliseconds: the operating system's wait cannot be ended by a deadline.
    private bool Await(Caller caller, SelectMode mode, out WasiErrno errno)
    {
        errno = WasiErrno.Success;
        if (_socket.Poll(0, mode))
            return true;
        errno = WasiErrno.Again;
        if ((Flags & FdFlags.Nonblock) != 0)
            return false;
        CancellationToken interruption = caller.Interruption;
        while (!_socket.Poll(TimeSpan.FromMilliseconds(5), mode))
        {
            if (interruption.IsCancellationRequested)
                caller.ThrowIfInterrupted();
        }

        return true;
    }
}
