using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Tests.Functions;

/// <summary>An address outside of the guest's memory is an error of the call, and nothing has been written by then.</summary>
public sealed class AddressTests : IDisposable
{
    private const uint Directory = 3;
    private const uint Listener = 4;
    private const uint Connected = 5;
    private const uint File = 6;

    private readonly Socket _peer;
    private readonly WasiGuest _guest;

    public AddressTests()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var connected = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        connected.Connect(listener.LocalEndPoint!);
        _peer = listener.Accept();
        _peer.Send("from the peer"u8);
        var files = new MemoryFileSystem();
        files.WriteFile("f", "content"u8);
        using IDirectoryHandle root = files.OpenRoot();
        Assert.Equal(WasiErrno.Success, root.CreateSymbolicLink("l", "f"));
        _guest = new WasiGuest(WasiGuest.Mounting(files) with { Sockets = [listener, connected], Arguments = ["program"], Environment = ["A=1"] });
        Assert.Equal(WasiErrno.Success, _guest.Open("f", out uint fd));
        Assert.Equal(File, fd);
    }

    /// <summary>Every parameter of every function that is an address.</summary>
    public static TheoryData<string, string> AddressParameters
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (WasiFunction function in WasiFunctions.All)
            {
                foreach (WasiParameter parameter in function.Parameters.Where(static parameter => parameter.Type[0] == '@'))
                    rows.Add(function.Name, parameter.Name);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(AddressParameters))]
    public void AddressBehindTheMemoryIsAFault(string name, string parameter)
    {
        WasiFunction function = WasiFunctions.All.Single(row => row.Name == name);
        int index = function.Parameters.Select(static row => row.Name).ToList().IndexOf(parameter);
        foreach (long address in new[] { 0xFFFF_FFFFL, _guest.Memory.SizeBytes })
        {
            long[] arguments = Arguments(function);
            arguments[index] = address;
            byte[] before = _guest.Memory.Bytes.ToArray();
            Assert.Equal(WasiErrno.Fault, _guest.Call(name, arguments));
            Assert.True(before.AsSpan().SequenceEqual(_guest.Memory.Bytes), "something was written");
        }
    }

    [Theory]
    [InlineData("args_sizes_get", 0u)]
    [InlineData("environ_get", 0u)]
    [InlineData("clock_time_get", 0u)]
    [InlineData("random_get", 0u)]
    [InlineData("poll_oneoff", 0u)]
    [InlineData("fd_read", 0u)]
    [InlineData("fd_write", 1u)]
    [InlineData("fd_fdstat_get", 1u)]
    [InlineData("fd_prestat_get", Directory)]
    [InlineData("fd_readdir", Directory)]
    [InlineData("path_open", Directory)]
    [InlineData("path_rename", Directory)]
    public void WithoutMemoryEveryAddressIsAFault(string name, uint fd)
    {
        WasiFunction function = WasiFunctions.All.Single(row => row.Name == name);
        using WasiGuest guest = WasiGuest.WithoutMemory(WasiGuest.Mounting(new MemoryFileSystem()) with { Arguments = ["program"], Environment = ["A=1"] });
        long[] arguments = Arguments(function);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (function.Parameters[i].Type == "fd")
                arguments[i] = fd;
        }

        Assert.Equal(WasiErrno.Fault, guest.Call(name, arguments));
    }

    [Theory]
    [InlineData("fd_read", 0u)]
    [InlineData("fd_write", 1u)]
    [InlineData("fd_read", File)]
    [InlineData("fd_write", File)]
    [InlineData("fd_read", Connected)]
    [InlineData("fd_write", Connected)]
    public void BuffersMustLieInMemory(string name, uint fd)
    {
        uint good = _guest.PutBuffer(WasiGuest.Buffer, 8);
        _guest.PutBuffer((uint)_guest.Memory.SizeBytes - 4, 8);
        _guest.Memory.Write(WasiGuest.Answer, 0u);
        Assert.Equal(WasiErrno.Fault, _guest.Call(name, fd, good, 2, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Fault, _guest.Call(name, fd, good + 8, 1, WasiGuest.Answer));
        Assert.Equal(0u, _guest.AnswerAt());
    }

    [Fact]
    public void LengthsThatPassTheMemoryAreFaults()
    {
        uint path = _guest.Put("f"u8);
        Assert.Equal(WasiErrno.Fault, _guest.Call("path_filestat_get", Directory, 0, path, uint.MaxValue, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Fault, _guest.Call("random_get", 16, uint.MaxValue));
        Assert.Equal(WasiErrno.Fault, _guest.Call("fd_readdir", Directory, 16, uint.MaxValue, 0, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Fault, _guest.Call("path_readlink", Directory, _guest.Put("l"u8), 1, 16, uint.MaxValue, WasiGuest.Answer));
    }

    [Fact]
    public void LastBytesOfMemoryCanBeUsed()
    {
        long size = _guest.Memory.SizeBytes;
        Assert.Equal(WasiErrno.Success, _guest.Call("random_get", size - 16, 16));
        Assert.Equal(WasiErrno.Success, _guest.Call("random_get", size, 0));
        Assert.Equal(WasiErrno.Success, _guest.Call("clock_time_get", 0, 0, size - 8));
        Assert.Equal(WasiErrno.Fault, _guest.Call("clock_time_get", 0, 0, size - 7));
    }

    public void Dispose()
    {
        _guest.Dispose();
        _peer.Dispose();
    }

    // What would succeed: descriptors that fit, and addresses of things that are there.
    private long[] Arguments(WasiFunction function)
    {
        uint path = _guest.Put(function.Name == "path_readlink" ? "l"u8 : "f"u8);
        uint other = _guest.Put("g"u8);
        uint buffers = _guest.PutBuffer(WasiGuest.Buffer, 8);
        var subscription = new byte[48];
        uint subscriptions = _guest.Put(subscription);
        List<long> arguments = [];
        foreach (WasiParameter parameter in function.Parameters)
        {
            arguments.Add(parameter.Type switch
            {
                "fd" => DescriptorFor(function),
                "@iovec" or "@ciovec" => buffers,
                "@subscription" => subscriptions,
                "@event" => WasiGuest.Buffer,
                "size" => parameter.Name is "buf_len" ? 64 : 1,
                "@u8" when parameter.Name is "new_path" => other,
                "@u8" when parameter.Name.EndsWith("path", StringComparison.Ordinal) => path,
                _ when parameter.Type[0] == '@' => WasiGuest.Answer + (uint)(arguments.Count * 64),
                _ => 0,
            });
        }

        return [.. arguments];
    }

    private static uint DescriptorFor(WasiFunction function) => function.Name switch
    {
        "sock_accept" => Listener,
        _ when function.Name.StartsWith("sock", StringComparison.Ordinal) => Connected,
        "fd_readdir" or "fd_prestat_get" or "fd_prestat_dir_name" => Directory,
        _ when function.Name.StartsWith("fd", StringComparison.Ordinal) => File,
        _ => Directory,
    };
}
