using System.Collections.Frozen;
using System.Collections.Generic;
using System.Net.Sockets;

namespace Krait.Wasi.Abi;

/// <summary>Which errno a socket's error is.</summary>
internal static class SocketErrors
{
    private static readonly FrozenDictionary<SocketError, WasiErrno> s_errnos = new Dictionary<SocketError, WasiErrno>
    {
        [SocketError.WouldBlock] = WasiErrno.Again,
        [SocketError.IOPending] = WasiErrno.Again,
        [SocketError.ConnectionReset] = WasiErrno.Connreset,
        [SocketError.ConnectionAborted] = WasiErrno.Connaborted,
        [SocketError.ConnectionRefused] = WasiErrno.Connrefused,
        [SocketError.NotConnected] = WasiErrno.Notconn,
        [SocketError.Shutdown] = WasiErrno.Pipe,
        [SocketError.TimedOut] = WasiErrno.Timedout,
        [SocketError.InvalidArgument] = WasiErrno.Inval,
        [SocketError.OperationNotSupported] = WasiErrno.Notsup,
        [SocketError.TooManyOpenSockets] = WasiErrno.Nfile,
        [SocketError.NoBufferSpaceAvailable] = WasiErrno.Nobufs,
        [SocketError.HostUnreachable] = WasiErrno.Hostunreach,
        [SocketError.NetworkUnreachable] = WasiErrno.Netunreach,
        [SocketError.NetworkDown] = WasiErrno.Netdown,
        [SocketError.MessageSize] = WasiErrno.Msgsize,
    }.ToFrozenDictionary();

    public static WasiErrno Of(SocketError error) => s_errnos.GetValueOrDefault(error, WasiErrno.Io);
}
