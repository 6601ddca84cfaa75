using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Krait.Wasi.Tests.Functions;

/// <summary>Sockets exist only where the host granted them.</summary>
public sealed class SocketTests : IDisposable
{
    private const long Listener = 3;
    private const long Connected = 4;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _connected = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _peer;

    public SocketTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _connected.Connect(_listener.LocalEndPoint!);
        _peer = _listener.Accept();
    }

    [Theory]
    [InlineData(0, WasiErrno.Notsock)]
    [InlineData(1, WasiErrno.Notsock)]
    [InlineData(3, WasiErrno.Notsock)]
    [InlineData(40, WasiErrno.Badf)]
    public void WithoutAGrantNothingIsASocket(long fd, WasiErrno errno)
    {
        using var guest = new WasiGuest(WasiGuest.Mounting(new MemoryFileSystem()));
        uint buffer = guest.PutBuffer(WasiGuest.Buffer, 4);
        Assert.Equal(errno, guest.Call("sock_accept", fd, 0, WasiGuest.Answer));
        Assert.Equal(errno, guest.Call("sock_recv", fd, buffer, 1, 0, WasiGuest.Answer, WasiGuest.Answer + 8));
        Assert.Equal(errno, guest.Call("sock_send", fd, buffer, 1, 0, WasiGuest.Answer));
        Assert.Equal(errno, guest.Call("sock_shutdown", fd, 3));
    }

    [Fact]
    public void ConnectedSocketSendsAndReceives()
    {
        using WasiGuest guest = New();
        _peer.Send("from outside"u8);
        Assert.Equal("from outside", Receive(guest, Connected));
        uint buffer = guest.PutBuffer(guest.Put("from the guest"u8), 14);
        Assert.Equal(WasiErrno.Success, guest.Call("sock_send", Connected, buffer, 1, 0, WasiGuest.Answer));
        Assert.Equal(14u, guest.AnswerAt());
        Assert.Equal("from the guest", Received(14));
    }

    [Fact]
    public void AcceptedSocketIsAFurtherDescriptor()
    {
        using WasiGuest guest = New();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(_listener.LocalEndPoint!);
        client.Send("hello"u8);
        Assert.Equal(WasiErrno.Success, guest.Call("sock_accept", Listener, 0, WasiGuest.Answer));
        uint accepted = guest.AnswerAt();
        Assert.Equal(5u, accepted);
        Assert.Equal("hello", Receive(guest, accepted));
        Assert.Equal(WasiErrno.Success, guest.Call("sock_shutdown", accepted, 2));
        Assert.Equal(0, client.Receive(new byte[1]));
    }

    [Fact]
    public void SocketThatDoesNotWaitSaysAgain()
    {
        using WasiGuest guest = New();
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_flags", Connected, 4));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_flags", Listener, 4));
        Assert.Equal(WasiErrno.Again, guest.Read((uint)Connected).Errno);
        Assert.Equal(WasiErrno.Again, guest.Call("sock_accept", Listener, 0, WasiGuest.Answer));
    }

    [Fact]
    public void EachKindDoesOnlyWhatItCan()
    {
        using WasiGuest guest = New();
        uint buffer = guest.PutBuffer(WasiGuest.Buffer, 4);
        Assert.Equal(WasiErrno.Notcapable, guest.Call("sock_recv", Listener, buffer, 1, 0, WasiGuest.Answer, WasiGuest.Answer + 8));
        Assert.Equal(WasiErrno.Notcapable, guest.Call("sock_send", Listener, buffer, 1, 0, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Notcapable, guest.Call("sock_accept", Connected, 0, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Inval, guest.Call("sock_recv", Connected, buffer, 1, 64, WasiGuest.Answer, WasiGuest.Answer + 8));
        Assert.Equal(WasiErrno.Inval, guest.Call("sock_send", Connected, buffer, 1, 1, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Inval, guest.Call("sock_shutdown", Connected, 0));
    }

    public void Dispose()
    {
        _peer.Dispose();
        _connected.Dispose();
        _listener.Dispose();
    }

    private WasiGuest New() => new(WasiOptions.Default with { Sockets = [_listener, _connected] });

    private static string Receive(WasiGuest guest, long fd)
    {
        uint buffer = guest.PutBuffer(WasiGuest.Buffer, 4096);
        Assert.Equal(WasiErrno.Success, guest.Call("sock_recv", fd, buffer, 1, 0, WasiGuest.Answer, WasiGuest.Answer + 8));
        return guest.Memory.ReadUtf8(WasiGuest.Buffer, (int)guest.AnswerAt());
    }

    private string Received(int length)
    {
        byte[] bytes = new byte[length];
        int count = 0;
        while (count < length)
        {
            int more = _peer.Receive(bytes.AsSpan(count));
            Assert.NotEqual(0, more);
            count += more;
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
