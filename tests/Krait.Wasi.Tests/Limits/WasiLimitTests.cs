using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Krait.Wasi.Tests.Limits;

/// <summary>Every limit of <see cref="WasiOptions"/> is reached, and one less is allowed.</summary>
public sealed class WasiLimitTests
{
    private const long Directory = 3;

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    public void OutputEndsAtItsLimit(uint fd)
    {
        using var stream = new MemoryStream();
        WasiOptions options = fd == 1
            ? WasiOptions.Default with { Output = stream, MaximumOutputBytes = 10 }
            : WasiOptions.Default with { Error = stream, MaximumErrorBytes = 10 };
        using var guest = new WasiGuest(options);
        Assert.Equal((WasiErrno.Success, 6u), guest.Write(fd, "abcdef"));
        Assert.Equal((WasiErrno.Success, 4u), guest.Write(fd, "ghijkl"));
        Assert.Equal((WasiErrno.Nospc, 0u), guest.Write(fd, "m"));
        Assert.Equal("abcdefghij", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void FloodOfOutputStopsAtItsLimit()
    {
        using var stream = new MemoryStream();
        using var guest = new WasiGuest(WasiOptions.Default with { Output = stream, MaximumOutputBytes = 1_000_000 });
        uint buffer = guest.PutBuffer(0, 65536);
        int writes = 0;
        while (guest.Call("fd_write", 1, buffer, 1, WasiGuest.Answer) == WasiErrno.Success)
            writes++;
        Assert.Equal(16, writes);
        Assert.Equal(1_000_000, stream.Length);
    }

    [Fact]
    public void OpenFilesEndAtTheirLimit()
    {
        using WasiGuest guest = New(static options => options with { MaximumOpenFiles = 6 });
        Assert.Equal(WasiErrno.Success, guest.Open("f", out _));
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint last));
        Assert.Equal(WasiErrno.Mfile, guest.Open("f", out _));
        Assert.Equal(6, guest.Host.OpenFiles);
        Assert.Equal(WasiErrno.Success, guest.Call("fd_close", last));
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint again));
        Assert.Equal(last, again);
    }

    [Fact]
    public void PathsEndAtTheirLimit()
    {
        using WasiGuest guest = New(static options => options with { MaximumPathBytes = 8 });
        Assert.Equal(WasiErrno.Success, guest.Open("./././/f", out _));
        Assert.Equal(WasiErrno.Nametoolong, guest.Open("././././f", out _));
    }

    [Fact]
    public void PathsThatLinksMakeLongEndAtTheirLimit()
    {
        var files = new MemoryFileSystem();
        using IDirectoryHandle root = files.OpenRoot();
        root.CreateSymbolicLink("l", string.Concat(Enumerable.Repeat("./", 100)) + "l");
        using var guest = new WasiGuest(WasiGuest.Mounting(files) with { MaximumPathBytes = 300, MaximumLinksFollowed = 1000 });
        Assert.Equal(WasiErrno.Nametoolong, guest.Open("l", out _));
    }

    [Fact]
    public void DepthEndsAtItsLimit()
    {
        using WasiGuest guest = New(static options => options with { MaximumPathDepth = 2 });
        Assert.Equal(WasiErrno.Success, guest.Open("d/d/f", out _));
        Assert.Equal(WasiErrno.Nametoolong, guest.Open("d/d/d/f", out _));
    }

    [Fact]
    public void FollowedLinksEndAtTheirLimit()
    {
        var files = new MemoryFileSystem();
        files.WriteFile("l0", "x"u8);
        using IDirectoryHandle root = files.OpenRoot();
        for (int i = 1; i <= 5; i++)
            Assert.Equal(WasiErrno.Success, root.CreateSymbolicLink($"l{i}", $"l{i - 1}"));
        using var guest = new WasiGuest(WasiGuest.Mounting(files) with { MaximumLinksFollowed = 4 });
        Assert.Equal(WasiErrno.Success, guest.Open("l4", out _));
        Assert.Equal(WasiErrno.Loop, guest.Open("l5", out _));
    }

    [Fact]
    public void BuffersEndAtTheirLimit()
    {
        using WasiGuest guest = New(static options => options with { MaximumBuffers = 2 });
        uint buffers = guest.PutBuffer(WasiGuest.Buffer, 1);
        guest.PutBuffer(WasiGuest.Buffer, 1);
        guest.PutBuffer(WasiGuest.Buffer, 1);
        Assert.Equal(WasiErrno.Success, guest.Call("fd_write", 1, buffers, 2, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Inval, guest.Call("fd_write", 1, buffers, 3, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Inval, guest.Call("fd_write", 1, buffers, uint.MaxValue, WasiGuest.Answer));
    }

    [Fact]
    public void SubscriptionsEndAtTheirLimit()
    {
        using WasiGuest guest = New(static options => options with { MaximumSubscriptions = 2 });
        uint subscriptions = guest.Put(new byte[3 * 48]);
        Assert.Equal(WasiErrno.Success, guest.Call("poll_oneoff", subscriptions, WasiGuest.Buffer, 2, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Inval, guest.Call("poll_oneoff", subscriptions, WasiGuest.Buffer, 3, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Inval, guest.Call("poll_oneoff", subscriptions, WasiGuest.Buffer, uint.MaxValue, WasiGuest.Answer));
    }

    [Fact]
    public void ListedEntriesEndAtTheirLimit()
    {
        using WasiGuest guest = New(static options => options with { MaximumDirectoryEntries = 8 });
        Assert.Equal(WasiErrno.Success, guest.Open("many", out uint many, 2, WasiRightsForListing, 0));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_readdir", many, WasiGuest.Buffer, 4096, 0, WasiGuest.Answer));

        // What one directory keeps counts against the next one, until it is closed.
        Assert.Equal(WasiErrno.Success, guest.Open("many", out uint more, 2, WasiRightsForListing, 0));
        Assert.Equal(WasiErrno.Overflow, guest.Call("fd_readdir", more, WasiGuest.Buffer, 4096, 0, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_close", many));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_readdir", more, WasiGuest.Buffer, 4096, 0, WasiGuest.Answer));
    }

    [Fact]
    public void FileSizeEndsAtItsLimit()
    {
        using WasiGuest guest = New(static options => options with { MaximumFileBytes = 10 });
        Assert.Equal(WasiErrno.Success, guest.Open("new", out uint fd, 1));
        Assert.Equal((WasiErrno.Success, 10u), guest.Write(fd, "0123456789abc"));
        Assert.Equal(WasiErrno.Fbig, guest.Write(fd, "d").Errno);
        Assert.Equal(WasiErrno.Success, guest.Call("fd_filestat_set_size", fd, 10));
        Assert.Equal(WasiErrno.Fbig, guest.Call("fd_filestat_set_size", fd, 11));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_allocate", fd, 4, 6));
        Assert.Equal(WasiErrno.Fbig, guest.Call("fd_allocate", fd, 4, 7));
        Assert.Equal(WasiErrno.Fbig, guest.Call("fd_allocate", fd, 0, long.MaxValue));
        uint buffer = guest.PutBuffer(WasiGuest.Buffer, 1);
        Assert.Equal(WasiErrno.Fbig, guest.Call("fd_pwrite", fd, buffer, 1, 10, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Fbig, guest.Call("fd_pwrite", fd, buffer, 1, long.MaxValue, WasiGuest.Answer));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_pwrite", fd, buffer, 1, 9, WasiGuest.Answer));
    }

    [Fact]
    public void AppendingEndsAtTheFileLimit()
    {
        using WasiGuest guest = New(static options => options with { MaximumFileBytes = 8 });
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint fd));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_flags", fd, 1));
        Assert.Equal((WasiErrno.Success, 1u), guest.Write(fd, "xyz"));
        Assert.Equal(WasiErrno.Fbig, guest.Write(fd, "z").Errno);
    }

    [Fact]
    public void MemoryEndsAtItsQuota()
    {
        var files = new MemoryFileSystem(quotaBytes: 1 << 20);
        using var guest = new WasiGuest(WasiGuest.Mounting(files));
        Assert.Equal(WasiErrno.Success, guest.Open("big", out uint fd, 1));
        Assert.Equal(WasiErrno.Nospc, guest.Call("fd_allocate", fd, 0, 1 << 20));
        Assert.Equal(WasiErrno.Fbig, guest.Call("fd_filestat_set_size", fd, 1L << 40));
        uint buffer = guest.PutBuffer(0, 65536);
        long written = 0;
        WasiErrno errno;
        while ((errno = guest.Call("fd_write", fd, buffer, 1, WasiGuest.Answer)) == WasiErrno.Success)
            written += guest.AnswerAt();
        Assert.Equal(WasiErrno.Nospc, errno);
        Assert.InRange(written, 900_000, 1 << 20);
        Assert.InRange(files.UsedBytes, written, 1 << 20);

        // What is removed can be used again.
        Assert.Equal(WasiErrno.Success, guest.Call("fd_close", fd));
        Assert.Equal(WasiErrno.Success, guest.Call("path_unlink_file", Directory, guest.Put("big"u8), 3));
        Assert.Equal(WasiErrno.Success, guest.Open("second", out uint second, 1));
        Assert.Equal((WasiErrno.Success, 1u), guest.Write(second, "x"));
    }

    [Fact]
    public void EmptyFilesAndNamesCountAgainstTheQuota()
    {
        var files = new MemoryFileSystem(quotaBytes: 100 * MemoryFileSystem.NodeBytes);
        using var guest = new WasiGuest(WasiGuest.Mounting(files));
        int made = 0;
        while (guest.Call("path_create_directory", Directory, guest.Put(Encoding.UTF8.GetBytes($"d{made:000}")), 4) == WasiErrno.Success)
            made++;
        Assert.InRange(made, 50, 99);
        Assert.Equal(WasiErrno.Nospc, guest.Open("file", out _, 1));
    }

    [Fact]
    public void LimitsMustBePositive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new WasiHost(WasiOptions.Default with { MaximumOpenFiles = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new WasiHost(WasiOptions.Default with { MaximumFileBytes = -1 }));
    }

    private static Abi.WasiRights WasiRightsForListing => Abi.WasiRights.FdReaddir;

    private static WasiGuest New(Func<WasiOptions, WasiOptions> change)
    {
        var files = new MemoryFileSystem();
        foreach (string path in new[] { "f", "d/f", "d/d/f", "d/d/d/f", "many/a", "many/b", "many/c", "many/d", "many/e", "many/g" })
            files.WriteFile(path, "content"u8);
        return new WasiGuest(change(WasiGuest.Mounting(files)));
    }
}
