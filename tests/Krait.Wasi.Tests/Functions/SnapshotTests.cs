using System;
using System.IO;
using System.Text;
using Krait.Runtime;

namespace Krait.Wasi.Tests.Functions;

/// <summary>What a snapshot does with a guest's world: it keeps none of it, and says so where something would be lost.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void OpenFileStandsInTheWay()
    {
        using WasiGuest guest = New(out _);
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint fd));
        Assert.Contains("descriptor 4 open", Refusal(guest), StringComparison.Ordinal);
        Assert.Equal(WasiErrno.Success, guest.Call("fd_close", fd));
        guest.Instance.TakeSnapshot().Dispose();
    }

    [Fact]
    public void ClosedOrChangedDescriptorStandsInTheWay()
    {
        using WasiGuest closed = New(out _);
        Assert.Equal(WasiErrno.Success, closed.Call("fd_close", 0));
        Assert.Contains("closed descriptor 0", Refusal(closed), StringComparison.Ordinal);
        using WasiGuest changed = New(out _);
        Assert.Equal(WasiErrno.Success, changed.Call("fd_fdstat_set_flags", 1, 4));
        Assert.Contains("rights or flags of descriptor 1", Refusal(changed), StringComparison.Ordinal);
        using WasiGuest moved = New(out _);
        Assert.Equal(WasiErrno.Success, moved.Call("fd_renumber", 1, 2));
        Assert.Contains("descriptor 2 open", Refusal(moved), StringComparison.Ordinal);
    }

    [Fact]
    public void InstanceOfASnapshotHasAWorldOfItsOwn()
    {
        using WasiGuest guest = New(out _);
        guest.Memory.Write(WasiGuest.Buffer, "kept"u8);
        using Snapshot snapshot = guest.Instance.TakeSnapshot();
        using var output = new MemoryStream();
        using WasiGuest copy = WasiGuest.Of(snapshot, WasiOptions.Default with { Output = output, Arguments = ["other"] });
        Assert.Equal("kept", copy.Memory.ReadUtf8(WasiGuest.Buffer, 4));
        Assert.Equal(WasiErrno.Badf, copy.Open("f", out _));
        copy.Write(1, "from the copy");
        Assert.Equal("from the copy", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void ResetClosesFilesAndGivesEverythingBack()
    {
        using WasiGuest guest = New(out WasiOptions options);
        Assert.Equal(WasiErrno.Success, guest.Call("args_sizes_get", WasiGuest.Answer, WasiGuest.Answer));
        using Snapshot snapshot = guest.Instance.TakeSnapshot();
        using WasiGuest copy = WasiGuest.Of(snapshot, options);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(WasiErrno.Success, copy.Open("f", out uint fd));
            Assert.Equal(4u, fd);
            Assert.Equal(WasiErrno.Success, copy.Call("fd_close", 0));
            Assert.Equal(WasiErrno.Success, copy.Call("fd_fdstat_set_rights", 3, 0, 0));
            Assert.Equal(WasiErrno.Notcapable, copy.Open("f", out _));
            Assert.Equal((WasiErrno.Success, 4u), copy.Write(1, "12345"));
            Assert.Equal(WasiErrno.Nospc, copy.Write(1, "6").Errno);
            copy.Instance.Reset();
            copy.Forget();
            Assert.Equal(4, copy.Host.OpenFiles);
        }
    }

    private static WasiGuest New(out WasiOptions options)
    {
        var files = new MemoryFileSystem();
        files.WriteFile("f", "content"u8);
        options = WasiGuest.Mounting(files) with { MaximumOutputBytes = 4 };
        var guest = new WasiGuest(options);
        guest.Call("sched_yield");
        return guest;
    }

    private static string Refusal(WasiGuest guest) => Assert.Throws<InvalidOperationException>(() => guest.Instance.TakeSnapshot()).Message;
}
