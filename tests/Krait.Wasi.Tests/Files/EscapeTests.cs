using System;
using System.IO;
using System.Text;
using System.Threading;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Tests.Files;

/// <summary>No path leads out of a mounted folder: not by its text, not by links, not by what others do to the folder meanwhile.</summary>
public sealed class EscapeTests : IDisposable
{
    private const long Directory = 3;
    private const string Secret = "secret of the host";
    private const int Rounds = 3000;

    private readonly TemporaryFolder _folder = new();
    private readonly string _inside;
    private readonly string _outside;

    public EscapeTests()
    {
        _inside = _folder.MakeFolder("inside");
        _outside = _folder.MakeFolder("outside");
        System.IO.Directory.CreateDirectory(Path.Combine(_inside, "sub"));
        File.WriteAllText(Path.Combine(_inside, "sub", "f"), "inside");
        File.WriteAllText(Path.Combine(_outside, "f"), Secret);
    }

    /// <summary>Paths that would lead out if anybody let them.</summary>
    public static TheoryData<string> Outward =>
    [
        "../outside/f", "sub/../../outside/f", "./.././outside/f", "sub/../sub/../../outside/f", "/etc/passwd", "//etc/passwd",
        "up/f", "up", "absolute/f", "absolute", "chain", "chain/f", "sub/up2/outside/f", "..", "../", "sub/../..",
    ];

    [Theory]
    [MemberData(nameof(Outward))]
    public void PathThatLeadsOutIsRefused(string path)
    {
        MakeLinks();
        foreach (FolderAccess access in new[] { FolderAccess.ReadWrite, FolderAccess.ReadOnly })
        {
            using var guest = new WasiGuest(WasiGuest.Mounting(new HostFolder(_inside, access)));
            byte[] bytes = Encoding.UTF8.GetBytes(path);
            long address = guest.Put(bytes);
            Assert.Equal(WasiErrno.Notcapable, guest.Open(path, out _, 0, WasiRights.FdRead));
            Assert.Equal(WasiErrno.Notcapable, guest.Open(path, out _, 2, WasiRights.FdReaddir));
            Assert.Equal(WasiErrno.Notcapable, guest.Call("path_filestat_get", Directory, 1, address, bytes.Length, WasiGuest.Buffer));
        }
    }

    [Fact]
    public void LinksThatTheGuestMakesDoNotLeadOut()
    {
        using var guest = new WasiGuest(WasiGuest.Mounting(new HostFolder(_inside, FolderAccess.ReadWrite)));
        int number = 0;
        foreach (string target in new[] { "..", "../outside", "../outside/f", "/etc/passwd", "sub/../../outside/f" })
        {
            string name = $"made{number++}";
            long to = guest.Put(Encoding.UTF8.GetBytes(target));
            WasiErrno made = guest.Call("path_symlink", to, target.Length, Directory, guest.Put(Encoding.UTF8.GetBytes(name)), name.Length);
            Assert.True(made is WasiErrno.Success or WasiErrno.Notcapable, made.ToString());
            if (made != WasiErrno.Success)
                continue;
            Assert.NotEqual(WasiErrno.Success, guest.Open(name, out _, 0, WasiRights.FdRead));
            Assert.NotEqual(WasiErrno.Success, guest.Open(name, out _, 9, WasiRights.FdWrite));
            Assert.NotEqual(WasiErrno.Success, guest.Open(name + "/f", out _, 1, WasiRights.FdWrite));
        }

        Assert.Equal(Secret, File.ReadAllText(Path.Combine(_outside, "f")));
        Assert.Single(System.IO.Directory.GetFileSystemEntries(_outside));
    }

    [Fact]
    public void NothingIsMovedOrMadeOutside()
    {
        MakeLinks();
        using var guest = new WasiGuest(WasiGuest.Mounting(new HostFolder(_inside, FolderAccess.ReadWrite)));
        foreach (string target in new[] { "../new", "up/new", "absolute/new", "sub/up2/outside/new" })
        {
            byte[] bytes = Encoding.UTF8.GetBytes(target);
            long address = guest.Put(bytes);
            long file = guest.Put("sub/f"u8);
            Assert.Equal(WasiErrno.Notcapable, guest.Call("path_create_directory", Directory, address, bytes.Length));
            Assert.Equal(WasiErrno.Notcapable, guest.Call("path_rename", Directory, file, 5, Directory, address, bytes.Length));
            Assert.Equal(WasiErrno.Notcapable, guest.Call("path_link", Directory, 0, file, 5, Directory, address, bytes.Length));
            Assert.Equal(WasiErrno.Notcapable, guest.Call("path_symlink", file, 5, Directory, address, bytes.Length));
            Assert.Equal(WasiErrno.Notcapable, guest.Open(target, out _, 1, WasiRights.FdWrite));
        }

        Assert.Single(System.IO.Directory.GetFileSystemEntries(_outside));
        Assert.Equal("inside", File.ReadAllText(Path.Combine(_inside, "sub", "f")));
    }

    [Fact]
    public void NulAndBadTextInPathsAreRefused()
    {
        using var guest = new WasiGuest(WasiGuest.Mounting(new HostFolder(_inside, FolderAccess.ReadOnly)));
        Assert.Equal(WasiErrno.Inval, guest.Open("sub/f\0x", out _));
        long address = guest.Put([0x73, 0xFF]);
        Assert.Equal(WasiErrno.Ilseq, guest.Call("path_filestat_get", Directory, 0, address, 2, WasiGuest.Buffer));
    }

    [Fact]
    public void ReadOnlyFolderIsNotChanged()
    {
        using var guest = new WasiGuest(WasiGuest.Mounting(new HostFolder(_inside, FolderAccess.ReadOnly)));
        long file = guest.Put("sub/f"u8);
        long fresh = guest.Put("new"u8);
        Assert.Equal(WasiErrno.Rofs, guest.Open("sub/f", out _, 0, WasiRights.FdWrite));
        Assert.Equal(WasiErrno.Rofs, guest.Open("new", out _, 1, WasiRights.FdWrite));
        Assert.Equal(WasiErrno.Rofs, guest.Open("sub/f", out _, 8, WasiRights.FdRead));
        Assert.Equal(WasiErrno.Rofs, guest.Call("path_create_directory", Directory, fresh, 3));
        Assert.Equal(WasiErrno.Rofs, guest.Call("path_unlink_file", Directory, file, 5));
        Assert.Equal(WasiErrno.Rofs, guest.Call("path_rename", Directory, file, 5, Directory, fresh, 3));
        Assert.Equal(WasiErrno.Rofs, guest.Call("path_link", Directory, 0, file, 5, Directory, fresh, 3));
        Assert.Equal(WasiErrno.Rofs, guest.Call("path_filestat_set_times", Directory, 0, file, 5, 1, 1, 5));
        Assert.Equal("inside", File.ReadAllText(Path.Combine(_inside, "sub", "f")));
        Assert.Single(System.IO.Directory.GetFileSystemEntries(_inside));
    }

    [Fact]
    public void SwappingAFolderForALinkWhileTheGuestOpensDoesNotLeadOut()
    {
        using var guest = new WasiGuest(WasiGuest.Mounting(new HostFolder(_inside, FolderAccess.ReadWrite)));
        string sub = Path.Combine(_inside, "sub");
        string parked = Path.Combine(_inside, "parked");
        using var stop = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();
        var attacker = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                // The name means the folder, then nothing, then the way out, then nothing again.
                System.IO.Directory.Move(sub, parked);
                File.CreateSymbolicLink(sub, _outside);
                started.Set();
                File.Delete(sub);
                System.IO.Directory.Move(parked, sub);
            }
        });
        attacker.Start();
        started.Wait();
        try
        {
            for (int i = 0; i < Rounds; i++)
            {
                if (guest.Open("sub/f", out uint fd, 0, WasiRights.FdRead) == WasiErrno.Success)
                {
                    Assert.Equal((WasiErrno.Success, "inside"), guest.Read(fd));
                    guest.Call("fd_close", fd);
                }

                if (guest.Open("sub/made", out fd, 1, WasiRights.FdWrite) == WasiErrno.Success)
                {
                    Assert.Equal(WasiErrno.Success, guest.Write(fd, "x").Errno);
                    guest.Call("fd_close", fd);
                }

                guest.Call("path_unlink_file", Directory, guest.Put("sub/made"u8), 8);
                guest.Call("path_create_directory", Directory, guest.Put("sub/d"u8), 5);
                guest.Forget();
            }
        }
        finally
        {
            stop.Cancel();
            attacker.Join();
        }

        Assert.Equal(Secret, File.ReadAllText(Path.Combine(_outside, "f")));
        Assert.Single(System.IO.Directory.GetFileSystemEntries(_outside));
    }

    [Fact]
    public void MovingTheFolderThatIsOpenDoesNotMakeItsParentReachable()
    {
        using var guest = new WasiGuest(WasiGuest.Mounting(new HostFolder(_inside, FolderAccess.ReadWrite)));
        Assert.Equal(WasiErrno.Success, guest.Open("sub", out uint fd, 2, WasiRights.PathOpen, WasiRights.FdRead));
        System.IO.Directory.Move(Path.Combine(_inside, "sub"), Path.Combine(_outside, "sub"));
        byte[] path = "../f"u8.ToArray();
        Assert.Equal(WasiErrno.Notcapable, guest.Call("path_open", fd, 0, guest.Put(path), path.Length, 0, (long)WasiRights.FdRead, 0, 0, WasiGuest.Answer));
    }

    public void Dispose() => _folder.Dispose();

    private void MakeLinks()
    {
        File.CreateSymbolicLink(Path.Combine(_inside, "up"), "../outside");
        File.CreateSymbolicLink(Path.Combine(_inside, "absolute"), _outside);
        File.CreateSymbolicLink(Path.Combine(_inside, "sub", "up2"), "../..");
        File.CreateSymbolicLink(Path.Combine(_inside, "first"), "sub/../up");
        File.CreateSymbolicLink(Path.Combine(_inside, "chain"), "first");
    }
}
