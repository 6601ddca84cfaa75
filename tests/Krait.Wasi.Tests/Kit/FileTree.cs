using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Krait.Wasi.Tests;

/// <summary>The files that every case starts with, and what a file system holds as lines of text.</summary>
internal static class FileTree
{
    public static void Seed(IFileSystem fileSystem)
    {
        using IDirectoryHandle root = fileSystem.OpenRoot();
        Check(root.CreateDirectory("seed"));
        using IDirectoryHandle seed = root.OpenDirectory("seed", out _)!;
        Check(seed.CreateDirectory("sub"));
        using IDirectoryHandle sub = seed.OpenDirectory("sub", out _)!;
        Write(seed, "a.txt", "alpha\n");
        Write(seed, "empty", "");
        Write(sub, "b.txt", "beta\n");
        Check(seed.CreateSymbolicLink("link", "a.txt"));
        Check(seed.CreateSymbolicLink("dirlink", "sub"));
    }

    /// <summary>Every entry on a line of its own, directories before what is in them.</summary>
    public static string[] Lines(IFileSystem fileSystem)
    {
        using IDirectoryHandle root = fileSystem.OpenRoot();
        var lines = new List<string>();
        Add(root, "", lines);
        return [.. lines];
    }

    public static void Write(IDirectoryHandle directory, string name, string text)
    {
        using IFileHandle? file = directory.OpenFile(name, FileOpenModes.Write | FileOpenModes.Create | FileOpenModes.Truncate, out WasiErrno errno);
        Check(errno);
        Check(file!.Write(0, Encoding.UTF8.GetBytes(text), out _));
    }

    public static string Read(IDirectoryHandle directory, string name) => Encoding.UTF8.GetString(ReadBytes(directory, name));

    private static byte[] ReadBytes(IDirectoryHandle directory, string name)
    {
        using IFileHandle? file = directory.OpenFile(name, FileOpenModes.Read, out WasiErrno errno);
        Check(errno);
        Check(file!.Stat(out FileStat stat));
        byte[] bytes = new byte[stat.SizeBytes];
        Check(file.Read(0, bytes, out int count));
        Assert.Equal(bytes.Length, count);
        return bytes;
    }

    private static void Add(IDirectoryHandle directory, string prefix, List<string> lines)
    {
        IReadOnlyList<DirectoryEntry>? entries = directory.List(10_000, out WasiErrno errno);
        Check(errno);
        foreach (DirectoryEntry entry in entries!.OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            string path = prefix + entry.Name;
            if (entry.Type == WasiFileType.SymbolicLink)
            {
                lines.Add($"{path} -> {directory.ReadLink(entry.Name, out _)}");
            }
            else if (entry.Type == WasiFileType.Directory)
            {
                lines.Add(path + "/");
                using IDirectoryHandle below = directory.OpenDirectory(entry.Name, out _)!;
                Add(below, path + "/", lines);
            }
            else
            {
                lines.Add($"{path} {Convert.ToBase64String(ReadBytes(directory, entry.Name))}");
            }
        }
    }

    private static void Check(WasiErrno errno) => Assert.Equal(WasiErrno.Success, errno);
}
