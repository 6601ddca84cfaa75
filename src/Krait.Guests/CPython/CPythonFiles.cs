using System;
using System.Collections.Immutable;
using System.IO;
using Krait.Guests.Emscripten;
using Krait.Wasi;

namespace Krait.Guests.CPython;

/// <summary>The files that CPython finds: its library, and scratch files above it that go with the sandbox.</summary>
internal static class CPythonFiles
{
    /// <summary>Where the standard library stands, as one archive.</summary>
    public const string LibraryPath = "/lib/python314.zip";

    private static readonly string[] s_directories = ["lib/python3.14/lib-dynload", "tmp", "home/user"];

    private static readonly Lazy<IFileSystem> s_library = new(ReadLibrary);

    /// <summary>The library, shared among all.</summary>
    public static IFileSystem Library => s_library.Value;

    /// <summary>Has another thread read the library meanwhile.</summary>
    public static void Prefetch() => Krait.Runtime.Persisting.Prefetch.Begin(s_library);

    /// <summary>The environment: what tells CPython where its library is, then what was granted.</summary>
    public static ImmutableArray<string> Environment(ImmutableArray<string> granted) =>
        ["PYTHONHOME=/", "PYTHONPATH=" + LibraryPath, "PYTHONDONTWRITEBYTECODE=1", "HOME=/home/user", .. granted];

    private static MemoryFileSystem ReadLibrary()
    {
        byte[] library = File.ReadAllBytes(GuestPackages.CPythonLibraryPath);
        var files = new MemoryFileSystem(library.Length + (1 << 20));
        files.WriteFile(LibraryPath, library);
        foreach (string path in s_directories)
            CreateDirectory(files, path);

        // Opening and asking about them goes another way; these make them appear in their folder.
        foreach (string path in DeviceDescriptor.Paths)
            files.WriteFile(path, []);
        return files;
    }

    private static void CreateDirectory(MemoryFileSystem files, string path)
    {
        IDirectoryHandle directory = files.OpenRoot();
        foreach (string name in path.Split('/'))
        {
            // One that is there already is as good.
            directory.CreateDirectory(name);
            IDirectoryHandle? child = directory.OpenDirectory(name, out WasiErrno errno);
            directory.Dispose();
            directory = child ?? throw new IOException($"cannot make {path}: {errno}");
        }

        directory.Dispose();
    }
}
