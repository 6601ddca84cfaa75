using System;
using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Krait.Runtime;

namespace Krait.Wasi.Tests.Functions;

/// <summary>Whatever a guest waits for, its deadline and the cancellation of its call end the wait.</summary>
public sealed class WaitTests : IDisposable
{
    private const long Never = long.MaxValue / 2;
    private readonly AnonymousPipeServerStream _full = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _empty = new(PipeDirection.In);
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _connected = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _silent;

    public WaitTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _connected.Connect(_listener.LocalEndPoint!);
        _silent = _listener.Accept();
    }

    /// <summary>Ways to wait for what never comes.</summary>
    public static TheoryData<string> Waits => ["clock", "absolute clock", "input", "polled input", "full output", "accept", "receive", "polled socket", "send"];

    [Theory]
    [MemberData(nameof(Waits))]
    public void DeadlineEndsTheWait(string wait)
    {
        using WasiGuest guest = New(CallLimits.Default with { Deadline = TimeSpan.FromMilliseconds(100) });
        var failure = Assert.Throws<ResourceLimitException>(() => Wait(guest, wait));
        Assert.Equal(ResourceKind.Deadline, failure.Kind);
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public void CancellationEndsTheWait(string wait)
    {
        using var source = new CancellationTokenSource();
        using WasiGuest guest = New(CallLimits.Default with { CancellationToken = source.Token });
        source.CancelAfter(50);
        Assert.ThrowsAny<OperationCanceledException>(() => Wait(guest, wait));
    }

    [Fact]
    public void WaitIsNotEnteredOnceTheDeadlineHasPassed()
    {
        using WasiGuest guest = New(CallLimits.Default);
        guest.SetLimits(CallLimits.Default with { Deadline = TimeSpan.Zero });
        Assert.Throws<ResourceLimitException>(() => Wait(guest, "clock"));
    }

    [Fact]
    public void ShortestSubscriptionEndsThePoll()
    {
        using WasiGuest guest = New(CallLimits.Default with { Deadline = TimeSpan.FromMinutes(5) });
        uint subscriptions = guest.Put([.. Subscription(11, 0, 1, Never), .. Subscription(22, 0, 1, 1_000_000), .. Subscription(33, 1, 0)]);
        Assert.Equal(WasiErrno.Success, guest.Call("poll_oneoff", subscriptions, WasiGuest.Buffer, 3, WasiGuest.Answer));
        Assert.Equal(1u, guest.AnswerAt());
        Assert.Equal(22L, guest.Memory.Read<long>(WasiGuest.Buffer));
    }

    [Fact]
    public async Task InputThatArrivesEndsThePoll()
    {
        using WasiGuest guest = New(CallLimits.Default with { Deadline = TimeSpan.FromMinutes(5) });
        using var writer = new AnonymousPipeClientStream(PipeDirection.Out, _empty.ClientSafePipeHandle);
        Task<WasiErrno> waiting = Task.Run(() => guest.Call("poll_oneoff", guest.Put(Subscription(7, 1, 0)), WasiGuest.Buffer, 1, WasiGuest.Answer));
        writer.Write("ready"u8);
        Assert.Equal(WasiErrno.Success, await waiting);
        Assert.Equal(7L, guest.Memory.Read<long>(WasiGuest.Buffer));
        Assert.Equal((WasiErrno.Success, "ready"), guest.Read(0));
    }

    [Fact]
    public void SimulatedTimeTakesNoTime()
    {
        using var guest = new WasiGuest(WasiOptions.Default with { Clock = WasiClock.Simulated(DateTimeOffset.UnixEpoch) });
        const long Century = 100L * 365 * 24 * 3600 * 1_000_000_000;
        Assert.Equal(WasiErrno.Success, guest.Call("poll_oneoff", guest.Put(Subscription(1, 0, 0, Century)), WasiGuest.Buffer, 1, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Success, guest.Call("clock_time_get", 0, 0, WasiGuest.Answer));
        Assert.InRange(guest.Memory.Read<long>(WasiGuest.Answer), Century, Century + 1_000_000_000);
    }

    [Theory]
    [InlineData(1, 50u, WasiErrno.Badf)]
    [InlineData(2, 50u, WasiErrno.Badf)]
    [InlineData(0, 2u, WasiErrno.Notsup)]
    [InlineData(0, 9u, WasiErrno.Inval)]
    [InlineData(3, 0u, WasiErrno.Inval)]
    public void WhatCannotBeWaitedForIsAnEvent(int tag, uint id, WasiErrno errno)
    {
        using WasiGuest guest = New(CallLimits.Default with { Deadline = TimeSpan.FromMinutes(5) });
        Assert.Equal(WasiErrno.Success, guest.Call("poll_oneoff", guest.Put(Subscription(5, (byte)tag, id, Never)), WasiGuest.Buffer, 1, WasiGuest.Answer));
        Assert.Equal(1u, guest.AnswerAt());
        Assert.Equal((ushort)errno, guest.Memory.Read<ushort>(WasiGuest.Buffer + 8));
    }

    [Fact]
    public void PollOfNothingIsInvalid()
    {
        using WasiGuest guest = New(CallLimits.Default);
        Assert.Equal(WasiErrno.Inval, guest.Call("poll_oneoff", WasiGuest.Buffer, WasiGuest.Buffer, 0, WasiGuest.Answer));
    }

    public void Dispose()
    {
        _silent.Dispose();
        _connected.Dispose();
        _listener.Dispose();

        // A thread still waits in each pipe; closing the other end lets it go.
        _full.DisposeLocalCopyOfClientHandle();
        _empty.DisposeLocalCopyOfClientHandle();
        _full.Dispose();
        _empty.Dispose();
    }

    private WasiGuest New(CallLimits limits) => new(
        WasiOptions.Default with { Input = _empty, Output = _full, Sockets = [_listener, _connected] }, limits);

    private static WasiErrno Wait(WasiGuest guest, string wait)
    {
        uint buffer = guest.PutBuffer(WasiGuest.Buffer, 64);
        return wait switch
        {
            "clock" => Poll(guest, Subscription(1, 0, 1, Never)),
            "absolute clock" => Poll(guest, Subscription(1, 0, 0, Never, flags: 1)),
            "input" => guest.Call("fd_read", 0, buffer, 1, WasiGuest.Answer),
            "polled input" => Poll(guest, Subscription(1, 1, 0)),
            "full output" => Flood(guest, "fd_write", 1),
            "accept" => guest.Call("sock_accept", 3, 0, WasiGuest.Answer),
            "receive" => guest.Call("sock_recv", 4, buffer, 1, 0, WasiGuest.Answer, WasiGuest.Answer + 8),
            "polled socket" => Poll(guest, Subscription(1, 1, 4)),
            _ => Flood(guest, "fd_write", 4),
        };
    }

    private static WasiErrno Poll(WasiGuest guest, byte[] subscription) =>
        guest.Call("poll_oneoff", guest.Put(subscription), WasiGuest.Buffer, 1, WasiGuest.Answer);

    // Writes until the other side, which never reads, takes no more.
    private static WasiErrno Flood(WasiGuest guest, string name, uint fd)
    {
        uint buffer = guest.PutBuffer(0, 65536);
        while (true)
        {
            WasiErrno errno = guest.Call(name, fd, buffer, 1, WasiGuest.Answer);
            if (errno != WasiErrno.Success)
                return errno;
        }
    }

    private static byte[] Subscription(long userData, byte tag, uint id, long timeoutNs = 0, ushort flags = 0)
    {
        var bytes = new byte[48];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, userData);
        bytes[8] = tag;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), id);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), timeoutNs);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(40), flags);
        return bytes;
    }
}
