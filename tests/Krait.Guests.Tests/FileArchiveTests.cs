using System;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests.Tests;

/// <summary>Files as bytes and back.</summary>
public sealed class FileArchiveTests
{
    [Fact]
    public void FilesComeBackAsTheyWere()
    {
        MemoryFileSystem files = Read(Archive());
        Assert.Equal("content"u8.ToArray(), files.ReadFile("a/b/file"));
        Assert.Equal([.. new byte[8192], 1], files.ReadFile("sparse"));
        Assert.Empty(files.ReadFile("empty"));
        using IDirectoryHandle root = files.OpenRoot();
        Assert.Equal(["a", "empty", "link", "sparse"], root.List(100, out _)!.Select(static entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal("a/b", root.ReadLink("link", out _));
        Assert.Equal(["again", "b", "c"], Directory(files, "a").List(100, out _)!.Select(static entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal(WasiErrno.Success, Directory(files, "a").StatEntry("again", out FileStat again));
        Assert.Equal((2UL, 5000UL, 0x1A4), (again.LinkCount, again.ModifiedNs, again.Permissions));
        root.Stat(out FileStat top);
        root.StatEntry("a", out FileStat folder);
        root.StatEntry("empty", out FileStat empty);
        Assert.Equal((0x1FF, 0x1C0, null), (top.Permissions, folder.Permissions, empty.Permissions));
        Assert.Equal(Files().UsedBytes, files.UsedBytes);
    }

    [Fact]
    public void NoArchiveIsTooDeep()
    {
        var deep = new MemoryFileSystem();
        IDirectoryHandle directory = deep.OpenRoot();
        for (int i = 0; i < 20_000; i++)
        {
            directory.CreateDirectory("d");
            directory = directory.OpenDirectory("d", out _)!;
        }

        Assert.Equal(deep.UsedBytes, Read(Bytes(deep)).UsedBytes);
    }

    [Fact]
    public void DamagedArchivesEndInErrors()
    {
        byte[] archive = Archive();
        int refused = 0;
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. archive];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (i % 5 == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            try
            {
                Read(damaged);
            }
            catch (Exception exception) when (exception is SnapshotException or EndOfStreamException or IOException or FormatException or ArgumentException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 20_000);
    }

    private static byte[] Archive() => Bytes(Files());

    private static MemoryFileSystem Files()
    {
        var files = new MemoryFileSystem();
        files.WriteFile("a/b/file", "content"u8);
        files.WriteFile("a/c/other", "other"u8);
        files.WriteFile("empty", []);
        files.WriteFile("sparse", []);
        using IDirectoryHandle root = files.OpenRoot();
        root.CreateSymbolicLink("link", "a/b");
        Directory(files, "a").CreateHardLink("again", Directory(files, "a/b"), "file");
        Directory(files, "a").SetEntryTimes("again", new FileTimes(null, 5000));
        Directory(files, "a").SetEntryPermissions("again", 0x1A4);
        root.SetEntryPermissions("a", 0x1C0);
        root.SetPermissions(0x1FF);
        using IFileHandle sparse = root.OpenFile("sparse", FileOpenModes.Write, out _)!;
        sparse.Write(8192, [1], out _);
        return files;
    }

    private static IDirectoryHandle Directory(MemoryFileSystem files, string path)
    {
        IDirectoryHandle directory = files.OpenRoot();
        foreach (string name in path.Split('/'))
            directory = directory.OpenDirectory(name, out _)!;
        return directory;
    }

    private static byte[] Bytes(MemoryFileSystem files)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        FileArchive.Write(writer, files);
        writer.Flush();
        return stream.ToArray();
    }

    private static MemoryFileSystem Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        return FileArchive.Read(reader);
    }
}
