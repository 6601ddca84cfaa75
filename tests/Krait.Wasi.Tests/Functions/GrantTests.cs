using System;
using System.IO;
using System.Linq;

namespace Krait.Wasi.Tests.Functions;

/// <summary>By default a guest sees an empty world; what it is granted it sees.</summary>
public sealed class GrantTests
{
    [Fact]
    public void NothingIsGrantedByDefault()
    {
        using var guest = new WasiGuest(WasiOptions.Default);
        Assert.Equal(WasiErrno.Success, guest.Call("args_sizes_get", WasiGuest.Answer, WasiGuest.Answer + 4));
        Assert.Equal((0u, 0u), (guest.AnswerAt(), guest.AnswerAt(4)));
        Assert.Equal(WasiErrno.Success, guest.Call("environ_sizes_get", WasiGuest.Answer, WasiGuest.Answer + 4));
        Assert.Equal((0u, 0u), (guest.AnswerAt(), guest.AnswerAt(4)));
        Assert.Equal(WasiErrno.Badf, guest.Call("fd_prestat_get", 3, WasiGuest.Answer));
        Assert.Equal((WasiErrno.Success, string.Empty), guest.Read(0));
        Assert.Equal((WasiErrno.Success, 5u), guest.Write(1, "gone."));
        Assert.Equal(WasiErrno.Badf, guest.Open("f", out _));
    }

    [Fact]
    public void ArgumentsAndVariablesAreLaidOutAsCExpects()
    {
        using var guest = new WasiGuest(WasiOptions.Default with { Arguments = ["a", "bc"], Environment = ["K=v"] });
        Assert.Equal(WasiErrno.Success, guest.Call("args_get", 8, 32));
        Assert.Equal([32, 34], new[] { guest.Memory.Read<int>(8), guest.Memory.Read<int>(12) });
        Assert.Equal("a\0bc\0", guest.Memory.ReadUtf8(32, 5));
        Assert.Equal(WasiErrno.Success, guest.Call("environ_get", 8, 64));
        Assert.Equal("K=v\0", guest.Memory.ReadUtf8(64, 4));
        Assert.Throws<ArgumentException>(static () => new WasiHost(WasiOptions.Default with { Arguments = ["a\0b"] }));
    }

    [Fact]
    public void CoarseClockTellsWholeMilliseconds()
    {
        using var guest = new WasiGuest(WasiOptions.Default);
        for (int id = 0; id < 4; id++)
        {
            Assert.Equal(WasiErrno.Success, guest.Call("clock_time_get", id, 0, WasiGuest.Answer));
            Assert.Equal(0, guest.Memory.Read<long>(WasiGuest.Answer) % 1_000_000);
            Assert.Equal(WasiErrno.Success, guest.Call("clock_res_get", id, WasiGuest.Answer));
            Assert.Equal(1_000_000, guest.Memory.Read<long>(WasiGuest.Answer));
        }

        Assert.Equal(WasiErrno.Inval, guest.Call("clock_time_get", 4, 0, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Inval, guest.Call("clock_res_get", -1, WasiGuest.Answer));
    }

    [Fact]
    public void SeededBytesRepeatAndOthersDoNot()
    {
        static byte[] Bytes(WasiRandom random)
        {
            using var guest = new WasiGuest(WasiOptions.Default with { Random = random });
            Assert.Equal(WasiErrno.Success, guest.Call("random_get", WasiGuest.Buffer, 64));
            return guest.Memory.GetSpan(WasiGuest.Buffer, 64).ToArray();
        }

        Assert.Equal(Bytes(WasiRandom.Seeded(1)), Bytes(WasiRandom.Seeded(1)));
        Assert.NotEqual(Bytes(WasiRandom.Seeded(1)), Bytes(WasiRandom.Seeded(2)));
        Assert.NotEqual(Bytes(WasiRandom.Secure), Bytes(WasiRandom.Secure));
    }

    [Fact]
    public void SeveralMountsAreSeparateWorlds()
    {
        var first = new MemoryFileSystem();
        var second = new MemoryFileSystem();
        first.WriteFile("one", "1"u8);
        second.WriteFile("two", "2"u8);
        using var guest = new WasiGuest(WasiOptions.Default with { Mounts = [new WasiMount("/a", first), new WasiMount("/b", second)] });
        Assert.Equal(WasiErrno.Success, guest.Open("one", out _));
        Assert.Equal(WasiErrno.Noent, guest.Open("two", out _));
        byte[] name = "one"u8.ToArray();
        long address = guest.Put(name);
        Assert.Equal(WasiErrno.Xdev, guest.Call("path_rename", 3, address, 3, 4, address, 3));
        Assert.Equal(WasiErrno.Xdev, guest.Call("path_link", 3, 0, address, 3, 4, address, 3));
    }

    [Fact]
    public void StreamThatFailsIsAnErrorOfTheCall()
    {
        using var closed = new MemoryStream(new byte[4], writable: false);
        using var guest = new WasiGuest(WasiOptions.Default with { Output = closed });
        Assert.Equal(WasiErrno.Io, guest.Write(1, "x").Errno);
    }

    [Fact]
    public void TraceTellsEveryCall()
    {
        var lines = new System.Collections.Generic.List<string>();
        using var guest = new WasiGuest(WasiOptions.Default with { Trace = lines.Add });
        guest.Call("fd_close", 9);
        guest.Call("random_get", 0x20, 4);
        Assert.Equal(["fd_close(fd=9) -> Badf", "random_get(buf=0x20, buf_len=4) -> Success"], lines);
    }

    [Fact]
    public void DisposedWorldHasNoDescriptors()
    {
        using var guest = new WasiGuest(WasiGuest.Mounting(new MemoryFileSystem()));
        guest.Host.Dispose();
        Assert.Equal(WasiErrno.Badf, guest.Write(1, "x").Errno);
        Assert.Equal(0, guest.Host.OpenFiles);
    }

    [Fact]
    public void AllFunctionsAreThere()
    {
        string[] names = [.. Abi.WasiFunctions.All.Select(static function => function.Name)];
        Assert.Equal(46, names.Distinct().Count());
        Assert.Equal(
            "args_get args_sizes_get clock_res_get clock_time_get environ_get environ_sizes_get fd_advise fd_allocate fd_close fd_datasync " +
            "fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get fd_filestat_set_size fd_filestat_set_times fd_pread " +
            "fd_prestat_dir_name fd_prestat_get fd_pwrite fd_read fd_readdir fd_renumber fd_seek fd_sync fd_tell fd_write path_create_directory " +
            "path_filestat_get path_filestat_set_times path_link path_open path_readlink path_remove_directory path_rename path_symlink " +
            "path_unlink_file poll_oneoff proc_exit proc_raise random_get sched_yield sock_accept sock_recv sock_send sock_shutdown",
            string.Join(' ', names.Order(StringComparer.Ordinal)));
    }
}
