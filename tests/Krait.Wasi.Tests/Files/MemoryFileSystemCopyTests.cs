using System.IO;

namespace Krait.Wasi.Tests.Files;

/// <summary>Copies of files in memory share nothing with what they were taken of.</summary>
public class MemoryFileSystemCopyTests
{
    [Fact]
    public void CopyHoldsTheSameFilesAndGoesItsOwnWay()
    {
        var files = new MemoryFileSystem();
        files.WriteFile("a/b/text", "one"u8);
        using IDirectoryHandle root = files.OpenRoot();
        Assert.Equal(WasiErrno.Success, root.CreateSymbolicLink("link", "a/b"));
        MemoryFileSystem copy = files.Copy(MemoryFileSystem.DefaultQuotaBytes);
        copy.WriteFile("a/b/text", "another"u8);
        files.WriteFile("later", default);
        Assert.Equal("one"u8.ToArray(), files.ReadFile("a/b/text"));
        Assert.Equal("another"u8.ToArray(), copy.ReadFile("a/b/text"));
        Assert.Throws<IOException>(() => copy.ReadFile("later"));
        using IDirectoryHandle copiedRoot = copy.OpenRoot();
        Assert.Equal("a/b", copiedRoot.ReadLink("link", out _));
    }

    [Fact]
    public void TwoNamesOfAFileAreTwoNamesOfItsCopy()
    {
        var files = new MemoryFileSystem();
        files.WriteFile("one", "text"u8);
        using IDirectoryHandle root = files.OpenRoot();
        Assert.Equal(WasiErrno.Success, root.CreateHardLink("two", root, "one"));
        MemoryFileSystem copy = files.Copy(MemoryFileSystem.DefaultQuotaBytes);
        copy.WriteFile("one", "changed"u8);
        Assert.Equal("changed"u8.ToArray(), copy.ReadFile("two"));
        using IDirectoryHandle copiedRoot = copy.OpenRoot();
        Assert.Equal(WasiErrno.Success, copiedRoot.StatEntry("two", out FileStat stat));
        Assert.Equal(2UL, stat.LinkCount);
    }

    [Fact]
    public void CopyUsesAsMuchAndGivesItBack()
    {
        var files = new MemoryFileSystem();
        files.WriteFile("a/large", new byte[10_000]);
        MemoryFileSystem copy = files.Copy(MemoryFileSystem.NodeBytes);
        Assert.Equal(files.UsedBytes, copy.UsedBytes);
        Assert.Throws<IOException>(() => copy.WriteFile("more", "x"u8));
        using IDirectoryHandle root = copy.OpenRoot();
        using (IDirectoryHandle a = root.OpenDirectory("a", out _)!)
            Assert.Equal(WasiErrno.Success, a.RemoveFile("large"));
        Assert.Equal(WasiErrno.Success, root.RemoveDirectory("a"));
        Assert.Equal(MemoryFileSystem.NodeBytes, copy.UsedBytes);
        Assert.NotEmpty(files.ReadFile("a/large"));
    }
}
