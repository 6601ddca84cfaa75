using System;
using System.IO;
using Krait.Wasi.HostFiles;

namespace Krait.Wasi;

/// <summary>A folder of the host's own file system.</summary>
/// <remarks>
/// A guest cannot leave it, whatever links there are or are made, and whatever other programs move about meanwhile: the folder and
/// every directory in it are used by descriptor, one name at a time. Only regular files and directories can be opened; pipes,
/// sockets and devices are shown and refused with <see cref="WasiErrno.Acces"/>. Names that are not UTF-8 are not shown.
/// </remarks>
public sealed class HostFolder : IFileSystem
{
    private readonly FolderAccess _access;

    /// <summary>Names a folder.</summary>
    /// <param name="path">An existing folder; a relative path starts at the process's working directory.</param>
    /// <param name="access">What guests may do there.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or it cannot be opened.</exception>
    /// <exception cref="PlatformNotSupportedException">
    /// The operating system is not a 64-bit Linux. Use <see cref="MemoryFileSystem"/> there: opening files by their path cannot be made safe.
    /// </exception>
    public HostFolder(string path, FolderAccess access)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            throw new PlatformNotSupportedException("folders of the host can be mounted on 64-bit Linux only; use a MemoryFileSystem");
        Path = System.IO.Path.GetFullPath(path);
        _access = access;
        OpenFolder().Dispose();
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public IDirectoryHandle OpenRoot() =>
        _access == FolderAccess.ReadWrite ? OpenFolder() : new ReadOnlyFileSystem(new Opened(this)).OpenRoot();

    private UnixDirectory OpenFolder() =>
        UnixDirectory.Open(Path) ?? throw new DirectoryNotFoundException($"\"{Path}\" is not a folder that can be opened");

    private sealed class Opened(HostFolder folder) : IFileSystem
    {
        public IDirectoryHandle OpenRoot() => folder.OpenFolder();
    }
}
