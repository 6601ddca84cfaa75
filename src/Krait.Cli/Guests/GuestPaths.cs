using System;
using System.IO;
using Krait.Wasi;

namespace Krait.Cli.Guests;

// Folders keep the names that they have on the host, so that messages and tracebacks name files as the user does.

/// <summary>Under which paths Python finds what it is granted.</summary>
internal static class GuestPaths
{
    private const string Elsewhere = "/program";

    /// <summary>Whether a path is a folder or below it; both absolute.</summary>
    public static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>Gives a mount an absolute path.</summary>
    /// <exception cref="CommandFailure">The path is Python's own.</exception>
    public static WasiMount Absolute(WasiMount mount)
    {
        string path = Path.GetFullPath(mount.GuestPath);
        if (IsTaken(path))
            throw new CommandFailure(ExitCode.Usage, $"--dir cannot put a folder at '{path}', where Python has its own files; name another path: HOST:/data");
        return new WasiMount(path, mount.FileSystem);
    }

    /// <summary>The folder of a program, to be read only.</summary>
    /// <param name="folder">Absolute.</param>
    /// <exception cref="PlatformNotSupportedException">Folders cannot be mounted on this operating system.</exception>
    public static WasiMount Program(string folder) =>
        new(IsTaken(folder) || !folder.StartsWith('/') ? Elsewhere : folder, new HostFolder(folder, FolderAccess.ReadOnly));

    private static bool IsTaken(string path) => path == "/" || IsBelow(path, "/lib");
}
